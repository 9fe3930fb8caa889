"""What gangs expect: launches prevented, boats lost in transit, and so the load they want."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

from numpy.typing import NDArray

from sim.core.exact_math import total
from sim.core.kernels import kernel
from sim.equipment.boats import LARGE_SHARE_DATE
from sim.gangs.gangs import Tallies
from sim.launching import people_per_boat
from sim.value_types import Numbers

_LARGE_SHARE_DAY = LARGE_SHARE_DATE.toordinal()
_LONGEST_FIRST, _LONGEST_USUAL = (date(*day).toordinal() for day in ((2024, 4, 1), (2025, 7, 1)))
"""Longest boats came with the first that carried more than a hundred people, in April 2024 (P426),
and their share has been as it is since the summer of 2025, which is judged."""
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
    """Share of the boats built today that are large, the longest among them.

    It grows logistically, from what it is at the start of 2024, until the last change of supply
    that is on record.
    """
    share = min(max(v.large_boat_share, 1e-9), 1.0 - 1e-9)
    years = (min(now.day, _LONGEST_USUAL) - _LARGE_SHARE_DAY) / 365.0
    odds = share / (1.0 - share) * math.exp(v.large_boat_growth * years)
    return odds / (1.0 + odds)


@kernel
def mean_capacity(now: Any, v: Numbers) -> float:
    """What the boats built today hold on average, in people."""
    large, longest = large_share(now, v), longest_share(now, v)
    median = v.boat_capacity_large * (1.0 - longest) + v.boat_capacity_longest * longest
    return median * large + v.boat_capacity_small * (1.0 - large)


@kernel
def longest_share(now: Any, v: Numbers) -> float:
    """Share of the large boats built today that are of the longest kind."""
    come = (now.day - _LONGEST_FIRST) / (_LONGEST_USUAL - _LONGEST_FIRST)
    return v.longest_boat_share * min(max(come, 0.0), 1.0)


@kernel
def overload_scale(now: Any, v: Numbers, sea: float) -> float:
    """Load at which a boat of the mean size fails to get across with chance 1 - 1/e."""
    size = mean_capacity(now, v) / v.boat_capacity_large
    return v.overload_scale * size / (1.0 + v.overload_sea_slope * sea)
