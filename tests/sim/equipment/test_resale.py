"""Boats resold at the coast: from whom, to whom, how many, and for how much."""

from __future__ import annotations

import numpy as np
import pytest

from sim.core.events import Event
from sim.equipment import resale
from sim.equipment.boats import BoatState
from sim.model import SmugglingModel

RICH, LOAD = 1e6, 50.0


@pytest.fixture
def coast(world, make_scenario):
    """Each gang has its own boats, an engine each, and no queue."""
    model = SmugglingModel(world, make_scenario(), 1, 0, log=True)
    model.run_until(model.run_scenario.first_day + 90)
    gangs = model.gangs
    gangs.waiting[:] = 0
    gangs.engines[:] = gangs.boats
    gangs.capital[:] = RICH
    gangs.wanted_load[:] = LOAD
    return model


def with_boats(model) -> int:
    """A gang at work that has a boat."""
    gangs = model.gangs
    return int(np.flatnonzero(gangs.working(model.day) & (gangs.boats > 0))[-1])


def without(model) -> int:
    """A gang at work, left without a boat."""
    gangs = model.gangs
    gang = int(np.flatnonzero(gangs.working(model.day))[0])
    mine = (model.boats.gang == gang) & (model.boats.state == BoatState.CACHED)
    model.boats.state[mine] = BoatState.LANDED
    gangs.boats[gang] = gangs.engines[gang] = 0
    return gang


def cached(model) -> np.ndarray:
    """Boats at the coast by gang, counted boat by boat."""
    boats = model.boats
    return np.bincount(boats.gang[boats.state == BoatState.CACHED], minlength=model.gangs.count)


def sell(model) -> None:
    """Let gangs sell one another boats."""
    w = model.everything()
    resale.run(w.now[0], w.boats, w.gangs, w.log, w.key)
    model.log.take(int(w.now["events"][0]))
    w.now["events"] = 0


def test_a_gang_with_a_queue_and_no_boat_buys_what_full_loads_need(coast):
    buyer, gangs = without(coast), coast.gangs
    before, held = gangs.boats.sum(), gangs.boats.copy()
    gangs.waiting[buyer] = 2.9 * LOAD
    sell(coast)
    assert gangs.boats[buyer] == gangs.engines[buyer] == 2
    assert gangs.boats.sum() == before
    assert (cached(coast) == gangs.boats).all()
    paid = RICH - (gangs.boats - held) * coast.boat_price
    assert gangs.capital == pytest.approx(paid)


def test_no_one_sells_what_its_own_queue_fills(coast):
    buyer, gangs = without(coast), coast.gangs
    gangs.waiting[:] = gangs.boats * LOAD
    gangs.waiting[buyer] = 10 * LOAD
    held = gangs.boats.copy()
    sell(coast)
    assert (gangs.boats == held).all()
    seller = with_boats(coast)
    gangs.waiting[seller] -= int(LOAD)
    sell(coast)
    assert gangs.boats[buyer] == 1
    assert gangs.boats[seller] == held[seller] - 1


def test_the_oldest_boat_goes_first_and_its_story_says_so(coast):
    seller, gangs, boats = with_boats(coast), coast.gangs, coast.boats
    buyer = without(coast)
    gangs.waiting[:] = gangs.boats * LOAD
    gangs.waiting[buyer], gangs.waiting[seller] = LOAD, (gangs.boats[seller] - 1) * LOAD
    oldest = np.flatnonzero((boats.gang == seller) & (boats.state == BoatState.CACHED))[0]
    sell(coast)
    assert boats.gang[oldest] == buyer
    log = coast.log.table()
    last = {name: column[-1] for name, column in log.items()}
    assert last["event"] == Event.RESOLD
    assert last["gang"] == gangs.identity[seller]
    assert last["other"] == gangs.identity[buyer]
    assert last["subject"] == boats.identity[oldest]


@pytest.mark.parametrize("capital", [-1.0, 0.0, 100.0])
def test_who_cannot_pay_buys_nothing(coast, capital):
    buyer = without(coast)
    coast.gangs.waiting[buyer], coast.gangs.capital[buyer] = 10 * LOAD, capital
    sell(coast)
    assert coast.gangs.boats[buyer] == 0
