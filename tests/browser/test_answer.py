"""The answer first, and what a visitor does with it alone: undo, files, packages, paper."""

from __future__ import annotations

import re
import socket

import pytest

from experiments.comparison.planned_looks import FIRST
from tests.browser.conftest import FINISHED, PATIENCE, serving

ANSWERED = "?p=finance&n=20"
"""A preset with finished runs."""
COAST = "?p=french-coast&d=366&n=5"
PRESET = ".qu select"


def until_chosen(page, name: str) -> None:
    """Wait until the server has answered and the page shows a preset."""
    page.wait_for_function(
        """([part, name]) => document.querySelector(part).value === name
             && new URLSearchParams(location.search).get('p') === name""",
        arg=[PRESET, name],
    )


def untick(page, lever: str) -> None:
    """Take away a measure, once the page shows that the package has it."""
    page.locator(f"[data-lever='{lever}'] input[type=checkbox]:checked").uncheck()


def test_a_preset_is_answered_at_once_by_finished_runs(session):
    page = session(ANSWERED)
    assert page.inner_text(".an-lead").startswith("By 31 Dec 2025, arrivals fall by some ")
    figures = page.locator(".an-one")
    titles = figures.locator("h2").all_inner_texts()
    assert titles == ["Arrivals averted", "Expected deaths", "Public cost", "How sure"]
    assert "95 %: " in figures.nth(0).inner_text()
    assert "Cannot tell" in figures.nth(1).inner_text()
    assert "Per person averted: £" in figures.nth(2).inner_text()
    assert "Not in them" in figures.nth(3).inner_text()
    assert f"{FIRST} of {FIRST}" in page.inner_text(".an-run")
    figures.nth(2).locator("button").click()
    page.wait_for_selector(".dr h2:has-text('cost')")


def test_the_history_shown_is_in_the_middle_and_says_so(session):
    page = session(ANSWERED)
    said = page.inner_text(".tl-one")
    assert f"One history of {FIRST}" in said
    assert f"the {FIRST // 2}th from the lowest" in said
    assert "Mean of all: " in said
    assert re.search(r"[?&]r=\d+", page.url)


def test_the_chart_has_both_worlds_the_record_and_a_readout(session):
    page = session(ANSWERED)
    chart = page.locator("[data-chart=arrivals]")
    assert chart.locator(".line").count() == 2
    assert chart.locator(".band").count() == 2
    assert chart.locator(".dot").count() == 22, "the record ends in October 2025"
    assert "18 Sept 2024" in chart.locator(".parted").text_content()
    box = chart.locator("svg").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 60)
    page.wait_for_selector(".ch .now", state="attached")
    assert re.search(r"(Dec 24|Jan 25), arrivals a month: baseline", page.inner_text(".ch output"))
    page.locator(".ch input[type=range]").focus()
    page.keyboard.press("Home")
    page.wait_for_selector(".ch output:has-text('Jan 24, arrivals a month')")
    page.click(".ch summary")
    assert page.locator(".ch tbody tr").count() == 24
    with page.expect_download() as waiting:
        page.click(".ch button:text-is('CSV')")
    assert waiting.value.suggested_filename.startswith("narrows-months-gangs-money")


def test_what_was_changed_can_be_undone_redone_and_reset(session):
    page = session(COAST)
    undo, redo = (page.locator(f".qu button:text-is('{name}')") for name in ("Undo", "Redo"))
    assert undo.is_disabled()
    page.select_option(f"{PRESET} >> nth=0", "finance")
    until_chosen(page, "finance")
    untick(page, "finance-disruption")
    page.wait_for_selector("h1:has-text('Nothing is changed yet')")
    undo.click()
    page.wait_for_selector("h1:has-text('Gangs')")
    undo.click()
    until_chosen(page, "french-coast")
    assert undo.is_disabled()
    redo.click()
    until_chosen(page, "finance")
    page.go_back()
    until_chosen(page, "french-coast")
    untick(page, "beach-patrol")
    page.wait_for_selector(".qu-edits:has-text('without More patrols on French beaches')")
    assert page.title().startswith("Custom, from")
    page.fill(".qu-edits input", "No patrols")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('No patrols')")
    page.click(".qu button:text-is('Reset')")
    page.wait_for_selector(".qu-edits", state="detached")
    assert page.title().startswith("More patrols and joint")


@pytest.mark.long
def test_a_scenario_is_saved_and_opened_and_a_wrong_file_is_refused(session, tmp_path):
    page = session(f"{COAST}&l=beach-patrol*officers~120&a=Fewer")
    page.click("summary:text-is('Scenario')")
    with page.expect_download() as waiting:
        page.click("button:has-text('Save as a file')")
    assert waiting.value.suggested_filename == "fewer.yaml"
    path = tmp_path / "fewer.yaml"
    waiting.value.save_as(path)
    assert (
        path.read_text()
        .splitlines()[0]
        .endswith("narrows compare baseline ./fewer.yaml --days 366 --run-out 180 --seed 1")
    )
    other = session("?p=finance&d=366&n=5")
    other.set_input_files("input[type=file]", path)
    other.wait_for_selector("h1:has-text('Fewer')")
    assert other.locator("[data-lever=beach-patrol] .lv-number input").first.input_value() == "120"
    path.write_text("name: fewer\nextends: /etc/passwd.yaml\n")
    other.set_input_files("input[type=file]", path)
    other.wait_for_selector("[role=alert]:has-text('library alone')")
    assert "Fewer" in other.inner_text("h1")


def test_packages_are_ranked_and_set_against_one_another(session):
    page = session(f"{ANSWERED}&t=packages")
    rows = page.locator(".pk-scroll tbody tr")
    assert rows.count() == len(FINISHED)
    assert "Gangs" in rows.first.inner_text()
    one, other = (page.locator(".pk-two select").nth(at) for at in (0, 1))
    one.select_option("finance")
    other.select_option("posts-abroad")
    page.wait_for_selector(".pk-two td:has-text('more than none')")
    page.click("button:text-is('Pin the package shown')")
    page.wait_for_selector(".pk:has-text('1 of 4 pinned')")
    assert rows.count() == len(FINISHED) + 1
    page.click(".pk-scroll button:has-text('posts in Austria')")
    until_chosen(page, "posts-abroad")


def test_on_paper_there_is_the_answer_and_no_control(session):
    page = session(ANSWERED)
    page.emulate_media(media="print")
    assert page.is_visible(".an-lead")
    assert page.is_visible("[data-chart=arrivals] svg")
    assert page.is_visible(".nx-print")
    assert "p=finance" in page.inner_text(".nx-print")
    for hidden in (".lv", ".hd", ".tl", ".nx-map", ".qu-row"):
        assert not page.is_visible(hidden)


@pytest.mark.long
def test_larger_type_is_kept_for_the_next_visit(session):
    page = session(ANSWERED)
    before = page.evaluate("parseFloat(getComputedStyle(document.querySelector('h1')).fontSize)")
    page.click("button:text-is('Larger type')")
    page.reload()
    page.wait_for_selector("body.nx-here")
    after = page.evaluate("parseFloat(getComputedStyle(document.querySelector('h1')).fontSize)")
    assert after > before * 1.15


def test_skip_links_lead_to_play(session):
    page = session(ANSWERED)
    page.evaluate("document.activeElement.blur()")
    for _ in range(3):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Skip to play"
    page.keyboard.press("Enter")
    for _ in range(2):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Play"


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.mark.long
def test_a_page_whose_server_is_gone_says_so_and_comes_back(browser, runs, port):
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    with serving(runs, port) as address:
        page.goto(f"{address}/{COAST}")
        page.wait_for_selector("[aria-label=Play]:enabled")
        untick(page, "beach-patrol")
        page.wait_for_url("**beach-patrol*off**")
    page.wait_for_selector("#nx-lost:has-text('The server does not answer')")
    assert "beach-patrol*off" in page.url
    with serving(runs, port):
        page.wait_for_selector("#nx-lost", state="detached")
        page.wait_for_selector(".qu-edits:has-text('without More patrols')")
        context.close()


def test_an_input_is_moved_within_its_range_and_the_estimate_follows(session):
    page = session(f"{ANSWERED}&t=assumptions")
    assert page.locator("[data-outcome=averted] .as-rows > li").count() == 10
    estimate = "[data-estimate=averted] strong"
    before = page.inner_text(estimate)
    slider = page.locator(".as-sliders input").first
    slider.focus()
    page.keyboard.press("End")
    page.wait_for_selector("[data-estimate=averted] small")
    assert before in page.inner_text("[data-estimate=averted] small")
    assert "not a run" in page.inner_text(".as-moved")
    page.click(".as-moved .btn")
    page.wait_for_selector("[data-estimate=averted] small", state="detached")
    assert page.inner_text(estimate) == before
