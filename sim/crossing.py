"""What becomes of the launches of a day: prevented, turned back, an incident, or landed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim import load
from sim.distributions import heavy_tail, heavy_tail_mean
from sim.equipment import BoatState
from sim.expectations import mean_capacity, overload_scale
from sim.handover import Crossed, Launches
from sim.launch_ways import prevention_chance
from sim.randomness import Decision
from sim.state import ModelState

Floats = NDArray[np.float64]


def incident_chance(model: ModelState, launches: Launches) -> Floats:
    """Chance of a fatal incident on each boat that gets away from the beach."""
    values = model.values
    quality = model.boats.quality[launches.boats].astype(np.float64)
    fill = launches.load / model.boats.capacity[launches.boats].astype(np.float64)
    legs = model.world.zone_leg_km
    leg = (legs / legs.min())[launches.zone]
    by_method = np.array([method.risk for method in model.world.methods])
    chance: Floats = (
        values.incident_rate
        * by_method[launches.method]
        * (fill / values.incident_reference_fill) ** values.incident_load_exponent
        * (1.0 + values.incident_sea_slope * model.sea)
        * leg**values.incident_leg_exponent
        / quality
    )
    return np.minimum(chance, 1.0)


def cross(model: ModelState, launches: Launches) -> Crossed:
    """Decide the fate of every boat."""
    values, boats = model.values, model.boats
    identity = boats.identity[launches.boats]
    find, present, overload, mishap = model.draws.uniforms(Decision.CROSSING, identity)
    toll, landing, _, _ = model.draws.uniforms(Decision.CASUALTIES, identity)
    launched = np.bincount(launches.zone, minlength=model.units.beach.size).astype(np.float64)
    chance = prevention_chance(model, launched)
    prevented = find < chance[launches.zone, launches.method]
    size = boats.capacity[launches.boats] / mean_capacity(model)
    scale = overload_scale(model, model.sea) * size * boats.quality[launches.boats]
    risk = np.where(prevented, 0.0, incident_chance(model, launches))
    incident = mishap < risk
    afloat = ~prevented & ~incident
    turned_back = afloat & (overload >= load.chance_across(launches.load, scale))
    deaths = np.where(incident, heavy_tail(toll, values.death_tail, launches.load), 0)
    mean = values.found_share
    share = mean + min(mean, 1.0 - mean) * (1.0 - 2.0 * present)
    boats.state[launches.boats] = np.select(
        [prevented, incident, turned_back],
        [BoatState.PREVENTED, BoatState.LOST_AT_SEA, BoatState.TURNED_BACK],
        BoatState.LANDED,
    )
    boats.zone[launches.boats], boats.method[launches.boats] = launches.zone, launches.method
    boats.launched[launches.boats] = model.day
    return Crossed(
        prevented=prevented,
        turned_back=turned_back,
        incident=incident,
        landed=(afloat & ~turned_back) | (incident & (landing < values.rescued_to_uk)),
        found=np.where(prevented, np.round(launches.load * share), 0).astype(np.int64),
        deaths=deaths,
        expected_deaths=risk * heavy_tail_mean(values.death_tail, launches.load),
    )
