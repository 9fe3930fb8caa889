"""The event log agrees with the daily table, and every boat in it has one story."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from runs.event_index import EventIndex
from runs.event_table import event_table, indexed_events
from sim.core.events import Event
from sim.equipment.boats import BoatState
from sim.interventions import KINDS
from sim.model import SmugglingModel

pytestmark = pytest.mark.slow

BUSY = {
    "hierarchy": 0.8, "case_time": 60, "equipment_detection": 0.001, "newcomers_per_year": 60,
    "store_detection": 0.001, "takeover_chance": 0.5,
}  # fmt: skip
COUNTS = {
    Event.LAUNCHED: "boats_launched", Event.PREVENTED: "boats_seized_beach",
    Event.TURNED_BACK: "boats_turned_back", Event.INCIDENT: "incidents",
    Event.LANDED: "boats_arrived", Event.CACHE_TAKEN: "boats_seized_cache",
    Event.ABANDONED: "boats_abandoned", Event.CASE_OPENED: "cases", Event.STRUCK: "strikes",
}  # fmt: skip
"""Daily columns that count events."""
SUMS = {
    "boats_ordered": (Event.ORDERED,), "boats_seized_upstream": (Event.SEIZED, Event.STORE_FOUND),
    "boats_seized_store": (Event.STORE_FOUND,),
    "preventions": (Event.PREVENTED, Event.GROUP_STOPPED),
    "deaths": (Event.INCIDENT,), "arrivals": (Event.LANDED,), "arrests": (Event.STRUCK,),
    "charges": (Event.CHARGED,),
}  # fmt: skip
"""Daily columns that add up amounts."""
ON_BEACH = {Event.PREVENTED, Event.TURNED_BACK, Event.INCIDENT, Event.LANDED}

SINGLE = 2.0**-23
"""Amounts are logged in single precision."""


@pytest.fixture(scope="module", params=["calm", "busy"])
def logged(request, world, make_scenario):
    scenario = make_scenario(days=90, parameters=BUSY if request.param == "busy" else {})
    model = SmugglingModel(world, scenario, 3, 1, log=True)
    model.run()
    return model, EventIndex(indexed_events(event_table(model.log, world.network)))


def by_day(model, rows, amount):
    """Sum of amounts of rows, by day of the run."""
    days = [row.date.toordinal() - model.run_scenario.first_day for row in rows]
    return np.bincount(
        days, [amount(row) for row in rows], minlength=len(model.record.daily()["price"])
    )


@pytest.mark.parametrize(("event", "column"), COUNTS.items(), ids=str)
def test_events_are_as_many_as_the_daily_table_says(logged, event, column):
    model, event_index = logged
    rows = [row for row in event_index.rows if row.event is event]
    assert np.array_equal(by_day(model, rows, lambda _: 1.0), model.record.daily()[column])


@pytest.mark.parametrize(("column", "events"), SUMS.items(), ids=str)
def test_amounts_add_up_to_the_daily_table(logged, column, events):
    model, event_index = logged
    rows = [row for row in event_index.rows if row.event in events]
    logged_amounts = by_day(model, rows, lambda row: row.amount)
    assert np.allclose(logged_amounts, model.record.daily()[column], rtol=SINGLE, atol=0.0)


def test_every_launch_is_prevented_turned_back_an_incident_or_landed(logged):
    _, event_index = logged
    launched = [row.boat for row in event_index.rows if row.event is Event.LAUNCHED]
    assert len(launched) == len(set(launched)) > 50
    ended = [end for boat in launched for end in event_index.endings(boat)]
    assert [end.boat for end in ended] == launched
    assert {end.event for end in ended} <= ON_BEACH
    others = {row.boat for row in event_index.rows if row.event in ON_BEACH} - set(launched)
    assert not others


def test_every_boat_is_built_once_and_ends_at_most_once_where_its_state_says(logged):
    model, event_index = logged
    boats = model.boats
    assert len(event_index.known("boat")) == len(boats)
    under_way = 0
    for row, boat in enumerate(event_index.known("boat")):
        story, ends = event_index.story("boat", boat), event_index.endings(boat)
        assert [each.event for each in story[:2]] == [Event.ORDERED, Event.BUILT]
        kept = boats.state[row] in (BoatState.ON_ORDER, BoatState.CACHED)
        assert len(ends) == (0 if kept else 1), boat
        assert not ends or ends[0].date == max(each.date for each in story)
        under_way += kept
    assert 0 < under_way < len(boats)


def test_no_one_aboard_is_lost(logged):
    _, event_index = logged
    for boat in event_index.deaths:
        last = event_index.story("boat", boat)[-3:]
        landed = sum(row.amount for row in last if row.event is Event.LANDED)
        ashore = sum(row.amount for row in last if row.event is Event.GROUP_STOPPED)
        assert landed in (0, event_index.aboard[boat] - ashore - event_index.deaths[boat])
        assert 1 <= event_index.deaths[boat] <= event_index.aboard[boat]


def test_a_log_changes_nothing_in_a_run(world, make_scenario):
    scenario = make_scenario(interventions=(KINDS["returns"](
        start=date(2024, 1, 5), returned=0.1, elasticity=0.5),))  # fmt: skip
    silent, logged = (SmugglingModel(world, scenario, 3, 1, log=log).run() for log in (False, True))
    assert all(
        np.array_equal(column, logged.daily[name], equal_nan=True)
        for name, column in silent.daily.items()
    )
