"""Launching: which gangs launch today, with which boats, from where, how, and with how many aboard.

A launch needs people, a boat and an engine: this is where the two flows meet.
"""

from __future__ import annotations

import numpy as np

from sim.core.columns import Index
from sim.core.day_context import Launches
from sim.core.distributions import lognormal, pick
from sim.core.randomness import Decision
from sim.equipment.boats import longest_cached
from sim.gangs.expectations import mean_capacity, overload_scale
from sim.gangs.gangs import Role
from sim.launching import people_per_boat
from sim.launching.launch_methods import ways_to_launch
from sim.state import ModelState


def run(model: ModelState) -> None:
    """Let gangs decide, and choose their boats, zones and methods."""
    boats_of = _decide(model)
    if boats_of.any():
        model.today.launches = _choose(model, boats_of)


def _decide(model: ModelState) -> Index:
    """Boats that each gang launches today."""
    values, gangs = model.values, model.gangs
    ready = values.ready_chance * np.exp(-values.launch_caution * model.sea**2)
    uniform = model.draws.uniforms(Decision.LAUNCH, gangs.identity, model.day)[0]
    shore = values.zone_reach.sum() * values.method_reach.sum() > 0
    goes = gangs.working(model.day) & (uniform < ready) & shore
    if not goes.any():
        return np.zeros(gangs.count, dtype=np.int64)
    at_hand = np.minimum(gangs.boats, gangs.engines)
    strength = gangs.strength(values.hierarchy, values.incapacitation)
    crews = gangs.target[:, Role.LAUNCH_CREW] * strength
    able = np.minimum(at_hand, np.ceil(crews * values.launches_per_crew).astype(np.int64))
    fare = gangs.price * (1.0 - gangs.prevention_expected)
    scale = overload_scale(model, model.sea)
    most = min(float(people_per_boat.revenue_load(scale)), mean_capacity(model))
    more = people_per_boat.one_more_pays(
        gangs.waiting, gangs.wanted_load, most, fare, gangs.boat_cost, scale
    )
    wanted = people_per_boat.launches(
        gangs.waiting, able, gangs.wanted_load, values.fill_to_launch, more
    )
    each = people_per_boat.planned_load(gangs.waiting, np.maximum(able, 1), scale)
    each = np.clip(each, gangs.wanted_load, mean_capacity(model))
    gangs.boat_worth[:] = people_per_boat.boat_worth(each, fare, scale)
    gangs.person_worth[:] = people_per_boat.person_worth(each, fare, scale)
    return np.where(goes, wanted, 0)


def _choose(model: ModelState, boats_of: Index) -> Launches:
    """Boats in the order in which they were built, each with its zone, method and load."""
    values, gangs, boats = model.values, model.gangs, model.boats
    rows, gang = longest_cached(boats.rows, boats_of)
    choice, spread, _, _ = model.draws.uniforms(Decision.BEACH, boats.identity[rows])
    planned = people_per_boat.planned_load(
        gangs.waiting, boats_of, overload_scale(model, model.sea)
    )[gang]
    way = pick(choice, ways_to_launch(model, gang))
    wanted = np.floor(lognormal(spread, planned, values.load_spread) + 0.5)
    methods = len(model.world.methods)
    return Launches(
        boats=rows,
        gang=gang,
        zone=way // methods,
        method=way % methods,
        load=np.clip(wanted, 1, boats.capacity[rows]).astype(np.int64),
    )
