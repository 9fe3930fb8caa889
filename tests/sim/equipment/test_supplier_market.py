"""Suppliers: prices answer shortage, and orders go where delivery is cheap."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from sim.equipment.boats import BOATS
from sim.equipment.supplier_market import (
    expand,
    most_extra,
    restock,
    set_supply_prices,
    shares_of_suppliers,
    weekly_supply,
)
from sim.interventions import KINDS
from sim.launching.crossing import mean_fatalities
from sim.model import SmugglingModel


@pytest.fixture
def model(world, make_scenario):
    return SmugglingModel(world, make_scenario(), 1, 0)


@pytest.fixture
def numbers(model):
    """The named values that kernels read."""
    return model.values.numbers[0]


def test_a_boat_and_its_engine_cost_what_the_parameter_says_while_nothing_is_short(model):
    assert model.boat_price == pytest.approx(model.values.boat_cost)


def test_shortage_raises_the_price_of_the_supplier_who_is_short(model, numbers):
    model.supply.unfilled[0] = weekly_supply(numbers, model.market)[0]
    before = model.supply.price.copy()
    set_supply_prices(numbers, model.market)
    rise = model.supply.price / before
    assert rise[0] == pytest.approx(2.0**model.values.supply_price_elasticity)
    assert (rise[1:] == 1.0).all()


def test_suppliers_hold_two_weeks_of_supply_at_most(model, numbers):
    for _ in range(5):
        restock(numbers, model.market)
    assert np.allclose(model.supply.stock, 2.0 * weekly_supply(numbers, model.market))


def test_suppliers_deliver_more_when_more_is_asked_with_a_lag_and_up_to_a_limit(model, numbers):
    usual = weekly_supply(numbers, model.market)
    model.supply.asked[:] = 1.2 * usual
    expand(numbers, model.market)
    grown = weekly_supply(numbers, model.market) / usual - 1.0
    assert grown == pytest.approx(0.2 * (1.0 - np.exp(-7.0 / model.values.supply_lag)))
    assert (model.supply.asked == 0.0).all()
    for _ in range(2_000):
        model.supply.asked[:] = 100.0 * usual
        expand(numbers, model.market)
    assert weekly_supply(numbers, model.market) / usual == pytest.approx(model.values.supply_most)
    for _ in range(2_000):
        expand(numbers, model.market)
    assert weekly_supply(numbers, model.market) == pytest.approx(usual)


def test_others_take_over_a_part_of_what_a_closed_supplier_delivered(model, numbers):
    share, values = model.values.supplier_share, model.values
    before = most_extra(numbers, model.market)
    share[0] = 0.0
    more = most_extra(numbers, model.market) - before
    lost = values.boat_supply_per_week * model.supply.usual[0]
    assert more[1] == pytest.approx(values.supply_substitution * lost)
    assert (more[2:] == 0.0).all()
    model.supply.extra[0] = 5.0
    assert weekly_supply(numbers, model.market)[0] == 0.0
    share[1] = 0.0
    assert (most_extra(numbers, model.market)[:2] == 0.0).all()


def test_costlier_delivery_moves_orders_to_other_suppliers(model, numbers):
    near = np.zeros(model.supply.hub.size)
    far = near.copy()
    far[0] = 5.0 * model.values.split_scale
    shares = [shares_of_suppliers(numbers, model.market, BOATS, cost) for cost in (near, far)]
    first = [share[0] / share[-1] for share in shares]
    assert first[0] == pytest.approx(0.9)
    assert first[1] < 0.1


def test_a_supplier_without_a_way_gets_no_orders_while_another_has_one(model, numbers):
    cost = np.zeros(model.supply.hub.size)
    cost[0] = np.inf
    share = shares_of_suppliers(numbers, model.market, BOATS, cost)
    assert share[0] == 0.0 < share[-1]


@pytest.mark.slow
def test_boats_come_from_suppliers_of_boats_that_are_open_alone(world, make_scenario):
    shut = KINDS["change"](
        start=date(2023, 9, 3), value="supplier_share", entity="turkiye-boats", multiply=0.0
    )
    model = SmugglingModel(world, make_scenario(interventions=(shut,)), 1, 0)
    model.run_until(model.run_scenario.stop)
    weeks, values = model.run_scenario.days_in_all / 7, model.values
    open_share = 1.0 - model.supply.usual[0]
    most = open_share * values.supply_most + model.supply.usual[0] * values.supply_substitution
    ordered = model.record.daily()["boats_ordered"].sum()
    assert 0 < ordered < (weeks + 2) * values.boat_supply_per_week * most
    assert ordered < 0.6 * (weeks + 2) * values.boat_supply_per_week
    assert model.supply.stock[0] == 0.0


def test_where_nothing_is_sold_a_boat_still_has_a_price_and_gangs_go_on_with_what_they_have(run):
    none = KINDS["change"](start=date(2024, 1, 10), value="supplier_share", multiply=0.0)
    result = run(interventions=(none,))
    assert np.isfinite(result.daily["price"]).all()
    assert result.daily["boats_launched"][9:].sum() > 50
    assert result.daily["boats_ordered"][17:].sum() == 0


def test_the_mean_of_a_heavy_tail_is_that_of_its_draws():
    loads = np.array([1, 5, 50])
    by_hand = [sum(k**-1.4 for k in range(1, n + 1)) for n in loads]
    assert mean_fatalities(1.4, 50)[loads] == pytest.approx(by_hand)
    assert mean_fatalities(1.4, 0) == pytest.approx([0.0])
