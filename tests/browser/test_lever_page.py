"""The page without a server, from disk and without a network."""

from __future__ import annotations

import csv

import pytest

from tests.browser.test_access import AXE, SERIOUS
from tests.narrows.lever_page.test_lever_page import made_emulator, made_page


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "page.html"
    path.write_text(made_page(made_emulator()))
    return path


def asked(url, wrong):
    if not url.startswith(("file:", "data:")):
        wrong.append(f"outside request: {url}")


@pytest.fixture
def opened(browser, file):
    """Open it offline; at the end nothing was wrong."""
    contexts, wrong = [], []

    def load(after="", width=1280, **terms):
        context = browser.new_context(viewport={"width": width, "height": 800}, **terms)
        context.set_offline(True)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: said.type == "error" and wrong.append(said.text))
        page.on(
            "request", lambda sent: sent.url[:5] in ("file:", "data:") or wrong.append(sent.url)
        )
        page.goto(f"{file.as_uri()}{after}")
        page.wait_for_selector("body[data-ready]")
        return page

    yield load
    for context in contexts:
        context.close()
    assert wrong == []


def test_a_moved_lever_is_answered_within_a_tenth_of_a_second(opened):
    page = opened()
    before = page.inner_text("[data-effect=averted] .big")
    took = page.evaluate(
        """() => {
             const bar = document.querySelector('#levers input[type=range]');
             const began = performance.now();
             bar.value = bar.max;
             bar.dispatchEvent(new Event('input'));
             return performance.now() - began;
           }"""
    )
    assert took < 100
    assert page.inner_text("[data-effect=averted] .big") != before
    assert "million_gbp=300" in page.url
    other = opened(page.url[page.url.index("#") :])
    assert other.inner_text("#cards") == page.inner_text("#cards")


def test_outside_what_was_tried_nothing_is_said(opened):
    page = opened("#million_gbp=900")
    assert "only 0 to 300" in page.inner_text("#refused")
    assert page.locator("[data-effect]").count() == 0
    page.click("#reset")
    assert page.locator("[data-effect]").count() == 5
    assert not page.is_visible("#refused")


def test_what_is_drawn_can_be_taken_along(opened, tmp_path):
    page = opened(accept_downloads=True)
    for name, rows in (("curve", 41), ("tornado", 2)):
        with page.expect_download() as waiting:
            page.click(f"[data-csv={name}]")
        waiting.value.save_as(tmp_path / name)
        lines = (tmp_path / name).read_text().splitlines()
        assert lines[0].startswith("# ")
        assert "seed 1" in lines[0]
        assert len(list(csv.DictReader(lines[2:]))) == rows


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 640, 1280, 2560])
def test_it_is_read_by_everybody_at_any_width(opened, scheme, width):
    page = opened(width=width, color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    serious = [each for each in found["violations"] if each["impact"] in SERIOUS]
    assert [(each["id"], node["target"]) for each in serious for node in each["nodes"]] == []
