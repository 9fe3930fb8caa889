"""The share card: what stands on it, its two formats, and its address."""

from __future__ import annotations

from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from PIL import Image
from starlette.responses import PlainTextResponse

import sim
from experiments.comparison.planned_looks import FIRST
from narrows.view import included_runs
from narrows.view.background_effects import Laboratory
from narrows.view.effect_summary import Findings
from narrows.view.front_door import Admission, guarded
from narrows.view.page import card_address, shared_engine
from narrows.view.page.card_address import card_of, with_cards
from narrows.view.page_link import State
from narrows.view.share_card import HEIGHT, NOT_RUN, WIDTH, draw_card
from tests.narrows.view.made_runs import made_pairs, question
from tests.narrows.view.test_front_door import answered, run, scope_of

DAYS = State().days
QUERY = "v=1&p=finance"


@pytest.fixture(scope="module")
def findings():
    asked = question("finance", days=DAYS)
    pairs = made_pairs(asked, FIRST)
    return Findings.after(asked, [pairs[number] for number in range(FIRST)])


@pytest.fixture
def card(findings):
    return card_of(QUERY, lambda _: findings)


def test_it_has_question_answer_intervals_version_and_what_it_rests_on(card):
    assert card.question.startswith("What would ")
    assert card.answer.startswith("By 31 Dec 2025, arrivals fall by some ")
    titles = [title for title, *_ in card.figures]
    assert titles == ["Arrivals averted", "Expected deaths", "Public cost"]
    assert card.figures[0][2][0].startswith("95 %: ")
    assert card.figures[0][3], "a fall is claimed"
    assert f"Narrows {sim.__version__}, seed 1, {FIRST} paired replicates, posterior " in card.foot
    assert "not a forecast" in card.foot


def test_a_png_has_the_size_of_a_card_and_an_svg_says_all_of_it_in_words(card):
    with Image.open(BytesIO(draw_card(card, "png"))) as image:
        assert image.size == (WIDTH, HEIGHT)
        assert len(image.convert("RGB").getcolors(1 << 20)) > 50
        assert image.text["Title"] == card.question
    drawn = draw_card(card, "svg")
    words = " ".join("".join(ET.fromstring(drawn).itertext()).split())  # noqa: S314
    assert " ".join(card.text.split()) in words
    assert drawn == draw_card.__wrapped__(card, "svg"), "no date or chance in it"


@pytest.mark.parametrize("name", ["$x^2$", "<b>&\"'", "\x1b[1m", "\u56fe", "W" * 60])
def test_what_a_visitor_calls_a_scenario_cannot_break_it(findings, name):
    from urllib.parse import quote

    shown = card_of(f"{QUERY}&a={quote(name)}", lambda _: findings)
    assert ET.fromstring(draw_card(shown, "svg")) is not None  # noqa: S314


def test_nothing_is_run_for_a_card(monkeypatch):
    laboratory = Laboratory(1)
    monkeypatch.setattr(shared_engine, "laboratory", lambda: laboratory)
    monkeypatch.setenv(included_runs.FOLDER, "/nowhere")
    shown = card_of("v=1&p=finance&d=40")
    assert shown.answer == NOT_RUN
    assert not shown.figures
    assert laboratory.load() == {"open": 0, "running": 0, "kept": 0}


def test_its_address_is_behind_the_door(card, tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(card_address, "card_of", lambda query: asked.append(query) or card)
    inner = with_cards(PlainTextResponse("inside"))
    door = guarded(inner, tmp_path, Admission("127.0.0.1"))
    first, body = run(answered(door, scope_of(f"/card.png?{QUERY}")))
    assert (first["status"], body["body"][:4]) == (200, b"\x89PNG")
    assert asked == [QUERY]
    assert run(answered(door, scope_of("/card.gif")))[0]["status"] == 404
    closed = guarded(inner, tmp_path, Admission("0.0.0.0", token="secret"))  # noqa: S104, S106
    assert run(answered(closed, scope_of(f"/card.svg?{QUERY}")))[0]["status"] == 401
    assert len(asked) == 1
