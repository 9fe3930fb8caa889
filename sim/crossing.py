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


def incident_hazard(model: ModelState) -> Floats:
    """Chance of a fatal incident for a median boat at the reference fill, by zone and method."""
    values, legs = model.values, model.world.zone_leg_km
    leg = (legs / legs.min()) ** values.incident_leg_exponent
    by_method = np.array([method.risk for method in model.world.methods])
    sea = 1.0 + values.incident_sea_slope * model.sea
    hazard: Floats = values.incident_rate * sea * leg[:, None] * by_method
    return hazard


def cross(model: ModelState, launches: Launches) -> Crossed:
    """Decide the fate of every boat."""
    values, boats, rows = model.values, model.boats, launches.boats
    find, present, overload, mishap = model.draws.uniforms(Decision.CROSSING, boats.identity[rows])
    toll, landing, _, _ = model.draws.uniforms(Decision.CASUALTIES, boats.identity[rows])
    way = (launches.zone, launches.method)
    launched = np.bincount(launches.zone, minlength=model.units.beach.size).astype(np.float64)
    prevented = find < prevention_chance(model, launched)[way]
    quality, capacity = boats.quality[rows].astype(float), boats.capacity[rows].astype(float)
    fill = launches.load / capacity / values.incident_reference_fill
    risk = incident_hazard(model)[way] * fill**values.incident_load_exponent / quality
    risk = np.where(prevented, 0.0, np.minimum(risk, 1.0))
    incident = mishap < risk
    afloat = ~(prevented | incident)
    scale = overload_scale(model, model.sea) / mean_capacity(model) * capacity * quality
    turned_back = afloat & (overload >= load.chance_across(launches.load, scale))
    deaths = np.where(incident, heavy_tail(toll, values.death_tail, launches.load), 0)
    mean = values.found_share
    share = mean + min(mean, 1.0 - mean) * (1.0 - 2.0 * present)
    state = np.where(prevented, BoatState.PREVENTED, BoatState.LANDED)
    state[incident], state[turned_back] = BoatState.LOST_AT_SEA, BoatState.TURNED_BACK
    boats.state[rows], boats.zone[rows], boats.method[rows] = state, *way
    boats.launched[rows] = model.day
    return Crossed(
        prevented=prevented,
        turned_back=turned_back,
        incident=incident,
        landed=(afloat & ~turned_back) | (incident & (landing < values.rescued_to_uk)),
        found=np.where(prevented, np.round(launches.load * share), 0).astype(np.int64),
        deaths=deaths,
        expected_deaths=risk * heavy_tail_mean(values.death_tail, launches.load),
    )
