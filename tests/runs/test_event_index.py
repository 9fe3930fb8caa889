"""Stories of boats, consignments and gangs that a test makes up."""

from __future__ import annotations

from datetime import date

import pytest

from runs.event_index import EventIndex
from runs.event_table import IndexedEvent
from runs.reporting.event_overview import COUNTED, THEMES, WARMUP, gangs, months, suggestions
from runs.reporting.event_story import MANY, by_month, how_it_stands, in_full
from runs.reporting.event_wording import WORDS, Wording, quantity
from scenarios.world_tables import load_world
from sim.core.events import Event

FIRST = date(2024, 3, 1)
GANG = "gang 7"


def happened(event: Event, day: int, **facts: object) -> IndexedEvent:
    return IndexedEvent(date(2024, 3, day), event, **({"gang": GANG} | facts))


@pytest.fixture
def event_index() -> EventIndex:
    """Boats 0 and 1 travel together: one sinks with survivors, one is prevented; 2 is seized."""
    first, second = {"consignment": "7/0"}, {"consignment": "7/1"}
    return EventIndex([
        happened(Event.ORDERED, 1, place="IST", amount=2),
        happened(Event.BUILT, 1, boat="7/0", place="IST", amount=60, **first),
        happened(Event.BUILT, 1, boat="7/1", place="IST", amount=55, **first),
        happened(Event.ORDERED, 2, gang="gang 8", place="IST", amount=1),
        happened(Event.ORDERED, 3, place="IST", amount=1),
        happened(Event.BUILT, 3, boat="7/2", place="IST", amount=50, **second),
        happened(Event.SENT, 5, place="IST-EDI", amount=2, **first),
        happened(Event.SENT, 6, place="IST-EDI", amount=1, **second),
        happened(Event.SEIZED, 6, place="IST-EDI", amount=1, **second),
        happened(Event.DELIVERED, 9, place="BOL", amount=2, **first),
        happened(Event.LAUNCHED, 12, boat="7/0", place="BOL", amount=54),
        happened(Event.LAUNCHED, 12, boat="7/1", place="BOL", amount=50),
        happened(Event.PREVENTED, 12, boat="7/1", place="BOL", amount=30),
        happened(Event.INCIDENT, 12, boat="7/0", place="BOL", amount=3),
        happened(Event.LANDED, 12, boat="7/0", place="BOL", amount=51),
        happened(Event.STRUCK, 20, case="7/0", amount=4),
    ])  # fmt: skip


@pytest.fixture
def wording(event_index) -> Wording:
    return Wording(event_index, load_world().network)


def events(rows):
    return [row.event for row in rows]


def test_a_boats_story_holds_its_order_journey_launch_and_end(event_index):
    assert events(event_index.story("boat", "7/0")) == [
        Event.ORDERED, Event.BUILT, Event.SENT, Event.DELIVERED, Event.LAUNCHED, Event.INCIDENT,
        Event.LANDED,
    ]  # fmt: skip
    assert events(event_index.story("boat", "7/2")) == [
        Event.ORDERED, Event.BUILT, Event.SENT, Event.SEIZED,
    ]  # fmt: skip


def test_a_boat_ends_once_and_an_incident_is_an_end_even_with_survivors(event_index):
    ends = {boat: events(event_index.endings(boat)) for boat in event_index.known("boat")}
    assert ends == {"7/0": [Event.INCIDENT], "7/1": [Event.PREVENTED], "7/2": [Event.SEIZED]}


def test_boats_consignments_and_cases_of_the_same_number_are_apart(event_index):
    assert events(event_index.story("case", "7/0")) == [Event.STRUCK]
    assert Event.STRUCK not in events(event_index.story("boat", "7/0"))


def test_a_consignments_story_holds_what_became_of_its_boats(event_index):
    story = event_index.story("consignment", "7/0")
    assert [row.boat for row in story if row.event is Event.LAUNCHED] == ["7/0", "7/1"]
    assert events(story).count(Event.ORDERED) == 1
    assert Event.SEIZED not in events(story)


def test_a_boat_that_passes_to_another_gang_is_followed_there(event_index):
    before = [row for row in event_index.rows if row.date.day < 12]
    passed = EventIndex([
        *before,
        happened(Event.TAKEN_OVER, 13, other="gang 8"),
        happened(Event.TAKEN_OVER, 13, gang="gang 3", other="gang 8"),
        happened(Event.LAUNCHED, 14, gang="gang 8", boat="7/0", place="BOL", amount=54),
    ])  # fmt: skip
    story = passed.story("boat", "7/0")
    assert events(story)[-2:] == [Event.TAKEN_OVER, Event.LAUNCHED]
    assert events(story).count(Event.TAKEN_OVER) == 1
    assert Event.TAKEN_OVER in events(passed.story("gang", "gang 8"))


def test_a_boat_that_is_sold_is_followed_to_its_buyer_and_no_further(event_index):
    before = [row for row in event_index.rows if row.date.day < 12]
    sold = EventIndex([
        *before,
        happened(Event.RESOLD, 12, boat="7/0", other="gang 3"),
        happened(Event.TAKEN_OVER, 13, other="gang 3"),
        happened(Event.TAKEN_OVER, 14, gang="gang 3", other="gang 8"),
        happened(Event.LAUNCHED, 15, gang="gang 8", boat="7/0", place="BOL", amount=54),
        happened(Event.PREVENTED, 15, gang="gang 8", boat="7/0", place="BOL", amount=54),
        happened(Event.TAKEN_OVER, 16, gang="gang 8", other="gang 9"),
    ])  # fmt: skip
    after = sold.story("boat", "7/0")[-4:]
    assert events(after) == [Event.RESOLD, Event.TAKEN_OVER, Event.LAUNCHED, Event.PREVENTED]
    assert after[1].gang == "gang 3"
    assert Event.RESOLD in events(sold.story("gang", "gang 3"))


def test_a_gang_that_is_taken_over_is_reported_in_one_sentence_by_either_event(world):
    rows = [
        happened(Event.TAKEN_OVER, 13, other="gang 8"), happened(Event.LEFT, 13, amount=13),
        happened(Event.LEFT, 14, gang="gang 3", amount=1),
    ]  # fmt: skip
    wording = Wording(EventIndex(rows), world.network)
    passed = "gang 7 left the trade; its 13 members and its boats passed to gang 8"
    left = "gang 3 left the trade with 1 member"
    assert [line.text for line in in_full(rows, wording)] == [passed, left]
    assert [line.text for line in in_full(rows[1:], wording)] == [passed, left]
    assert wording.of(rows[0]) == wording.of(rows[1]) == passed


def test_events_that_read_alike_are_all_reported(event_index, wording):
    assert len(in_full([event_index.rows[0]] * 2, wording)) == 2


def test_a_release_says_why(world):
    case = {"case": "7/0", "amount": 2}
    rows = [
        happened(Event.CHARGED, 4, **case), happened(Event.RELEASED, 4, **case),
        happened(Event.CONVICTED, 9, **case), happened(Event.RELEASED, 9, **case),
        happened(Event.RELEASED, 20, **case),
    ]  # fmt: skip
    wording = Wording(EventIndex(rows), world.network)
    assert [wording.of(row) for row in rows if row.event is Event.RELEASED] == [
        "case 7/0: 2 people released without charge",
        "case 7/0: 2 people released without a conviction",
        "case 7/0: 2 people released at the end of the sentence",
    ]


def test_what_is_not_there_has_no_story_but_a_nearest(event_index):
    assert event_index.story("boat", "7/9") == []
    assert event_index.nearest("boat", "7/9") == "7/2"
    assert event_index.nearest("gang", "gang 40") == "gang 8"
    assert EventIndex([]).nearest("boat", "7/9") is None


def test_deaths_stand_with_the_boat_its_zone_and_those_aboard(event_index, wording):
    lines = [line.text for line in in_full(event_index.story("boat", "7/0"), wording)]
    assert lines[-3:] == [
        "boat 7/0 loaded 54 people at Boulogne / Le Portel (BOL)",
        "fatal incident on boat 7/0 from Boulogne / Le Portel (BOL): 3 deaths of 54 aboard",
        "the survivors of boat 7/0, 51 people, landed at Dover / Kent (DOV) after 3 deaths",
    ]


def test_survivors_who_did_not_land_were_brought_back(event_index):
    rows = [row for row in event_index.rows if row.event is not Event.LANDED]
    wording = Wording(EventIndex(rows), load_world().network)
    incident = next(row for row in rows if row.event is Event.INCIDENT)
    content = wording.of(incident)
    assert content.endswith("3 deaths of 54 aboard; the survivors, 51 people, were brought back")


def test_a_month_of_trade_is_one_line_beside_what_is_out_of_the_ordinary(event_index, wording):
    content = [
        (line.when, line.text) for line in by_month(event_index.story("gang", GANG), wording)
    ]
    assert content[0] == (
        "Mar 2024",
        "ordered 3 boats, received 2 boats, 2 launches with 104 people, 1 prevented, "
        "1 fatal incident, 3 deaths, 51 people landed",
    )
    assert [when for when, _ in content[1:]] == ["6 Mar 2024", "12 Mar 2024", "20 Mar 2024"]
    assert len(event_index.rows) < MANY


def test_a_boat_without_an_end_is_said_to_wait(event_index):
    waiting = EventIndex(row for row in event_index.rows if row.date.day < 12)
    [line] = how_it_stands(waiting, "7/0", date(2024, 3, 31))
    assert line.when == "31 Mar 2024" and line.text.endswith("boat 7/0 waits on the coast")
    assert how_it_stands(event_index, "7/0", date(2024, 3, 31)) == []


def test_counts_leave_the_warm_up_apart(event_index):
    tallies = months(event_index.rows, date(2024, 3, 12))
    assert list(tallies) == [WARMUP, "2024-03", COUNTED]
    assert tallies[WARMUP].number[Event.ORDERED] == 3
    assert tallies[COUNTED].number[Event.ORDERED] == 0
    assert tallies[COUNTED].amount[Event.INCIDENT] == 3
    assert list(gangs(event_index.rows)) == [GANG, "gang 8"]


def test_what_is_suggested_can_be_followed(event_index):
    hints = suggestions(event_index)
    assert ("--boat", "7/0") in [(hint.option, hint.name) for hint in hints]
    for hint in hints:
        assert event_index.story(hint.option.removeprefix("--"), hint.name)
    assert suggestions(EventIndex([])) == []


def test_every_event_has_words_and_a_table():
    assert WORDS.keys() == set(Event)
    assert sorted(event for theme in THEMES.values() for event in theme) == sorted(Event)


def test_one_of_anything_is_singular():
    assert (quantity(1, "people"), quantity(2, "people")) == ("1 person", "2 people")
    assert (quantity(1, "boats"), quantity(1_000, "deaths")) == ("1 boat", "1,000 deaths")
