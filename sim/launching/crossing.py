"""What becomes of the launches of a day: prevented, turned back, an incident, or landed."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.core.day_context import Crossed, Launches
from sim.core.exact_math import power
from sim.core.kernels import kernel
from sim.core.randomness import Decision, draw_one
from sim.equipment.boats import BoatState
from sim.gangs.expectations import mean_capacity, overload_scale
from sim.launching import people_per_boat
from sim.launching.launch_methods import prevention_chance
from sim.state import Shore, Vectors
from sim.value_types import Numbers

Floats = NDArray[np.float64]

_2023, _2024, _2025 = (date(year, 1, 1).toordinal() for year in (2023, 2024, 2025))
_LOSES, _LOST, _REGAINS, _REGAINED = (
    date(*day).toordinal() for day in ((2023, 10, 1), (2024, 4, 1), (2024, 12, 1), (2025, 4, 1))
)
"""Gangs lost control of who boards over half a year and regained it over a winter (P423); months
are judged."""
LEAST_GROUP, MOST_GROUP = 0.4, 1.6
"""Smallest and largest group that police find on a beach, against the mean: assumed."""


@kernel
def disorder(now: Any, v: Numbers) -> float:
    """How far gangs have lost control of who boards: 0 not at all, 1 wholly."""
    lost = min(max((now.day - _LOSES) / (_LOST - _LOSES), 0.0), 1.0)
    regained = min(max((now.day - _REGAINS) / (_REGAINED - _REGAINS), 0.0), 1.0)
    return min(lost - regained + v.boarding_disorder, 1.0)


@kernel
def danger_of_year(now: Any, v: Numbers) -> float:
    """Logarithm of the year's danger against that of 2024: what nothing in the model explains.

    Years after 2025 walk on from it by chance, without a trend.
    """
    if now.day < _2023:
        return -v.danger_2023 - v.danger_2024
    if now.day < _2024:
        return -v.danger_2024
    if now.day < _2025:
        return 0.0
    return v.danger_2025 + v.danger_volatility * now.danger_walk


@kernel
def incident_hazard(now: Any, v: Numbers, shore: Shore) -> Floats:
    """Chance of a fatal incident for a median boat at the reference fill, by zone and method."""
    sea = 1.0 + v.incident_sea_slope * now.sea
    rate = v.incident_rate * math.exp(danger_of_year(now, v))
    rate *= 1.0 + v.boarding_danger * disorder(now, v)
    rate *= power(v.rescue_effort, -v.rescue_elasticity)
    hazard = np.empty((shore.leg.size, shore.risk.size))
    for zone in range(shore.leg.size):
        leg = power(shore.leg[zone], v.incident_leg_exponent)
        for method in range(shore.risk.size):
            hazard[zone, method] = rate * sea * leg * shore.risk[method]
    return hazard


@kernel
def mean_fatalities(exponent: float, most: int) -> Floats:
    """Mean of :func:`fatalities` where at most 0, 1, 2, ... ``most`` are aboard."""
    mean = np.zeros(most + 1)
    for aboard in range(1, most + 1):
        mean[aboard] = mean[aboard - 1] + power(float(aboard), -exponent)
    return mean


@kernel
def fatalities(u: float, exponent: float, most: int) -> int:
    """Deaths: P(at least k) falls as k to the minus exponent, up to ``most``."""
    return int(min(math.floor((1.0 - u) ** (-1.0 / exponent)), most))


@kernel
def cross(
    now: Any, v: Numbers, vectors: Vectors, shore: Shore, launches: Launches, boats: NDArray[Any],
    beach: Floats, key: NDArray[np.uint64],
) -> Crossed:  # fmt: skip
    """Decide the fate of every boat: each meets the police, the sea and its load, in this order.

    Police find one group of those who board. A boat on the beach is then lost; one that is afloat
    goes on with the others.
    """
    rows, zone, method, aboard = launches.boats, launches.zone, launches.method, launches.load
    prevented, turned_back, incident, landed = np.zeros((4, rows.size), dtype=np.bool_)
    found, deaths, attempts, arrivals, first_tries = np.zeros((5, rows.size), dtype=np.int64)
    expected_deaths, launched = np.zeros(rows.size), np.zeros(beach.size)
    for index in range(rows.size):
        launched[zone[index]] += 1.0
    prevention = prevention_chance(v, vectors, beach, launched)
    hazard = incident_hazard(now, v, shore)
    mean_fatality = mean_fatalities(v.death_tail, int(aboard.max()) if aboard.size else 0)
    median = overload_scale(now, v, now.sea) / mean_capacity(now, v)
    for index in range(rows.size):
        boat, at, how = boats[rows[index]], zone[index], method[index]
        meets, seen, sinks, fails = draw_one(boat.identity, 0, Decision.CROSSING.value, key)
        boat.zone, boat.method, boat.launched = at, how, now.day
        crossing = aboard[index]
        if meets < prevention[at, how]:
            group = v.group_size * (LEAST_GROUP + (MOST_GROUP - LEAST_GROUP) * seen)
            found[index] = min(max(int(np.rint(group)), 1), aboard[index])
            crossing -= found[index]
            if not shore.afloat[how] or crossing == 0:
                prevented[index], boat.state = True, BoatState.PREVENTED
                continue
        fill = crossing / boat.capacity / v.incident_reference_fill
        risk = min(hazard[at, how] * fill**v.incident_load_exponent / boat.quality, 1.0)
        expected_deaths[index] = risk * mean_fatality[crossing]
        if fails < risk:
            many, rescued, _, _ = draw_one(boat.identity, 0, Decision.CASUALTIES.value, key)
            deaths[index] = fatalities(many, v.death_tail, crossing)
            landed[index] = rescued < v.rescued_to_uk
            incident[index], boat.state = True, BoatState.LOST_AT_SEA
            continue
        scale = median * boat.capacity * boat.quality
        turned_back[index] = sinks >= people_per_boat.chance_across(crossing, scale)
        landed[index] = not turned_back[index]
        boat.state = BoatState.TURNED_BACK if turned_back[index] else BoatState.LANDED
    return Crossed(
        prevented, turned_back, incident, landed, found, deaths, expected_deaths, attempts,
        arrivals, first_tries,
    )  # fmt: skip
