"""A frame says what the model's own tables say, is small, and lets marks move without a jump."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from itertools import pairwise

import numpy as np
import pytest

from narrows.view.day_frames import COUNTED, MOST_BOATS, Camera
from narrows.view.map_network import kind_of, network, outlines
from narrows.view.moving_marks import MOST_MOVING
from scenarios.loader import load_scenario
from sim.core.events import EventLog
from sim.model import SmugglingModel
from sim.people.travellers import State

DAYS = 60


@pytest.fixture(scope="module")
def taken(world):
    """A world after sixty days, and its frames."""
    scenario = replace(load_scenario("bsc-package"), warmup_days=120, days=DAYS)
    model = SmugglingModel(world, scenario, 1, 0)
    model.run_until(scenario.start.toordinal())
    camera, frames = Camera(model), []
    for _ in range(DAYS):
        model.log = EventLog()
        model.step()
        frames.append(camera.take(model, model.log.table()))
    return model, frames


def test_a_frame_is_plain_and_small(taken):
    _, frames = taken
    for frame in frames:
        text = json.dumps(frame)
        assert json.loads(text) == frame
        assert len(text) < 60_000
        assert len(frame["moving"]) <= MOST_MOVING


def test_days_are_named_and_numbered(taken):
    _, frames = taken
    assert [frame["number"] for frame in frames] == list(range(DAYS))
    assert frames[59]["day"] == date(2024, 2, 29).isoformat()


def test_totals_are_those_of_the_daily_table(taken):
    model, frames = taken
    daily = model.record.daily(120)
    for name, column in COUNTED.items():
        by_day = [frame["today"][name] for frame in frames]
        np.testing.assert_allclose(by_day, daily[column], atol=5e-4)
        assert frames[-1]["totals"][name] == pytest.approx(daily[column].sum(), abs=5e-3)


def test_everybody_on_the_way_is_at_a_hub_or_on_a_corridor(taken):
    model, frames = taken
    inside = (model.travellers.state <= State.RESTING).sum()
    frame = frames[-1]
    assert sum(frame["hubs"]["people"]) + sum(frame["corridors"]["people"]) == inside
    assert frame["coast"]["waiting"] == model.gangs.waiting.sum()


def test_crossings_add_up_to_the_day(taken):
    _, frames = taken
    for frame in frames:
        today = frame["today"]
        sums = np.array(frame["crossing"]).reshape(-1, 7).sum(axis=0)
        assert sums[1] == today["boats_launched"]
        assert (sums[3], sums[5], sums[6]) == (
            today["arrivals"], today["prevented"], today["deaths"],
        )  # fmt: skip
    assert sum(frame["today"]["arrivals"] for frame in frames) > 0


def test_boats_at_sea_are_those_of_the_crossings(taken):
    _, frames = taken
    seen = set()
    for frame in frames:
        for zone, launched, aboard, _, back, stopped, died in frame["crossing"]:
            boats = [boat for boat in frame["boats"] if boat[0] == zone]
            assert len(boats) == min(launched, MOST_BOATS)
            assert len({name for _, name, _, _ in boats}) == len(boats)
            fates = {fate for *_, fate in boats}
            assert ("fatal incident" in fates) == bool(died)
            assert back or "turned back" not in fates
            assert stopped or "stopped on the beach" not in fates
            if launched <= MOST_BOATS:
                assert sum(number for _, _, number, _ in boats) == aboard
            seen |= fates
        assert {boat[0] for boat in frame["boats"]} == {row[0] for row in frame["crossing"]}
    assert seen >= {"arrived", "turned back", "stopped on the beach"}


def test_marks_move_forward_and_go_on_where_they_were(taken):
    _, frames = taken
    went_on = 0
    for frame, following in pairwise(frames):
        then = {(mark[1], mark[5]): mark[3] for mark in frame["moving"]}
        for _, corridor, first, last, size, name, *_ in following["moving"]:
            assert 0 <= first <= last <= 1
            assert size > 0
            if (corridor, name) in then:
                assert first == pytest.approx(then[corridor, name], abs=2e-4)
                went_on += 1
    assert went_on > 100 * DAYS


def test_a_consignment_arrives_when_its_mark_does(taken):
    _, frames = taken
    arrived = 0
    for frame, following in pairwise(frames):
        routes = {mark[5]: mark[1] for mark in following["moving"] if mark[0] != "people"}
        for kind, corridor, _, last, _, name, *_ in frame["moving"]:
            if kind != "people":
                assert (routes.get(name) == corridor) == (last < 1)
                arrived += last == 1
    assert arrived > 10


def test_every_event_that_is_shown_can_be_followed_and_has_a_place_of_the_map(taken):
    _, frames = taken
    static = network()
    events = [event for frame in frames for event in frame["events"]]
    assert {"landing", "prevention", "seizure", "case"} <= {event["kind"] for event in events}
    for event in events:
        assert event["follow"] in ("boat", "consignment", "case", "gang")
        if event["kind"] in ("landing", "prevention", "incident"):
            zone = static["zones"][event["zone"]]
            assert zone["hub"] == event["hub"]
        if event["corridor"] is not None:
            assert 0 <= event["corridor"] < len(static["corridors"])


def test_the_network_is_that_of_the_world(world):
    static = network()
    assert json.loads(json.dumps(static)) == static
    assert [hub["id"] for hub in static["hubs"]] == [hub.name for hub in world.network.hubs]
    assert [zone["id"] for zone in static["zones"]] == ["DKK", "CQF", "BOL", "SOM"]
    for corridor, kept in zip(static["corridors"], world.network.corridors, strict=True):
        assert static["hubs"][corridor["from"]]["id"] == kept.origin
        assert static["hubs"][corridor["to"]]["id"] == kept.destination
    assert len(outlines()["features"]) > 30


def test_hubs_are_drawn_by_what_they_are_for():
    assert kind_of("coastal staging people; launch") == "launch"
    assert kind_of("equipment storage; organisers") == "store"
    assert kind_of("transit people (sea to Greece)") == "transit"
