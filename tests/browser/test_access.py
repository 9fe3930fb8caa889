"""Everybody can use it: axe finds nothing serious, and every control is reached by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrows.view.front_end_libraries import folder
from tests.browser.test_pictures import FOLDER

AXE = next(iter(folder().glob("axe-core@*/axe.min.js")), None)
PATROLLED = "?p=french-coast&d=60&n=20&l=beach-patrol*start~2024-01-02*officers~600"
SERIOUS = ("serious", "critical")


def faults(page) -> list[str]:
    page.add_script_tag(path=AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{each['id']}: {node['target']} {node['any'][:1]}"
        for each in found["violations"]
        if each["impact"] in SERIOUS
        for node in each["nodes"]
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious(session, theme):
    page = session(f"{PATROLLED}&m={theme}")
    page.wait_for_selector("[data-card=arrivals]")
    assert faults(page) == []
    page.click("[data-lever=beach-patrol] .lv-grade")
    page.wait_for_selector(".dr")
    assert faults(page) == []


@pytest.mark.long
@pytest.mark.parametrize(
    "tab", ["packages", "assumptions", "displaced", "follow", "studies", "sources"]
)
def test_axe_finds_nothing_serious_in_the_other_tabs(session, tab):
    page = session(f"{PATROLLED}&t={tab}")
    assert faults(page) == []


@pytest.mark.long
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 640, 768, 1280, 1920, 2560])
def test_a_window_of_any_width_holds_the_page(session, width, theme):
    """640 is a window of 1,280 at 200 %. NARROWS_PICTURES names a folder for pictures."""
    page = session(f"{PATROLLED}&m={theme}", width=width, height=max(800, width * 9 // 16))
    page.wait_for_selector("[data-card=arrivals]")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator(".map-pane:visible").count() == 1
    assert faults(page) == []
    if FOLDER:
        page.screenshot(
            path=Path(FOLDER, f"{width}-{theme}.png"), animations="disabled", full_page=width < 1280
        )


@pytest.mark.long
def test_the_tab_key_reaches_every_kind_of_control_and_shows_where_it_is(session):
    page = session(PATROLLED)
    seen = set()
    for _ in range(80):
        page.keyboard.press("Tab")
        here, ring = page.evaluate(
            """() => {
                 const at = document.activeElement;
                 const shown = getComputedStyle(at).outlineStyle !== 'none';
                 const part = at.closest('.hd, .lv, .tl, .tb, .map-hubs, .nx-tab');
                 return [part?.className || '', shown];
               }"""
        )
        if here:
            assert ring, here
            seen.add(here.split()[-1])
    assert {"hd", "lv", "map-hubs", "tl", "tb"} <= seen


@pytest.mark.long
def test_marks_stand_still_for_those_who_want_less_motion(session):
    page = session("?p=bsc-package&d=366&n=20", reduced_motion="reduce")
    page.click("[aria-label=Play]")
    page.wait_for_selector("[aria-label=Pause]")
    drawn = page.evaluate(
        """async () => {
             let count = 0;
             const plain = CanvasRenderingContext2D.prototype.clearRect;
             CanvasRenderingContext2D.prototype.clearRect = function (...box) {
               count += 1;
               return plain.apply(this, box);
             };
             await new Promise((done) => setTimeout(done, 1500));
             CanvasRenderingContext2D.prototype.clearRect = plain;
             return count;
           }"""
    )
    assert drawn < 60
