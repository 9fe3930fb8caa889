"""What gangs order: no more than they need, and no more than a share of what they have."""

from __future__ import annotations

import numpy as np
import pytest

from sim.equipment.procurement import boats_wanted
from sim.model import SmugglingModel


@pytest.fixture
def model(world, make_scenario):
    made = SmugglingModel(world, make_scenario(), 1, 0)
    made.run_until(made.spec.first_day + 30)
    return made


@pytest.fixture
def crowded(model):
    """Far more people wait for every gang than it could ever send."""
    model.gangs.waiting[:] = 100_000
    model.gangs.boats[:] = model.gangs.boats_on_order[:] = 0
    model.gangs.capital[:] = 200_000.0
    return model


def test_a_gang_ties_up_no_more_than_its_share_in_boats(crowded):
    gangs, values = crowded.gangs, crowded.values
    each = crowded.boat_price * values.engine_cover
    due = np.flatnonzero(gangs.active)
    most = np.floor(values.stock_share * 200_000.0 / each)
    assert (boats_wanted(crowded, due) == most).all()
    gangs.boats[:] = 10
    more = np.floor((values.stock_share * (200_000.0 + 10 * each) - 10 * each) / each)
    assert (boats_wanted(crowded, due) == more).all()
    gangs.boats_on_order[:] = 60
    assert not boats_wanted(crowded, due).any()


def test_a_gang_in_debt_orders_nothing(crowded):
    crowded.gangs.capital[:] = -1.0
    assert not boats_wanted(crowded, np.flatnonzero(crowded.gangs.active)).any()


def test_a_gang_with_boats_for_all_who_come_orders_none(model):
    model.gangs.boats[:] = 1_000
    model.gangs.capital[:] = 1e9
    assert not boats_wanted(model, np.flatnonzero(model.gangs.active)).any()
