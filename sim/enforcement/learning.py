"""Learning: gangs let old losses fade and reprice; units learn where finds are.

Both think on Mondays, over what the week has brought.
"""

from __future__ import annotations

import numpy as np

from sim.gangs import expectations
from sim.gangs.gangs import Floats, Ints
from sim.state import ModelState


def run(model: ModelState) -> None:
    """On Mondays: spread rumours, fade memories, set prices and expectations, move officers."""
    if not model.is_monday:
        return
    _remember(model)
    _reprice(model)
    expectations.update(
        model.now[0], model.values.numbers[0], model.gangs.rows, model.gangs.tallies()
    )
    _look_elsewhere(model)


def _remember(model: ModelState) -> None:
    """Add what is heard of rivals' week, let all of it fade by a week, and widen or prune ways."""
    gangs, values = model.gangs, model.values
    keep = np.exp(-7.0 / values.belief_memory)
    for name in ("moved", "stopped", "carried", "seized", "launched", "prevented"):
        seen = getattr(gangs, name)
        week = seen.copy()
        old = model.remembered.get(name, week[:0])
        week[: old.shape[0]] -= old
        seen += values.rumour * (week.sum(axis=0) - week)
        seen *= keep
        model.remembered[name] = seen.copy()
    gangs.boats_sent *= keep
    gangs.boats_lost *= keep
    most, tolerance = model.network.most_leaving, values.loss_tolerance
    adjust_ways(gangs.people_ways, gangs.stopped, gangs.moved, tolerance, most)
    tolerance = values.equipment_loss_tolerance
    adjust_ways(gangs.equipment_ways, gangs.seized, gangs.carried, tolerance, most)


def adjust_ways(ways: Ints, lost: Floats, passed: Floats, tolerance: float, most: int) -> None:
    """One way more where losses are beyond tolerance, else one less, down to the best alone."""
    total = np.maximum((lost + passed).sum(axis=1), 1.0)
    beyond = lost.sum(axis=1) / total > tolerance
    ways[:] = np.clip(ways + np.where(beyond, 1, -1), 1, most)


def _reprice(model: ModelState) -> None:
    """Move each price towards what scarcity of seats asks, and towards the rivals' price."""
    gangs, values = model.gangs, model.values
    seats = (gangs.boats + gangs.boats_called) * gangs.wanted_load
    ahead = expectations.expected_people(gangs, values.coast_cover_days)
    scarcity = (ahead + gangs.wanted_load) / (seats + gangs.wanted_load)
    asked = values.price_reference * scarcity**values.price_scarcity_elasticity
    market = gangs.market_price()
    price = gangs.price + values.price_speed * (asked - gangs.price)
    price += values.price_undercutting * (market - price) if np.isfinite(market) else 0.0
    floor = model.boat_price / np.maximum(gangs.wanted_load, 1.0)
    gangs.price[:] = np.minimum(np.maximum(price, floor), values.price_most)


def _look_elsewhere(model: ModelState) -> None:
    """Units update where finds are and re-allocate their officers."""
    units, values = model.units, model.values
    if values.allocation == "fixed" and model.day >= model.spec.start.toordinal():
        units.forget_finds()
        return
    units.learn(values.learning_rate)
    units.allocate(1.0 if values.allocation == "uniform" else values.exploration)
    model.redeploy = True
