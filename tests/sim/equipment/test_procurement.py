"""What gangs order: no more than they need, and no more than a share of what they have."""

from __future__ import annotations

import numpy as np
import pytest

from sim.equipment.procurement import boats_wanted
from sim.gangs.expectations import USUAL_SEA, overload_scale
from sim.model import SmugglingModel

NO_CREDIT = 1e9
"""A debt beyond what anybody would lend."""


def all_wanted(model):
    """Boats that each gang at work wants."""
    now, values = model.now[0], model.values.numbers[0]
    now["boat_price"] = model.boat_price
    scale = overload_scale(now, values, USUAL_SEA)
    gangs = model.gangs.rows[model.gangs.active]
    return np.array([boats_wanted(now, values, gang, scale) for gang in gangs])


@pytest.fixture
def model(world, make_scenario):
    made = SmugglingModel(world, make_scenario(), 1, 0)
    made.run_until(made.run_scenario.first_day + 30)
    return made


@pytest.fixture
def crowded(model):
    """Far more people wait for every gang than it could ever send."""
    model.gangs.waiting[:] = 100_000
    model.gangs.boats[:] = model.gangs.boats_on_order[:] = 0
    model.gangs.capital[:], model.gangs.debt[:] = 200_000.0, NO_CREDIT
    return model


def test_a_gang_ties_up_no_more_than_its_share_in_boats(crowded):
    gangs, values = crowded.gangs, crowded.values
    each = crowded.boat_price * values.engine_cover
    most = np.floor(values.stock_share * 200_000.0 / each)
    assert (all_wanted(crowded) == most).all()
    gangs.boats[:] = 10
    more = np.floor((values.stock_share * (200_000.0 + 10 * each) - 10 * each) / each)
    assert (all_wanted(crowded) == more).all()
    gangs.boats_on_order[:] = 60
    assert not all_wanted(crowded).any()


def test_a_gang_without_money_orders_what_it_can_borrow_for_and_in_debt_nothing(crowded):
    gangs, values = crowded.gangs, crowded.values
    gangs.capital[:] = 0.0
    assert not all_wanted(crowded).any()
    gangs.debt[:], gangs.inflow[:], gangs.price[:] = 0.0, 10.0, 3_000.0
    each = crowded.boat_price * values.engine_cover
    most = np.floor(values.stock_share * values.credit_days * 30_000.0 / each)
    assert (all_wanted(crowded) == most).all() and most > 0


def test_a_gang_with_boats_for_all_who_come_orders_none(model):
    model.gangs.boats[:] = 1_000
    model.gangs.capital[:] = 1e9
    assert not all_wanted(model).any()
