"""Journeys of new users through the page: an adviser, an analyst, a journalist, a teacher.

Each takes a function that opens the page at an address, a function that is called with the name of
each step once it has been taken, and a folder for files.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.browser.conftest import stands

Opened = Callable[..., Any]
Seen = Callable[[Any, str], None]

LAPTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
FINANCE = "?p=finance"
POSTS = "?p=posts-abroad"


def preset(page: Any, name: str) -> None:
    """Choose a preset and wait for its answer."""
    page.select_option("label:has-text('Start from') select", name)
    page.wait_for_url(f"**p={name}**")
    page.wait_for_selector(".an-lead:has-text('arrivals')")


def tab(page: Any, title: str) -> None:
    """Open one of the tabs of results."""
    page.click(f"[role=tab]:has-text('{title}')")
    page.wait_for_selector(f"[role=tab][aria-selected=true]:has-text('{title}')")


def adviser_reads_the_answer(opened: Opened, seen: Seen, _: Path) -> None:
    """Reads the sentence, asks how sure it is, where a number comes from, and goes on."""
    page = opened(FINANCE, **LAPTOP)
    seen(page, "the answer")
    assert page.inner_text(".an-lead").startswith("By 31 Dec 2025, ")
    page.click("[data-figure='Arrivals averted'] button")
    page.wait_for_selector(".dr-sources li, .dr-body section")
    seen(page, "source of the number")
    page.keyboard.press("Escape")
    page.wait_for_selector(".dr", state="detached")
    page.click("[data-figure='How sure'] button")
    page.wait_for_selector("[data-card=expected_deaths]")
    seen(page, "all intervals")


def adviser_compares_packages(opened: Opened, seen: Seen, _: Path) -> None:
    """Looks which package averts most, sets two against one another and opens the better one."""
    page = opened(FINANCE, **LAPTOP)
    tab(page, "Compare packages")
    seen(page, "packages ranked")
    for at, name in enumerate(("finance", "posts-abroad")):
        page.locator(".pk-two select").nth(at).select_option(name)
    page.wait_for_selector(".pk-two td")
    seen(page, "one against another")
    page.click(".pk-scroll tbody tr >> nth=0 >> .link >> nth=0")
    page.wait_for_selector(".an-lead:has-text('arrivals')")
    seen(page, "the best one opened")


def adviser_changes_a_measure(opened: Opened, seen: Seen, _: Path) -> None:
    """Takes a measure away, sees that the answer is of other runs, names it, undoes it."""
    page = opened(POSTS, **LAPTOP)
    before = page.inner_text(".lv-total strong")
    page.uncheck(".lv-one.on input[type=checkbox] >> nth=0")
    page.wait_for_selector(".qu-edits:has-text('without')")
    seen(page, "one measure less")
    assert page.title().startswith("Custom, from")
    assert page.inner_text(".lv-total strong") != before
    page.click(".qu button:text-is('Undo')")
    page.wait_for_selector(".qu-edits", state="detached")
    page.wait_for_selector(".an-lead:has-text('arrivals')")
    assert page.inner_text(".lv-total strong") == before
    seen(page, "as before")


def analyst_moves_an_assumption(opened: Opened, seen: Seen, _: Path) -> None:
    """Looks what the answer depends on, moves the first input, and puts it back."""
    page = opened(FINANCE, **LAPTOP)
    tab(page, "What would have to be true")
    page.wait_for_selector("[data-outcome=averted] .as-rows > li")
    seen(page, "what it depends on")
    slider = page.locator(".as-sliders input").first
    slider.focus()
    page.keyboard.press("Home")
    page.wait_for_selector("[data-estimate=averted] small")
    seen(page, "an input moved")
    page.click("button:text-is('All as drawn')")
    page.wait_for_selector("[data-estimate=averted] small", state="detached")


def analyst_takes_data_and_scenario_along(opened: Opened, seen: Seen, folder: Path) -> None:
    """Saves the effects and the scenario as files and opens the scenario elsewhere."""
    page = opened(FINANCE, **LAPTOP)
    page.click("summary:text-is('Download')")
    seen(page, "what can be downloaded")
    with page.expect_download() as waiting:
        page.click("button:has-text('Effects with intervals')")
    assert "finance" in waiting.value.suggested_filename or "gangs" in (
        waiting.value.suggested_filename
    )
    page.click("summary:text-is('Scenario')")
    with page.expect_download() as waiting:
        page.click("button:has-text('Save as a file')")
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    other = opened(POSTS, **LAPTOP)
    other.set_input_files("input[type=file]", path)
    other.wait_for_selector("h1:has-text('money')")
    other.wait_for_selector(".an-lead:has-text('arrivals')")
    seen(other, "opened from the file")


def analyst_reads_a_study(opened: Opened, seen: Seen, _: Path) -> None:
    """Opens a study, reads it, and goes from its table to a scenario."""
    page = opened(f"{FINANCE}&t=studies", **LAPTOP)
    seen(page, "studies")
    page.click("[data-study] h3 button >> nth=0")
    page.wait_for_selector(".st-effects, .st-text")
    seen(page, "one study")
    page.evaluate("document.querySelector('.st-scroll, .st-text').scrollIntoView()")
    seen(page, "its table")


def journalist_follows_a_load_and_a_person(opened: Opened, seen: Seen, _: Path) -> None:
    """Plays some days, zooms to the Balkans, and follows a load of boats and a person."""
    page = opened(f"{FINANCE}&n=60", **LAPTOP)
    page.evaluate("document.querySelector('.nx-map').scrollIntoView()")
    seen(page, "the map")
    page.click("[aria-label=Play]")
    page.wait_for_function("document.querySelector('[aria-label=Day]').value > 63")
    page.click("[aria-label=Pause]")
    page.click("[aria-label='Zoom in']")
    page.click("[aria-label='Zoom in']")
    seen(page, "days played, zoomed in")
    tab(page, "Follow one")
    for kind in ("person", "consignment"):
        page.locator(f".hp li button:has-text('{kind} ')").first.click()
        page.wait_for_selector(f".dr h2:has-text('{kind.capitalize()} ')")
        page.wait_for_selector(".dr-steps li")
        seen(page, f"a {kind}")
        page.click("[aria-label=Close]")
        page.wait_for_selector(".dr", state="detached")


def journalist_shares_from_a_phone(opened: Opened, seen: Seen, _: Path) -> None:
    """On a phone: the answer, the chart, and the picture to share."""
    page = opened(FINANCE, **PHONE)
    seen(page, "the answer on a phone")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.locator(".ch").scroll_into_view_if_needed()
    seen(page, "the chart on a phone")
    page.evaluate("scrollTo(0, 0)")
    page.click("summary:text-is('Download')")
    seen(page, "the menu on a phone")
    with page.context.expect_page() as waiting:
        page.click("a:has-text('Share card (PNG)')")
    card = waiting.value
    card.wait_for_load_state()
    assert re.search(r"/card\.png\?", card.url)
    seen(card, "the card")


def teacher_shows_chance(opened: Opened, seen: Seen, _: Path) -> None:
    """At a projector: larger type, how to read it, and how large chance alone is."""
    page = opened(FINANCE, **LAPTOP)
    page.click("button:text-is('Larger type')")
    seen(page, "larger type")
    page.click("button:text-is('How to read this')")
    page.wait_for_selector(".dr h2:has-text('How to read')")
    seen(page, "how to read it")
    page.keyboard.press("Escape")
    page.click("button:text-is('Clear all')")
    page.wait_for_selector("h1:has-text('Nothing is changed yet')")
    stands(page)
    seen(page, "nothing is changed")
    page.click(".qu button:text-is('Undo')")
    page.wait_for_selector(".an-lead:has-text('arrivals')")


def teacher_looks_where_it_went_on_a_phone(opened: Opened, seen: Seen, _: Path) -> None:
    """On a phone: another preset, the map, a hub, and where the flow went."""
    page = opened(FINANCE, **PHONE)
    preset(page, "posts-abroad")
    stands(page)
    page.evaluate("document.querySelector('.nx-map').scrollIntoView()")
    seen(page, "the map on a phone")
    page.locator(".map-pane:visible .map-hubs button[aria-label^='Vienna']").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".dr h2:has-text('Vienna')")
    seen(page, "a hub on a phone")
    page.click("[aria-label=Close]")
    tab(page, "Where it went")
    page.wait_for_selector(".dp li")
    seen(page, "where it went on a phone")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


JOURNEYS = (
    adviser_reads_the_answer,
    adviser_compares_packages,
    adviser_changes_a_measure,
    analyst_moves_an_assumption,
    analyst_takes_data_and_scenario_along,
    analyst_reads_a_study,
    journalist_follows_a_load_and_a_person,
    journalist_shares_from_a_phone,
    teacher_shows_chance,
    teacher_looks_where_it_went_on_a_phone,
)
