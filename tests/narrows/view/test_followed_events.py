"""What a day shows can be followed, in the words of the event log."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from narrows.view.followed_events import choices, gang_of, parting, story
from narrows.view.page.events_panel import MOST_OF_A_KIND, offered
from narrows.view.page.side_panel_contents import _both_worlds
from narrows.view.paired_worlds import Worlds
from runs.comparison_design import Comparison
from runs.event_index import EventIndex
from runs.event_table import indexed_events, logged_run
from runs.reporting.event_story import in_full
from runs.reporting.event_wording import Wording
from scenarios.errors import InputError
from scenarios.loader import load_scenario
from sim.core.events import Event
from sim.interventions.value_change import Change

DAYS = 45


@pytest.fixture(scope="module")
def scenario():
    return replace(load_scenario("baseline"), warmup_days=90, days=DAYS)


@pytest.fixture(scope="module")
def worlds(world, scenario):
    kept = Worlds(world, scenario, replace(scenario, name="same"), seed=1, replicate=0)
    kept.go(DAYS - 1)
    return kept


@pytest.fixture(scope="module")
def event_index(world, scenario):
    return EventIndex(indexed_events(logged_run(world, Comparison((scenario,), 1, 1))))


@pytest.mark.parametrize("kind", ["boat", "consignment", "case"])
def test_a_story_is_that_of_the_whole_log(world, worlds, event_index, kind):
    timeline = worlds.timelines[0]
    wording = Wording(event_index, world.network)
    names = event_index.known(kind)
    for name in names[:: max(len(names) // 12, 1)]:
        whole = in_full(event_index.story(kind, name), wording)
        content = story(timeline, DAYS - 1, kind, name)
        assert list(content.lines[: len(whole)]) == whole
        assert len(content.lines) <= len(whole) + 1


def test_a_boat_that_was_sold_is_followed_to_its_buyer(world, worlds, event_index):
    wording = Wording(event_index, world.network)
    sold = [row.boat for row in event_index.rows if row.event is Event.RESOLD]
    assert sold
    for name in sold[:: max(len(sold) // 12, 1)]:
        whole = in_full(event_index.story("boat", name), wording)
        content = story(worlds.timelines[0], DAYS - 1, "boat", name)
        assert list(content.lines[: len(whole)]) == whole
        assert any("sold boat" in line.text for line in whole)


def test_a_gang_is_reported_by_month_if_it_is_busy(worlds, event_index):
    content = story(worlds.timelines[0], DAYS - 1, "gang", "gang 1")
    assert content.title == "gang 1"
    assert len(event_index.story("gang", "gang 1")) > len(content.lines) > 2


def test_everything_that_a_day_offers_has_a_story(worlds):
    for day in (3, 20, DAYS - 1):
        frame, _ = worlds.go(day)
        offered = choices(frame)
        assert {"gang", "consignment"} <= {each.kind for each in offered}
        for each in offered:
            assert story(worlds.timelines[0], day, each.kind, each.name).lines
            assert each.why


def test_a_busy_day_offers_some_of_every_kind(worlds):
    frame, _ = worlds.go(20)
    mark = next(mark for mark in frame["moving"] if mark[0] != "people")
    many = [[*mark[:5], f"9/{number}", *mark[6:]] for number in range(200)]
    busy = offered("baseline", "Baseline", {**frame, "moving": [*many, *frame["moving"]]})
    kinds = [each["follow"] for each in busy["events"]]
    assert kinds.count("consignment") == MOST_OF_A_KIND and "gang" in kinds
    assert busy["more"] >= len(many) - MOST_OF_A_KIND


def test_a_story_ends_with_the_day_that_is_shown(worlds, event_index):
    boat = next(iter(event_index.landed))
    last = event_index.story("boat", boat)[-1].date
    day = (last - worlds.baseline.start).days
    if day > 0:
        before = story(worlds.timelines[0], day - 1, "boat", boat)
        assert "landed" not in before.lines[-1].text
    assert "landed" in story(worlds.timelines[0], max(day, 0), "boat", boat).lines[-1].text


def test_a_group_of_people_leads_to_its_gang(worlds):
    frame, _ = worlds.go(10)
    marks = [mark for mark in frame["moving"] if mark[0] == "people"]
    for mark in marks[:5]:
        assert story(worlds.timelines[0], 10, "gang", gang_of(mark[5])).lines


@pytest.mark.parametrize(
    ("kind", "name", "said"),
    [
        ("boat", "1/99999", "the nearest is"),
        ("boat", "../../etc", "must look like"),
        ("gang", "gang 0", "must look like"),
        ("case", "x" * 500, "must look like"),
        ("file", "1/1", "cannot be followed"),
    ],
)
def test_what_is_not_there_is_reported(worlds, kind, name, said):
    with pytest.raises(InputError, match=said):
        story(worlds.timelines[0], 5, kind, name)


def test_who_was_aboard_adds_up_for_every_boat(worlds, event_index):
    seen = set()
    for name, boarded in event_index.aboard.items():
        found = story(worlds.timelines[0], DAYS - 1, "boat", name).aboard
        first, *parts = found.items()
        assert first == ("aboard", boarded)
        assert sum(number for _, number in parts) == boarded
        assert all(number >= 0 for _, number in parts)
        assert ("arrived", 0) not in parts or name not in event_index.landed
        seen |= {part for part, number in parts if number}
    assert {"arrived", "stopped", "escaped", "turned back"} <= seen


@pytest.fixture(scope="module")
def parted(world, scenario):
    """Two worlds that part in the middle of the days shown."""
    day = scenario.start + timedelta(days=DAYS // 2)
    patrol = Change(value="people_interception", multiply=3.0, start=day)
    kept = Worlds(world, scenario, replace(scenario, interventions=(patrol,)), seed=1, replicate=0)
    kept.go(DAYS - 1)
    return kept


def test_the_same_gang_is_compared_up_to_where_the_worlds_part(parted):
    worlds = parted
    both = [story(each, DAYS - 1, "gang", "gang 1") for each in worlds.timelines]
    found = parting(*both)
    assert found.same
    assert found.same + found.baseline == both[0].lines
    assert found.same + found.changed == both[1].lines
    parts = _both_worlds(*both)
    assert [part["title"] for part in parts if "title" in part] == [
        "In both worlds", "Baseline", "With the measures",
    ]  # fmt: skip
    assert {"lines": ["Here the two worlds part."]} in parts
    before = [story(each, DAYS // 2 - 2, "gang", "gang 1") for each in worlds.timelines]
    assert parting(*before).baseline == parting(*before).changed == ()
    assert {"lines": ["So far it is the same in both worlds."]} in _both_worlds(*before)


def test_what_is_in_one_world_alone_is_said_to_be(worlds):
    kept = story(worlds.timelines[0], 10, "gang", "gang 1")
    parts = _both_worlds(kept, None)
    assert parts[-1]["lines"] == ["It is not in this world by this day."]
