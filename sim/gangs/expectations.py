"""What gangs expect: launches prevented, boats lost on the road, and so the load they want."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import Index
from sim.equipment.boats import LARGE_SHARE_DATE
from sim.launching import people_per_boat
from sim.state import ModelState

Floats = NDArray[np.float64]

_LARGE_SHARE_DAY = LARGE_SHARE_DATE.toordinal()
MOST_LOST = 0.9
"""Gangs never expect to lose more than this share of boats or launches: assumed."""
USUAL_SEA = 0.5
"""The sea that gangs plan for: the middle of a suitable day's."""


def update(model: ModelState) -> None:
    """Bring every gang's expectations up to what it remembers and to today's prices."""
    gangs = model.gangs
    prevented = (gangs.prevented.sum(axis=(1, 2)) + 1.0) / (gangs.launched.sum(axis=(1, 2)) + 2.0)
    gangs.prevention_expected[:] = np.minimum(prevented, MOST_LOST)
    lost = gangs.boats_lost / (gangs.boats_sent + 1.0)
    gangs.boat_cost[:] = model.boat_price / (1.0 - np.minimum(lost, MOST_LOST))
    fare = gangs.price * (1.0 - gangs.prevention_expected)
    cheapest = people_per_boat.least_cost_load(
        gangs.boat_cost, fare, overload_scale(model, USUAL_SEA)
    )
    gangs.wanted_load[:] = np.minimum(cheapest, mean_capacity(model))


def people_ahead(model: ModelState, days: float, gang: Index | slice = slice(None)) -> Floats:
    """People whom each gang expects to launch in so many days, repeat attempts included."""
    gangs = model.gangs
    tries = 1.0 / (1.0 - gangs.prevention_expected[gang])
    return gangs.waiting[gang] + gangs.inflow[gang] * tries * days


def large_share(model: ModelState) -> float:
    """Share of the boats built today that are large: logistic growth from the start of 2024."""
    values = model.values
    share = min(max(values.large_boat_share, 1e-9), 1.0 - 1e-9)
    years = (model.day - _LARGE_SHARE_DAY) / 365.0
    odds = share / (1.0 - share) * math.exp(values.large_boat_growth * years)
    return odds / (1.0 + odds)


def mean_capacity(model: ModelState) -> float:
    """What the boats built today hold on average, in people."""
    values, large = model.values, large_share(model)
    mean: float = values.boat_capacity_large * large + values.boat_capacity_small * (1.0 - large)
    return mean


def overload_scale(model: ModelState, sea: float) -> float:
    """Load at which a boat of the mean size fails to get across with chance 1 - 1/e."""
    values = model.values
    size = mean_capacity(model) / values.boat_capacity_large
    scale: float = values.overload_scale * size / (1.0 + values.overload_sea_slope * sea)
    return scale
