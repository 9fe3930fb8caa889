"""A lever that is moved has an estimate at once, marked as one, which runs take the place of."""

from __future__ import annotations

import re

LEVER = "[data-lever='equipment-seizure']"
ESTIMATED = ".an-lead[data-estimated=true]"
SEIZURES = "?p=upstream-equipment"
"""A preset without finished runs, whose only measure the estimates know."""


def figure(page, title: str) -> str:
    return page.inner_text(f"[data-figure='{title}']")


def averted(page) -> int:
    return int(page.inner_text("[data-figure='Arrivals averted'] .an-big").replace(",", ""))


def move(page, value: float) -> None:
    """Set how much more is found, in the lever's first number."""
    number = page.locator(f"{LEVER} input[type=number]").first
    number.fill(str(value))
    number.press("Enter")


def test_a_moved_lever_is_estimated_before_anything_has_run(session):
    page = session(SEIZURES)
    page.wait_for_selector(ESTIMATED)
    before = averted(page)
    page.click(f"{LEVER} .lv-set summary")
    move(page, 2.4)
    page.wait_for_function(
        "([path, before]) => document.querySelector(path).innerText.replace(',', '') > 2 * before",
        arg=["[data-figure='Arrivals averted'] .an-big", before],
    )
    assert page.inner_text(".an-lead").startswith("Estimated, until these measures have run: ")
    assert "Estimated, not run: no verdict." in figure(page, "Arrivals averted")
    assert re.search(r"95 %: .[\d,]+ to \+[\d,]+", figure(page, "Arrivals averted"))
    assert "only with a verdict" in figure(page, "Public cost")
    assert "Learned from 320 runs of 80 packages" in figure(page, "How sure")
    assert not page.locator(".an-one.clear").count()


def test_runs_so_far_come_to_stand_beside_it(session):
    page = session(SEIZURES)
    page.wait_for_selector(ESTIMATED)
    page.wait_for_selector("[data-figure='Arrivals averted']:has-text('Runs so far (')")
    assert page.locator(ESTIMATED).count() == 1, "an estimate until the first look"


def test_a_preset_with_finished_runs_is_not_estimated(session):
    page = session("?p=finance")
    page.wait_for_selector(".an-lead:has-text('By 31 Dec 2025')")
    assert page.locator(ESTIMATED).count() == 0


def test_where_it_knows_nothing_it_says_why(session):
    page = session(SEIZURES + "&d=366")
    page.wait_for_selector(".an:has-text('No estimate: it was learned for 731 days')")
    assert page.locator(ESTIMATED).count() == 0
    assert page.inner_text("[data-figure='Arrivals averted'] .an-big") == "…"
