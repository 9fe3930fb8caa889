"""Learning: gangs let old losses fade and reprice; units learn where finds are.

Both think on Mondays, over what the week has brought.
"""

from __future__ import annotations

import numpy as np

from sim import expectations
from sim.state import ModelState


def run(model: ModelState) -> None:
    """On Mondays: spread rumours, fade memories, set prices and expectations, move officers."""
    if not model.is_monday:
        return
    _remember(model)
    _reprice(model)
    expectations.update(model)
    _look_elsewhere(model)


def _remember(model: ModelState) -> None:
    """Add a share of what rivals saw this week, then let all of it fade by a week."""
    gangs, values = model.gangs, model.values
    keep = np.exp(-7.0 / values.belief_memory)
    rivals = max(int(gangs.active.sum()) - 1, 1)
    for name in ("moved", "stopped", "carried", "seized"):
        seen = getattr(gangs, name)
        week = seen.copy()
        old = model.remembered.get(name, week[:0])
        week[: old.shape[0]] -= old
        seen += values.rumour * (week.sum(axis=0) - week) / rivals
        seen *= keep
        model.remembered[name] = seen.copy()
    gangs.launched *= keep
    gangs.prevented *= keep


def _reprice(model: ModelState) -> None:
    """Move each price towards what scarcity of seats asks, and towards the rivals' price."""
    gangs, values = model.gangs, model.values
    seats = (gangs.boats + gangs.boats_on_order) * gangs.wanted_load
    scarcity = (expectations.people_ahead(model) + gangs.wanted_load) / (seats + gangs.wanted_load)
    asked = values.price_reference * scarcity**values.price_scarcity_elasticity
    market = gangs.market_price()
    price = gangs.price + values.price_speed * (asked - gangs.price)
    price += values.price_undercutting * (market - price) if np.isfinite(market) else 0.0
    floor = model.supply.price / np.maximum(gangs.wanted_load, 1.0)
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
