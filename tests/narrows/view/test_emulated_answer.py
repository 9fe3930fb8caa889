"""An estimate before anything has run: of the same world, marked, and within what was tried."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pyarrow.parquet as pq
import pytest

from experiments.comparison.planned_looks import FIRST
from narrows.view import emulated_answer, emulated_figures, included_runs, make_emulator
from narrows.view.effect_summary import ANSWER, Findings
from narrows.view.emulated_answer import Emulated, Refused, emulated
from narrows.view.included_runs import CARRIED, facts_of
from narrows.view.lever_catalogue import BASELINE, levers, presets
from narrows.view.lever_positions import cost, pair
from narrows.view.page_link import DEFAULT_DAYS
from narrows.view.paired_replicate import Question
from runs.intervals import Interval
from runs.results_tables import write_table
from tests.narrows.view.made_runs import DETECTED, made_emulator, made_pairs, question

SEIZED = "equipment-seizure"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("emulator")
    made_emulator(made)
    return made


@pytest.fixture(autouse=True)
def _there(folder, monkeypatch):
    monkeypatch.setenv(included_runs.FOLDER, str(folder))


def asked(days=DEFAULT_DAYS, seed=1, preset=BASELINE, **values):
    positions = {SEIZED: levers()[SEIZED].default | values}
    return Question(*pair(preset, positions, days), seed)


def test_a_measure_that_was_not_run_is_estimated():
    found = emulated(asked(detection=1.7))
    assert isinstance(found, Emulated)
    later = emulated_answer.value_changes(asked(detection=1.7).changed)[DETECTED][1]
    truth = 10_000 * np.expm1(later)
    averted = found.effects["averted"]
    assert averted.low < truth < averted.high
    assert averted.mean > 0.4 * truth
    assert found.effects["arrivals"].high < 0
    assert tuple(found.effects) == ANSWER


def test_more_of_it_averts_more():
    few, many = (emulated(asked(detection=of)).effects["averted"].mean for of in (1.3, 2.0))
    assert many > few + 500


def test_any_seed_is_answered_alike():
    assert emulated(asked(seed=9)).effects == emulated(asked()).effects


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (lambda: asked(days=366), "learned for 731 days from 2024-01-01"),
        (lambda: asked(preset="bsc-package-strict"), "other assumptions"),
        (lambda: asked(start="2023-10-01"), "begins before the first day"),
        (lambda: asked(start="2025-10-01"), "begins too near the last day"),
        (lambda: replace(asked(), fitted=False), "nothing was run"),
    ],
)
def test_another_world_is_refused(made, reason):
    found = emulated(made())
    assert isinstance(found, Refused)
    assert reason in found.reason


def test_beyond_what_was_tried_nothing_is_said():
    made = asked(detection=2.0)
    (measure,) = made.changed.interventions
    scenario = replace(made.changed, interventions=(replace(measure, detection=90.0),))
    found = emulated(replace(made, changed=scenario))
    assert isinstance(found, Refused)
    assert found.reason.startswith("Boats stopped in transit would change more")


def test_without_a_file_nothing_is_said(tmp_path, monkeypatch):
    monkeypatch.setenv(included_runs.FOLDER, str(tmp_path))
    assert emulated(asked()) == Refused(emulated_answer.NOT_MADE)


def test_a_file_says_what_it_is_of_and_gives_the_same_again(folder):
    path = folder / emulated_answer.FILE
    facts = facts_of(path)
    assert 10 <= facts["checked"] <= 20
    assert set(facts["held"]) == set(ANSWER)
    first = emulated(asked(detection=1.9))
    emulated_answer._read.cache_clear()
    assert emulated(asked(detection=1.9)) == first


def test_runs_of_another_code_are_named(monkeypatch):
    monkeypatch.setattr(included_runs, "code_digest", lambda: "0" * 64)
    assert "since which the model has changed" in emulated(asked()).older


def test_effects_of_a_pair_are_those_of_the_answer():
    made = question()
    pairs = made_pairs(made, 4)
    found = np.mean([make_emulator.changes(*both) for both in pairs.values()], axis=0)
    effects = Findings.after(made, list(pairs.values())).changed
    assert found == pytest.approx([effects[name].difference.mean for name in ANSWER])


def test_replicates_are_dealt_out_evenly():
    found = make_emulator.Batch(120, 1, shared=True).replicates
    assert all(len(set(each)) == make_emulator.EACH for each in found)
    assert set(np.bincount(np.concatenate(found)).tolist()) == {120 * make_emulator.EACH // FIRST}
    apart = np.concatenate(make_emulator.Batch(30, 1, shared=False).replicates)
    assert len(set(apart.tolist())) == 30 * make_emulator.EACH


def test_figures_say_that_they_are_estimates_and_claim_nothing():
    found = emulated(asked(detection=1.7))
    spent = cost(asked().changed)
    shown = emulated_figures.figures(found, None, spent)
    assert [each.title for each in shown] == [
        "Arrivals averted", "Expected deaths", "Public cost", "How sure",
    ]  # fmt: skip
    assert not any(each.claimed for each in shown)
    assert all(emulated_figures.MARK in each.lines for each in shown[:2])
    assert shown[2].value == spent.text
    assert "Estimated" in emulated_figures.sentence(found, "31 Dec 2025")


def test_runs_so_far_stand_beside_the_estimate():
    made = question()
    so_far = Findings.after(made, list(made_pairs(made, 5).values()))
    spent = cost(made.changed)
    averted, deaths, *_ = emulated_figures.figures(emulated(asked()), so_far, spent)
    assert "Runs so far (5): +" in averted.lines[-1]
    assert "Runs so far (5): " in deaths.lines[-1]


@pytest.mark.parametrize(
    ("averted", "deaths", "said"),
    [
        ((0, -10, 10), (0.1, -1, 1), ("whether any people are", "whether more or fewer")),
        ((90, 20, 160), (-2, -3, -1), ("some 90 people averted (+20", "−2.00 expected deaths")),  # noqa: RUF001
        (
            (-90, -160, -20),
            (2, 1, 3),
            ("some 90 more people arrive", "+2.00 expected deaths (+1.00"),
        ),
    ],
)
def test_the_sentence_claims_no_more_than_the_interval(averted, deaths, said):
    effects = {"averted": Interval(*averted), "expected_deaths": Interval(*deaths)}
    sentence = emulated_figures.sentence(Emulated(effects, 3, 9, {"a": 0.9}, 2, ""), "31 Dec 2025")
    for part in said:
        assert part in sentence


def _without(facts, name):
    return {key: value for key, value in facts.items() if key != name}


@pytest.mark.parametrize(
    "spoil",
    [
        *[lambda facts, name=name: _without(facts, name) for name in emulated_answer.SAID],
        lambda facts: facts | {"form": 0},
        lambda facts: facts | {"names": facts["names"][1:]},
        lambda facts: facts | {"held": {}},
        lambda facts: facts | {"numbers": {name: {} for name in ANSWER}},
        lambda facts: [facts],
    ],
)
def test_a_file_of_another_form_is_none(folder, tmp_path, monkeypatch, spoil):
    path = folder / emulated_answer.FILE
    write_table(tmp_path / emulated_answer.FILE, pq.read_table(path), spoil(dict(facts_of(path))))
    monkeypatch.setenv(included_runs.FOLDER, str(tmp_path))
    assert emulated(asked()) == Refused(emulated_answer.NOT_MADE)


def test_a_damaged_file_is_none(folder, tmp_path, monkeypatch):
    whole = bytearray((folder / emulated_answer.FILE).read_bytes())
    whole[100:400] = bytes(300)
    (tmp_path / emulated_answer.FILE).write_bytes(whole)
    monkeypatch.setenv(included_runs.FOLDER, str(tmp_path))
    assert emulated(asked()) == Refused(emulated_answer.NOT_MADE)


def test_the_file_that_ships_speaks_of_every_preset_of_this_world():
    """It must be made again (``make view-emulator``) once library, posterior or data change."""
    path = CARRIED / emulated_answer.FILE
    assert date.fromisoformat(facts_of(path)["start"]) == pair(BASELINE, {}, DEFAULT_DAYS)[0].start
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(included_runs.FOLDER, str(CARRIED))
        for preset in presets().values():
            if preset.positions and not preset.parameters:
                both = pair(BASELINE, preset.positions, DEFAULT_DAYS)
                found = emulated(Question(*both, 1))
                assert isinstance(found, Emulated), (preset.name, found)
                assert found.older == ""
