"""What gangs expect: launches prevented, boats lost on the road, and so the load they want."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim import load
from sim.state import ModelState

MOST_LOST = 0.9
"""Gangs never expect to lose more than this share of boats or launches: assumed."""


def update(model: ModelState) -> None:
    """Bring every gang's expectations up to what it remembers and to today's prices."""
    gangs, values = model.gangs, model.values
    prevented = (gangs.prevented.sum(axis=1) + 1.0) / (gangs.launched.sum(axis=1) + 2.0)
    gangs.prevention_expected[:] = np.minimum(prevented, MOST_LOST)
    first = model.network.leaving[model.supplier_hub]
    sent = (gangs.carried[:, first] + gangs.seized[:, first]).sum(axis=1)
    lost = gangs.seized.sum(axis=1) / (sent + 1.0)
    gangs.boat_cost[:] = model.supply.price / (1.0 - np.minimum(lost, MOST_LOST))
    fare = gangs.price * (1.0 - gangs.prevention_expected)
    cheapest = load.least_cost_load(gangs.boat_cost, fare, values.overload_scale)
    gangs.wanted_load[:] = np.minimum(cheapest, values.boat_capacity)


def people_ahead(model: ModelState) -> NDArray[np.float64]:
    """People whom each gang expects to launch in its cover days, repeat attempts included."""
    gangs = model.gangs
    tries = 1.0 / (1.0 - gangs.prevention_expected)
    return gangs.waiting + gangs.inflow * tries * model.values.cover_days
