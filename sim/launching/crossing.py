"""What becomes of the launches of a day: prevented, turned back, an incident, or landed."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import Index
from sim.core.day_context import Crossed, Flags, Floats, Launches
from sim.core.kernels import kernel
from sim.core.randomness import Decision
from sim.equipment.boats import BoatState
from sim.gangs.expectations import mean_capacity, overload_scale
from sim.launching import people_per_boat
from sim.launching.launch_methods import prevention_chance
from sim.state import ModelState

_GROWTH_FROM, _GROWTH_MIDDLE, _GROWTH_TO = (
    date(*day).toordinal() for day in ((2022, 1, 1), (2023, 7, 1), (2024, 10, 31))
)


def incident_hazard(model: ModelState) -> Floats:
    """Chance of a fatal incident for a median boat at the reference fill, by zone and method."""
    values, world = model.values, model.world
    leg = (world.zone_leg_km / world.zone_leg_km.min()) ** values.incident_leg_exponent
    sea = 1.0 + values.incident_sea_slope * model.sea
    years = (min(max(model.day, _GROWTH_FROM), _GROWTH_TO) - _GROWTH_MIDDLE) / 365.0
    rate = values.incident_rate * math.exp(values.incident_growth * years)
    hazard: Floats = rate * sea * leg[:, None] * world.method_risk
    return hazard


def mean_tolls(exponent: float, most: int) -> Floats:
    """Mean of :func:`toll` where at most 0, 1, 2, ... ``most`` are aboard."""
    at_least = np.arange(1, most + 1.0) ** -exponent
    return np.append(0.0, np.cumsum(at_least))


@kernel
def toll(u: float, exponent: float, most: int) -> int:
    """Deaths: P(at least k) falls as k to the minus exponent, up to ``most``."""
    return int(min(math.floor((1.0 - u) ** (-1.0 / exponent)), most))


def cross(model: ModelState, launches: Launches) -> Crossed:
    """Decide the fate of every boat."""
    values, boats, rows = model.values, model.boats, launches.boats
    identity = boats.identity[rows]
    launched = np.bincount(launches.zone, minlength=model.units.beach.size).astype(np.float64)
    median = overload_scale(model, model.sea) / mean_capacity(model)
    scale = median * boats.capacity[rows].astype(float) * boats.quality[rows]
    crossed = Crossed.of(rows.size)
    _decide(
        rows, boats.rows, launches.zone, launches.method, launches.load, model.day,
        model.draws.uniforms(Decision.CROSSING, identity),
        model.draws.uniforms(Decision.CASUALTIES, identity),
        prevention_chance(model, launched), incident_hazard(model),
        people_per_boat.chance_across(launches.load, scale),
        mean_tolls(values.death_tail, int(launches.load.max(initial=0))),
        (values.found_share, values.incident_reference_fill, values.incident_load_exponent,
         values.death_tail, values.rescued_to_uk),
        crossed.prevented, crossed.turned_back, crossed.incident, crossed.landed, crossed.found,
        crossed.deaths, crossed.expected_deaths,
    )  # fmt: skip
    return crossed


@kernel
def _decide(
    rows: Index,
    boats: NDArray[Any],
    zone: Index,
    method: Index,
    aboard: Index,
    day: int,
    luck: Floats,
    casualties: Floats,
    prevention: Floats,
    hazard: Floats,
    across: Floats,
    mean_toll: Floats,
    values: tuple[float, float, float, float, float],
    prevented: Flags,
    turned_back: Flags,
    incident: Flags,
    landed: Flags,
    found: Index,
    deaths: Index,
    expected_deaths: Floats,
) -> None:
    """Let each boat meet the police, the sea and its load, in this order."""
    found_share, reference_fill, load_exponent, tail, rescued_to_uk = values
    for place in range(rows.size):
        boat, way = boats[rows[place]], (zone[place], method[place])
        boat.zone, boat.method, boat.launched = zone[place], method[place], day
        if luck[0, place] < prevention[way]:
            spread = min(found_share, 1.0 - found_share) * (1.0 - 2.0 * luck[1, place])
            found[place] = np.rint(aboard[place] * (found_share + spread))
            prevented[place], boat.state = True, BoatState.PREVENTED
            continue
        fill = aboard[place] / boat.capacity / reference_fill
        risk = min(hazard[way] * fill**load_exponent / boat.quality, 1.0)
        expected_deaths[place] = risk * mean_toll[aboard[place]]
        if luck[3, place] < risk:
            deaths[place] = toll(casualties[0, place], tail, aboard[place])
            landed[place] = casualties[1, place] < rescued_to_uk
            incident[place], boat.state = True, BoatState.LOST_AT_SEA
            continue
        turned_back[place] = luck[2, place] >= across[place]
        landed[place] = not turned_back[place]
        boat.state = BoatState.TURNED_BACK if turned_back[place] else BoatState.LANDED
