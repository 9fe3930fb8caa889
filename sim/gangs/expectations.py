"""What gangs expect: launches prevented, boats lost in transit, and so the load they want."""

from __future__ import annotations

import math
from typing import Any

from numpy.typing import NDArray

from sim.core.exact_math import total
from sim.core.kernels import kernel
from sim.equipment.boats import LARGE_SHARE_DATE
from sim.gangs.gangs import Tallies
from sim.launching import people_per_boat
from sim.value_types import Numbers

_LARGE_SHARE_DAY = LARGE_SHARE_DATE.toordinal()
MOST_LOST = 0.9
"""Gangs never expect to lose more than this share of boats or launches: assumed."""
USUAL_SEA = 0.5
"""The sea that gangs plan for: the middle of a suitable day's."""


@kernel
def update(now: Any, v: Numbers, gangs: NDArray[Any], tallies: Tallies) -> None:
    """Bring every gang's expectations up to what it remembers and to today's prices."""
    scale, capacity = overload_scale(now, v, USUAL_SEA), mean_capacity(now, v)
    for index in range(gangs.size):
        gang = gangs[index]
        prevented = total(tallies.prevented[index].ravel()) + 1.0
        prevented /= total(tallies.launched[index].ravel()) + 2.0
        gang.prevention_expected = min(prevented, MOST_LOST)
        lost = gang.boats_lost / (gang.boats_sent + 1.0)
        gang.boat_cost = now.boat_price / (1.0 - min(lost, MOST_LOST))
        fare = gang.price * (1.0 - gang.prevention_expected)
        cheapest = people_per_boat.least_cost_load(gang.boat_cost, fare, scale)
        gang.wanted_load = min(cheapest, capacity)


def expected_people(gang: Any, days: float) -> Any:
    """People whom a gang, or each of several, expects to launch, repeat attempts included."""
    tries = 1.0 / (1.0 - gang.prevention_expected)
    return gang.waiting + gang.inflow * tries * days


@kernel
def people_a_day(gang: Any) -> float:
    """People whom a gang expects to launch in a day of those who come, repeat attempts included."""
    return gang.inflow / (1.0 - gang.prevention_expected)


people_ahead = kernel(expected_people)
"""The same for one gang, in a kernel."""


@kernel
def large_share(now: Any, v: Numbers) -> float:
    """Share of the boats built today that are large: logistic growth from the start of 2024."""
    share = min(max(v.large_boat_share, 1e-9), 1.0 - 1e-9)
    years = (now.day - _LARGE_SHARE_DAY) / 365.0
    odds = share / (1.0 - share) * math.exp(v.large_boat_growth * years)
    return odds / (1.0 + odds)


@kernel
def mean_capacity(now: Any, v: Numbers) -> float:
    """What the boats built today hold on average, in people."""
    large = large_share(now, v)
    return v.boat_capacity_large * large + v.boat_capacity_small * (1.0 - large)


@kernel
def overload_scale(now: Any, v: Numbers, sea: float) -> float:
    """Load at which a boat of the mean size fails to get across with chance 1 - 1/e."""
    size = mean_capacity(now, v) / v.boat_capacity_large
    return v.overload_scale * size / (1.0 + v.overload_sea_slope * sea)
