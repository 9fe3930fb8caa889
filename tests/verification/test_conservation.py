"""Nobody appears or vanishes, and no boat, engine or pound does, on any day."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from scenarios.loader import load_scenario, scenario_names
from sim.equipment.boats import BoatState, ConsignmentState
from sim.interventions import KINDS
from sim.model import SmugglingModel
from sim.outcomes.daily_columns import (
    ARRIVALS_BY_METHOD,
    ARRIVALS_BY_SIDE,
    ARRIVALS_BY_ZONE,
    LAUNCHED_BY_METHOD,
    SEIZED_BY_REGION,
)
from sim.people.travellers import State

pytestmark = pytest.mark.slow

BUSY = {
    "hierarchy": 0.8, "case_time": 60, "fastest_case": 20, "store_detection": 0.001,
    "sentence_served": 30, "verdict_time": 20, "takeover_chance": 0.6,
    "equipment_detection": 0.001, "newcomers_per_year": 60,
}  # fmt: skip
SHOCK = (
    KINDS["change"](start=date(2024, 1, 10), value="boat_supply_per_week", multiply=0.3),
    KINDS["change"](
        start=date(2023, 11, 1), end=date(2024, 1, 20), value="corridor_open",
        entity="SUB-BUD", multiply=0.0,
    ),
    KINDS["takedown"](start=date(2023, 12, 1), market_share=0.1),
    KINDS["finance-disruption"](start=date(2023, 12, 10), frozen_takings=0.3),
)  # fmt: skip


NAMES = [name for name in scenario_names() if load_scenario(name).interventions]


@pytest.fixture(scope="module", params=["calm", "busy", *NAMES])
def days(request, world, make_scenario):
    """A model stepped day by day, and its stocks at the end of each day."""
    if request.param in NAMES:
        scenario = load_scenario(request.param).lasting(330)
    else:
        busy = request.param == "busy"
        scenario = make_scenario(
            days=60, parameters=BUSY if busy else {}, interventions=SHOCK if busy else ()
        )
    model = SmugglingModel(world, scenario, 3, 1)
    seen = []
    for number in range(scenario.warmup_days + scenario.days):
        model.step()
        stocks = stock_of_people(model), stock_of_boats(model), engines(model)
        seen.append((number, *stocks))
    return model, seen


def stock_of_people(model):
    return np.bincount(model.travellers.state, minlength=len(State))


def stock_of_boats(model):
    return np.bincount(model.boats.state, minlength=len(BoatState))


def engines(model):
    kept = (ConsignmentState.MOVING, ConsignmentState.STORED)
    under_way = np.isin(model.consignments.state, kept)
    return int(model.consignments.engines[under_way].sum()), int(model.gangs.engines.sum())


def test_people_entered_are_arrived_waiting_moving_gave_up_or_dead_each_day(days):
    model, seen = days
    daily = model.record.daily()
    total = {name: np.cumsum(column) for name, column in daily.items()}
    for number, people, _, _ in seen:
        so_far = {
            name: total[name][number]
            for name in ("entered", "arrivals", "came_again", "people_gave_up", "deaths")
        }
        assert people.sum() == so_far["entered"] - so_far["came_again"]
        assert people[State.ARRIVED] == so_far["arrivals"] - so_far["came_again"]
        assert people[State.GAVE_UP] == so_far["people_gave_up"]
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
        BoatState.SEIZED_IN_STORE: "boats_seized_store",
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
        upstream = daily["boats_seized_upstream"][: number + 1].sum()
        assert boats[BoatState.SEIZED_UPSTREAM] + boats[BoatState.SEIZED_IN_STORE] == upstream
        kept = boats[BoatState.ON_ORDER] + boats[BoatState.CACHED]
        assert kept == daily["boats_in_supply"][number]
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
    kept = (ConsignmentState.MOVING, ConsignmentState.STORED)
    for table, states, counted in (
        (model.travellers, (State.MOVING,), model.hub_people),
        (model.consignments, kept, model.hub_consignments),
    ):
        under_way = table.hub[np.isin(table.state, states)]
        assert np.array_equal(np.bincount(under_way, minlength=counted.size), counted)


def test_stores_hold_the_consignments_that_are_stored(days):
    model, _ = days
    stored = np.flatnonzero(model.consignments.state == ConsignmentState.STORED)
    assert np.array_equal(np.sort(model.stored), stored)
    boats = model.consignments.boats[stored].sum()
    assert model.record.daily()["boats_in_store"][-1] == boats


def test_cash_changes_by_what_is_paid_in_and_out_each_day(days):
    model, _ = days
    daily = model.record.daily()
    paid = daily["money_fares"] + daily["money_founded"] + daily["money_lent"]
    for name in ("equipment", "wages", "operating", "frozen", "taken", "repaid"):
        paid = paid - daily[f"money_{name}"]
    assert np.allclose(np.diff(daily["cash"]), paid[1:], rtol=0, atol=0.01)
    assert daily["money_fares"].sum() > 1_000_000
    assert model.gangs.capital.sum() == pytest.approx(daily["cash"][-1])


def test_debts_change_by_what_is_lent_and_repaid_each_day(days):
    model, _ = days
    daily = model.record.daily()
    owed = daily["money_lent"] + daily["money_interest"]
    owed = owed - daily["money_repaid"] - daily["money_unpaid"]
    assert np.allclose(np.diff(daily["debt"]), owed[1:], rtol=0, atol=0.01)
    assert (model.gangs.debt >= 0).all() and (model.gangs.capital >= 0).all()


def test_what_passengers_paid_is_in_gangs_or_brokers_hands_each_day(days):
    model, _ = days
    daily = model.record.daily()
    brokers = np.cumsum(daily["gang_revenue"] - daily["money_fares"])
    assert np.allclose(brokers, daily["escrow"], rtol=0, atol=0.01)
    kept = model.payments.amounts[model.payments.due >= model.day].sum()
    assert kept == pytest.approx(daily["escrow"][-1], abs=0.01)


def test_members_arrested_are_in_custody_or_released(days):
    model, _ = days
    daily = model.record.daily()
    kept = np.cumsum(daily["arrests"] - daily["released"])
    assert np.allclose(kept, daily["in_custody"], rtol=0, atol=1e-6)
    ours = model.cases.gang >= 0
    assert model.cases.in_custody[ours].sum() == pytest.approx(model.gangs.custody.sum(), abs=1e-6)
    assert (model.gangs.custody >= -1e-9).all() and (model.gangs.members >= 0).all()


def test_arrivals_by_side_by_zone_and_by_method_add_up_each_day(days):
    model, _ = days
    daily = model.record.daily()
    places = model.world.places
    for parts in (ARRIVALS_BY_SIDE, ARRIVALS_BY_ZONE, ARRIVALS_BY_METHOD):
        arrived = sum(daily[name] for name in parts.columns(places))
        assert np.array_equal(arrived, daily["arrivals"])
    launched = sum(daily[name] for name in LAUNCHED_BY_METHOD.columns(places))
    assert np.array_equal(launched, daily["boats_launched"])


def test_boats_seized_upstream_add_up_by_region_each_day(days):
    model, _ = days
    daily = model.record.daily()
    by_region = sum(daily[name] for name in SEIZED_BY_REGION.columns(model.world.places))
    assert np.array_equal(by_region, daily["boats_seized_upstream"])


def test_every_gang_holds_the_boats_that_are_cached_for_it(days):
    model, _ = days
    cached = model.boats.gang[model.boats.state == BoatState.CACHED]
    assert np.array_equal(np.bincount(cached, minlength=len(model.gangs)), model.gangs.boats)
    ordered = model.boats.gang[model.boats.state == BoatState.ON_ORDER]
    kept = np.bincount(ordered, minlength=len(model.gangs))
    assert np.array_equal(kept, model.gangs.boats_on_order)
    called = model.consignments.called & (model.consignments.state == ConsignmentState.MOVING)
    boats = model.consignments.boats[called]
    on_call = np.bincount(model.consignments.gang[called], boats, len(model.gangs))
    assert np.array_equal(on_call, model.gangs.boats_called)
    assert (model.gangs.engines >= 0).all()
