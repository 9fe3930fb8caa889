"""What a visitor does: each in a real browser, with nothing fetched from outside and no error."""

from __future__ import annotations

import csv
import re
from io import BytesIO
from urllib.parse import urlsplit

import pyarrow.parquet as pq
import pytest

from experiments.comparison.planned_looks import FIRST, following
from experiments.comparison.verdicts import Verdict
from tests.browser.conftest import stands

SOON = "?p=bsc-package&d=366&n=20&w=both"
"""A short way into a year: the worlds are soon there."""
PATROLLED = "?p=french-coast&d=60&n=2&l=beach-patrol*start~2024-01-02*officers~600"
"""Two months, soon answered, with a measure from the second day."""
PATROLS = "[data-lever=beach-patrol]"
JUDGED = ".ef-words[aria-label^='What changed']"
"""What was changed, in words, with verdicts: the first planned look is reached."""
VERDICTS = {*Verdict, "more than none", "fewer than none"}


BOAT = """() => {
  const stage = [...document.querySelectorAll('.map-stage')].find((each) => each.offsetParent);
  const { left, top, width, height } = stage.getBoundingClientRect();
  for (let y = height - 10; y > height / 3; y -= 5) {
    for (let x = 60; x < width / 4; x += 5) {
      stage.dispatchEvent(new PointerEvent('pointermove', { clientX: left + x, clientY: top + y }));
      const tip = stage.querySelector('.map-tip:not([hidden]) strong');
      if (tip && tip.textContent.startsWith('boat ')) return [x, y];
    }
  }
  return null;
}"""
"""Where on the map that is shown a boat is at sea, in pixels from its corner."""


def day_of(page) -> str:
    return page.inner_text(".tl-date strong")


def until(page, said: str) -> None:
    page.wait_for_function(
        "said => document.querySelector('.tl-date strong').innerText === said", arg=said
    )


def test_it_loads_with_both_worlds_a_question_and_deaths_beside_arrivals(session):
    page = session(SOON)
    assert page.title() == "The Border Security Command's whole package · Narrows"
    assert page.inner_text("h1").startswith("What would “The Border Security Command's whole")
    panes = page.locator(".map-pane")
    assert [pane.get_attribute("aria-label") for pane in panes.all()] == [
        "Baseline: map on 2024-01-21", "With the measures: map on 2024-01-21",
    ]  # fmt: skip
    names = page.locator(".tl-tally tbody th").all_inner_texts()
    assert names[:2] == ["Arrivals", "Deaths at sea"]


def test_the_map_shows_the_difference_until_days_go_by(session):
    page = session("?p=bsc-package&d=366&n=20")
    shown = page.locator(".map-pane:visible")
    assert shown.count() == 1
    label = shown.get_attribute("aria-label")
    assert label.startswith("Where the flow went") and label.endswith("map of the whole period")
    page.click("[aria-label='Forward one day']")
    until(page, "22 Jan 2024")
    page.wait_for_url("**w=both**")
    assert shown.count() == 2


def test_the_map_zooms_by_button_key_and_wheel_and_can_be_dragged(session):
    page = session(f"{SOON}&w=baseline")
    vienna = page.locator(".map-pane:visible .map-hubs button[aria-label^='Vienna']")
    paris = page.locator(".map-pane:visible .map-hubs button[aria-label^='Paris']")
    stage = page.locator(".map-pane:visible .map-stage")

    def apart():
        one, other = vienna.bounding_box(), paris.bounding_box()
        return ((one["x"] - other["x"]) ** 2 + (one["y"] - other["y"]) ** 2) ** 0.5

    def settled():
        page.evaluate(
            "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )

    whole = apart()
    page.click("[aria-label='Zoom in']")
    settled()
    assert apart() == pytest.approx(1.5 * whole, rel=0.02)
    page.keyboard.press("-")
    settled()
    assert apart() == pytest.approx(whole, rel=0.02)
    stage.scroll_into_view_if_needed()
    at = vienna.bounding_box()
    page.mouse.move(at["x"] + 12, at["y"] + 12)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -100)
    page.keyboard.up("Control")
    settled()
    assert apart() > 1.3 * whole
    assert abs(vienna.bounding_box()["x"] - at["x"]) < 2, "it zooms about the pointer"
    before = vienna.bounding_box()
    page.mouse.down()
    page.mouse.move(at["x"] + 52, at["y"] + 32, steps=4)
    page.mouse.up()
    settled()
    assert vienna.bounding_box()["x"] == pytest.approx(before["x"] + 40, abs=2)
    assert page.locator(".dr").count() == 0, "a drag picks nothing"
    page.click("[aria-label='Whole map']")
    settled()
    assert apart() == pytest.approx(whole, rel=0.02)
    assert page.get_attribute("[aria-label='Zoom out']", "aria-disabled") == "true"


def test_a_boat_picked_on_the_map_is_followed_and_the_address_keeps_it(session):
    page = session("?p=bsc-package&d=366&n=160&w=changed")
    stage = page.locator(".map-pane:visible .map-stage")
    stage.scroll_into_view_if_needed()
    for _ in range(20):
        if found := page.evaluate(BOAT):
            break
        before = day_of(page)
        page.click("[aria-label='Forward one day']")
        page.wait_for_function(
            "was => document.querySelector('.tl-date strong').innerText !== was", arg=before
        )
    assert found, "no boat is at sea in three weeks of June"
    box = stage.bounding_box()
    page.mouse.click(box["x"] + found[0], box["y"] + found[1])
    page.wait_for_selector(".dr h2:has-text('Boat ')")
    page.wait_for_selector(".dr-steps li")
    page.wait_for_url("**f=boat:**")


def test_a_person_is_followed_in_both_worlds(session):
    page = session("?p=bsc-package&d=366&n=60&t=follow")
    page.locator(".hp li button:has-text('person ')").first.click()
    page.wait_for_selector(".dr-steps li")
    assert "A simulated person" in page.inner_text(".dr-lead")
    page.wait_for_url("**f=person:**")


def test_the_maps_are_drawn(session):
    page = session(SOON)
    colours = page.evaluate(
        """() => [...document.querySelectorAll('canvas')].map((canvas) => {
             const { width, height } = canvas;
             const held = canvas.getContext('2d').getImageData(0, 0, width, height).data;
             const seen = new Set();
             for (let at = 0; at < held.length; at += 4 * 97) {
               seen.add(held.slice(at, at + 4).join());
             }
             return seen.size;
           })"""
    )
    assert len(colours) == 8
    assert min(colours) > 4, colours


def test_a_preset_moves_the_levers_and_the_cost(session):
    page = session(SOON)
    before = page.inner_text(".lv-total strong")
    page.select_option("label:has-text('Start from') select", "french-coast")
    page.wait_for_url("**p=french-coast**")
    page.wait_for_function("document.querySelectorAll('.lv-one.on').length === 2")
    assert page.inner_text(".lv-total strong") != before


def test_a_lever_can_be_set_within_its_bounds_and_is_marked_as_assumed(session):
    page = session("?p=french-coast&d=366&n=5")
    assert "assumed" in page.inner_text(f"{PATROLS} .lv-grade")
    page.click(f"{PATROLS} summary")
    number = page.locator(f"{PATROLS} .lv-number input").first
    number.fill("5000")
    number.press("Enter")
    page.wait_for_url("**officers~1000**")
    assert number.input_value() == "1000"
    assert "5000 is out of bounds" in page.inner_text(f"{PATROLS} [role=alert]")
    stands(page)
    page.uncheck(f"{PATROLS} input[type=checkbox]")
    page.wait_for_url("**beach-patrol*off**")


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1600, 1000), (2560, 1440)])
def test_every_measure_of_a_long_list_can_be_reached(session, width, height):
    page = session("?p=bsc-package&d=60&n=5", width=width, height=height)
    last = page.locator(".lv-one input[type=checkbox]:visible").last
    last.scroll_into_view_if_needed()
    box = last.bounding_box()
    assert 0 <= box["y"] <= height - box["height"]
    assert page.locator(".lv-total").bounding_box()["y"] < height


def test_play_step_and_scrub(session):
    page = session(SOON)
    assert day_of(page) == "21 Jan 2024"
    page.click("[aria-label='Forward one day']")
    until(page, "22 Jan 2024")
    page.click("[aria-label='Back one day']")
    until(page, "21 Jan 2024")
    page.select_option(".tl-speed select", "14")
    page.click("[aria-label=Play]")
    page.wait_for_function("document.querySelector('[aria-label=Day]').value > 24")
    page.click("[aria-label=Pause]")
    page.locator("[aria-label=Day]").evaluate(
        "bar => { bar.value = 3; bar.dispatchEvent(new Event('change')); }"
    )
    until(page, "4 Jan 2024")
    page.wait_for_url("**n=3**")


@pytest.mark.long
def test_worlds_part_only_when_the_measures_begin(session):
    page = session("?p=takedown&d=366&n=3&l=takedown*start~2024-01-10*market_share~0.5")
    residuals = page.locator(".tl-tally tbody td:last-child")
    assert set(residuals.all_inner_texts()) == {"0"}
    assert "both alike" in page.inner_text(".tl-date small")
    page.locator("[aria-label=Day]").evaluate(
        "bar => { bar.value = 120; bar.dispatchEvent(new Event('change')); }"
    )
    until(page, "30 Apr 2024")
    assert residuals.first.inner_text() != "0"


@pytest.mark.long
def test_where_the_flow_went_says_how_it_is_judged(session):
    page = session(f"{PATROLLED}&t=displaced&w=difference")
    page.wait_for_selector(".dp li")
    if "no verdict before" in page.inner_text(".dp"):
        assert page.locator(".dp li.clear").count() == 0
    page.wait_for_selector(".dp:has-text('as a family of their own')")
    assert page.locator(".dp li").count() == 4 + 3 + 10 + 10


@pytest.mark.long
def test_one_world_or_where_the_flow_went_can_be_shown(session):
    page = session(SOON)
    for name, shown in (("Baseline", 1), ("Where it went", 1), ("Both", 2)):
        page.click(f".tl-views button:text-is('{name}')")
        page.wait_for_selector(f".tl-views button[aria-pressed=true]:text-is('{name}')")
        assert page.locator(".map-pane:visible").count() == shown


@pytest.mark.long
def test_nothing_is_claimed_before_the_planned_look_and_verdicts_come_at_it(session):
    page = session(PATROLLED.replace("600", "590"))  # a question that no other test has asked
    page.wait_for_selector("[data-card=arrivals]")
    early = page.evaluate(
        """() => ({
             heading: document.querySelector('.ef-words h2').innerText,
             words: document.querySelector('.ef-words').innerText,
             cards: [...document.querySelectorAll('.ef-card')].map((card) => [
               card.dataset.card, card.querySelector('strong').innerText,
             ]),
             claimed: document.querySelectorAll('.ef-card.clear').length,
           })"""
    )
    assert early["heading"] == "Means so far"
    assert f"no verdict before {FIRST} replicates" in early["words"]
    assert {said for _, said in early["cards"]} == {"so far, no verdict"}
    assert early["claimed"] == 0
    names = [name for name, _ in early["cards"]]
    assert names[:5] == ["arrivals", "averted", "delayed", "expected_deaths", "deaths"]
    page.wait_for_selector(JUDGED)
    for card in names[:4]:
        assert re.search(r"^95 %: .* to ", page.inner_text(f"[data-card={card}] .ef-span"))
        assert page.inner_text(f"[data-card={card}] strong") in VERDICTS
    assert page.inner_text("[data-card=deaths] .ef-span").startswith("90 % of replicates: ")
    assert "no verdict" in page.inner_text("[data-card=deaths] strong")
    assert page.locator("[data-card=deaths].clear").count() == 0
    words = page.inner_text(".ef-words")
    assert "Arrivals" in words
    assert "Expected deaths" in words
    assert f"Run {following(FIRST)}" in page.inner_text(".ef-acts")


def test_more_replicates_change_nothing_before_the_next_look(session):
    page = session(PATROLLED)
    page.wait_for_selector(JUDGED)
    shown = "[...document.querySelectorAll('.ef-words p, .ef-card')].map((each) => each.innerText)"
    before = page.evaluate(shown)
    page.click(".ef-acts button:has-text('Run')")
    page.wait_for_function(
        "first => parseInt(document.querySelector('.ef-run span').innerText) > first", arg=FIRST
    )
    page.click(".ef-acts button:text-is('Stop')")
    page.wait_for_selector(f".ef-run:has-text('the planned look at {FIRST} replicates')")
    assert page.evaluate(shown) == before


@pytest.mark.long
def test_replicates_can_be_stopped_and_go_on(session):
    page = session("?p=french-coast&d=366&n=2&l=beach-patrol*start~2024-01-02*officers~611")
    page.click(".ef-acts button:text-is('Stop')")
    page.wait_for_selector(".ef-run:has-text('Stopped after')")
    page.click(".ef-acts button:text-is('Go on')")
    page.wait_for_selector("[data-card=arrivals]")


def test_one_can_be_followed(session):
    page = session("?p=bsc-package&d=366&n=60&t=follow")
    page.locator(".hp li button:has-text('gang ')").first.click()
    page.wait_for_selector(".dr-steps li")
    assert "event log" in page.inner_text(".dr-lead")
    page.keyboard.press("Escape")
    page.wait_for_selector(".dr", state="detached")
    page.fill(".hp-find input", "no such boat")
    page.click(".hp-find button")
    page.wait_for_selector("[role=alert]:has-text('must look like')")


@pytest.mark.parametrize("control", [f"{PATROLS} .lv-grade", "[data-card=arrivals] .link"])
def test_every_number_opens_its_source(session, control):
    page = session(PATROLLED)
    page.click(control)
    page.wait_for_selector(".dr .dr-sources li")
    assert re.fullmatch(r"[A-Z]+\d+", page.locator(".dr-id").first.inner_text())


def test_a_number_opens_the_record_of_itself_and_all_evidence_can_be_searched(session):
    page = session(f"{PATROLLED}&t=sources")
    page.click(f"{PATROLS} summary")
    page.click(f"{PATROLS} .lv-cost button")
    page.wait_for_selector(".dr h2:has-text('Cost of More patrols')")
    assert "120,000 GBP/officer/year" in page.inner_text(".dr")
    page.click(f"{PATROLS} .lv-label button")
    page.wait_for_selector(".dr h2:has-text('officers')")
    page.keyboard.press("Escape")
    page.wait_for_selector(".dr", state="detached")
    page.fill(".so-find input", "beaches officers")
    page.click(".so-find button")
    page.wait_for_selector(".so-list li:has-text('P308'), .so-list li:has-text('P309')")
    page.click(".so-list button:has-text('More patrols on French beaches') >> nth=0")
    page.wait_for_selector(".dr h2:has-text('More patrols on French beaches')")


def test_a_hub_opens_by_keyboard_and_by_click(session):
    page = session(SOON)
    page.locator(".map-hubs button[tabindex='0']").first.focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_selector(".dr h2")
    first = page.inner_text(".dr h2")
    page.click("[aria-label=Close]")
    spot = page.locator(".map-hubs button[aria-label^='Paris']").last.bounding_box()
    page.mouse.click(spot["x"] + 12, spot["y"] + 12)
    page.wait_for_selector(".dr h2:has-text('Paris')")
    assert first != "Paris, France"


@pytest.mark.long
def test_a_link_makes_the_same_page(session):
    page = session(
        "?p=french-coast&d=366&n=40&w=changed&t=displaced&l=beach-patrol*start~2024-02-01*officers~120"
    )
    content = "[...document.querySelectorAll('h1, .lv, .tl-tally, .tl-date')].map(e => e.innerText)"
    other = session(f"?{urlsplit(page.url).query}")
    assert other.evaluate(content) == page.evaluate(content)
    assert other.locator(f"{PATROLS} .lv-number input").first.input_value() == "120"
    assert other.url == page.url


def test_data_and_figures_can_be_downloaded(session, tmp_path):
    page = session(PATROLLED)
    page.wait_for_selector(JUDGED)

    def got(label, name):
        page.click("summary:text-is('Download')")
        with page.expect_download() as waiting:
            page.click(f"button:has-text('{label}')")
        assert waiting.value.suggested_filename == f"narrows-custom-from-french-coast-{name}"
        waiting.value.save_as(tmp_path / name)
        return (tmp_path / name).read_bytes()

    rows = list(csv.DictReader(got("day by day (CSV)", "days.csv").decode().splitlines()))
    assert {row["world"] for row in rows} == {"baseline", "changed"}
    assert {"arrivals", "deaths"} <= rows[0].keys()
    outcomes = pq.read_table(BytesIO(got("every replicate (Parquet)", "outcomes.parquet")))
    assert {"arrivals", "averted", "delayed", "deaths"} <= set(outcomes.column_names)
    effects = list(
        csv.DictReader(got("Effects with intervals", "effects.csv").decode().splitlines())
    )
    assert {row["verdict"] for row in effects if row["outcome"] == "arrivals"} <= VERDICTS
    assert b"<svg" in got("Figure of the effects (SVG)", "effects.svg")
    assert got("Figure of the effects (PNG)", "effects.png").startswith(b"\x89PNG")


@pytest.mark.long
def test_a_file_is_saved_once(session):
    page = session(SOON)
    page.evaluate(
        """() => {
             window.saved = 0;
             const plain = URL.createObjectURL;
             URL.createObjectURL = (file) => {
               window.saved += 1;
               return plain.call(URL, file);
             };
           }"""
    )
    page.click("summary:text-is('Download')")
    page.click("button:has-text('day by day (CSV)')")
    page.wait_for_function("window.saved === 1")
    page.click("[aria-label='Forward one day']")
    page.wait_for_url("**n=21**")
    until(page, "22 Jan 2024")
    assert page.evaluate("window.saved") == 1


@pytest.mark.long
def test_two_visitors_do_not_meet(session):
    one, other = session(SOON), session("?p=finance&d=366&n=7")
    for each in (other, one):
        each.wait_for_selector("[data-card=arrivals]")
    one.click("[aria-label='Forward one day']")
    until(one, "22 Jan 2024")
    assert day_of(other) == "8 Jan 2024"
    other.click("button:text-is('Clear all')")
    other.wait_for_selector("h1:has-text('Nothing is changed yet')")
    assert one.locator(".lv-one.on").count() > 5


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?p=no-such", "unknown preset 'no-such'"),
        ("?d=-3&n=x", "days is '-3'"),
        ("?p=french-coast&d=366&l=beach-patrol*officers~1e9", "officers"),
        ("?d=366&l=../../etc/passwd", "unknown lever"),
        ("?v=99", "version '99'"),
        ("?d=366&o=lever:%3Cscript%3E", "there is no lever"),
        (f"?p={'x' * 7000}", "longer than"),
    ],
)
def test_a_bad_address_is_said_and_the_page_stands(session, query, said):
    page = session(query)
    assert said in page.inner_text(".lv-fault")
    assert page.locator(".map-pane").count() == 2
