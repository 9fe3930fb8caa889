"""Nobody appears or vanishes, and no boat or engine does, on any day."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from sim.equipment import BoatState, ConsignmentState
from sim.interventions import KINDS
from sim.model import SmugglingModel
from sim.travellers import State

BUSY = {"hierarchy": 0.8, "case_time": 60, "equipment_detection": 0.001, "newcomers_per_year": 60}
SHOCK = (
    KINDS["change"](start=date(2024, 1, 10), value="boat_supply_per_week", multiply=0.3),
    KINDS["change"](
        start=date(2023, 11, 1), end=date(2024, 1, 20), value="corridor_open",
        entity="SUB-BUD", multiply=0.0,
    ),
)  # fmt: skip


@pytest.fixture(scope="module", params=["calm", "busy"])
def days(request, world, make_scenario):
    """A model stepped day by day; yields after each day's checks have run."""
    busy = request.param == "busy"
    scenario = make_scenario(
        days=60, parameters=BUSY if busy else {}, interventions=SHOCK if busy else ()
    )
    model = SmugglingModel(world, scenario, 3, 1)
    seen = []
    for number in range(scenario.warmup_days + scenario.days):
        model.step()
        seen.append((number, stock_of_people(model), stock_of_boats(model), engines(model)))
    return model, seen


def stock_of_people(model):
    return np.bincount(model.travellers.state, minlength=len(State))


def stock_of_boats(model):
    return np.bincount(model.boats.state, minlength=len(BoatState))


def engines(model):
    under_way = model.consignments.state == ConsignmentState.MOVING
    return int(model.consignments.engines[under_way].sum()), int(model.gangs.engines.sum())


def test_people_entered_are_arrived_waiting_moving_left_or_dead_each_day(days):
    model, seen = days
    daily = model.record.daily()
    for number, people, _, _ in seen:
        so_far = {name: daily[name][: number + 1].sum() for name in ("entered", "left", "deaths")}
        assert people.sum() == so_far["entered"]
        assert people[State.ARRIVED] == daily["arrivals"][: number + 1].sum()
        assert people[State.LEFT] == so_far["left"]
        assert people[State.DIED] == so_far["deaths"]
        assert people[State.MOVING] == daily["people_moving"][number]
        assert people[State.WAITING] == daily["people_waiting"][number]
        assert people[State.RESTING] == daily["people_resting"][number]
    assert daily["entered"].sum() > 1_000
    assert daily["arrivals"].sum() > 100


def test_boats_ordered_are_under_way_cached_seized_used_lost_or_abandoned_each_day(days):
    model, seen = days
    daily = model.record.daily()
    flows = {
        BoatState.SEIZED_UPSTREAM: "boats_seized_upstream",
        BoatState.SEIZED_IN_CACHE: "boats_seized_cache",
        BoatState.PREVENTED: "boats_seized_beach",
        BoatState.TURNED_BACK: "boats_turned_back",
        BoatState.LOST_AT_SEA: "incidents",
        BoatState.ABANDONED: "boats_abandoned",
    }
    for number, _, boats, _ in seen:
        total = {name: daily[name][: number + 1].sum() for name in flows.values()}
        assert boats.sum() == daily["boats_ordered"][: number + 1].sum()
        for state, name in flows.items():
            assert boats[state] == total[name]
        held = boats[BoatState.ON_ORDER] + boats[BoatState.CACHED]
        assert held == daily["boats_in_supply"][number]
    assert daily["boats_ordered"].sum() > 100


def test_engines_ordered_are_under_way_cached_seized_used_or_abandoned_each_day(days):
    model, seen = days
    daily = model.record.daily()
    for number, _, _, (under_way, cached) in seen:
        so_far = {
            name: daily[name][: number + 1].sum()
            for name in (
                "engines_ordered",
                "engines_seized",
                "engines_used",
                "engines_abandoned",
            )
        }
        gone = so_far["engines_seized"] + so_far["engines_used"] + so_far["engines_abandoned"]
        assert so_far["engines_ordered"] == under_way + cached + gone
        assert under_way + cached == daily["engines_in_supply"][number]


def test_every_launch_ends_once(days):
    model, _ = days
    daily = model.record.daily()
    ends = ("boats_seized_beach", "boats_turned_back", "incidents")
    landed = (model.boats.state == BoatState.LANDED).sum()
    assert daily["boats_launched"].sum() == landed + sum(daily[name].sum() for name in ends)


def test_attempts_are_arrivals_preventions_deaths_and_returns(days):
    model, _ = days
    daily = model.record.daily()
    ends = ("arrivals", "preventions", "deaths", "returned")
    assert np.array_equal(daily["attempts"], sum(daily[name] for name in ends))
    assert daily["attempts"].sum() == model.travellers.attempts.sum()
    assert daily["returned"].sum() > 0


def test_hubs_count_the_people_and_consignments_that_are_under_way(days):
    model, _ = days
    for table, counted in (
        (model.travellers, model.hub_people),
        (model.consignments, model.hub_consignments),
    ):
        under_way = table.hub[table.state == 0]
        assert np.array_equal(np.bincount(under_way, minlength=counted.size), counted)


def test_arrivals_by_side_add_up_each_day(days):
    model, _ = days
    daily = model.record.daily()
    by_side = sum(daily[f"arrivals_{side}"] for side in model.world.sides)
    assert np.array_equal(by_side, daily["arrivals"])


def test_every_gang_holds_the_boats_that_are_cached_for_it(days):
    model, _ = days
    cached = model.boats.gang[model.boats.state == BoatState.CACHED]
    assert np.array_equal(np.bincount(cached, minlength=len(model.gangs)), model.gangs.boats)
    ordered = model.boats.gang[model.boats.state == BoatState.ON_ORDER]
    held = np.bincount(ordered, minlength=len(model.gangs))
    assert np.array_equal(held, model.gangs.boats_on_order)
    assert (model.gangs.engines >= 0).all()
