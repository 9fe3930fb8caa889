"""Launching: which gangs launch today, with which boats, from where, how, and with how many aboard.

A launch needs people, a boat and an engine: this is where the two flows meet.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import Index
from sim.core.day_context import Launches
from sim.core.exact_math import c_power, exp
from sim.core.kernels import kernel
from sim.core.normal import ndtri
from sim.core.randomness import Decision, draw_one
from sim.equipment.boats import longest_cached
from sim.gangs.expectations import mean_capacity, overload_scale
from sim.gangs.gangs import Role, Tallies, strength
from sim.launching import people_per_boat
from sim.launching.launch_methods import launch_options, method_habit
from sim.state import Shore, Vectors
from sim.value_types import Numbers

Floats = NDArray[np.float64]
Rows = NDArray[Any]
Key = NDArray[np.uint64]


@kernel
def run(
    now: Any, v: Numbers, vectors: Vectors, shore: Shore, boats: Rows, gangs: Rows,
    tallies: Tallies, key: Key,
) -> Launches:  # fmt: skip
    """Let gangs decide, and choose their boats, zones and methods."""
    boats_of = _decide(now, v, vectors, shore, gangs, tallies, key)
    return _choose(now, v, vectors, shore, boats_of, boats, gangs, tallies, key)


@kernel
def _decide(
    now: Any, v: Numbers, vectors: Vectors, shore: Shore, gangs: Rows, tallies: Tallies, key: Key
) -> Index:
    """Boats that each gang launches today."""
    boats_of = np.zeros(gangs.size, dtype=np.int64)
    ready = v.ready_chance * exp(-v.launch_caution * c_power(now.sea, 2.0))
    known = 0.0
    for method in range(shore.since.size):
        known += vectors.method_reach[method] * (now.day >= shore.since[method])
    if not vectors.zone_reach.sum() * known > 0:
        return boats_of
    goes, some_go = np.zeros(gangs.size, dtype=np.bool_), False
    for index in range(gangs.size):
        gang = gangs[index]
        if gang.active and gang.lay_low_until <= now.day:
            uniform, _, _, _ = draw_one(gang.identity, now.day, Decision.LAUNCH.value, key)
            goes[index] = uniform < ready
            some_go |= goes[index]
    if not some_go:
        return boats_of
    scale, capacity = overload_scale(now, v, now.sea), mean_capacity(now, v)
    most = min(people_per_boat.revenue_load(scale), capacity)
    for index in range(gangs.size):
        gang = gangs[index]
        crews = tallies.target[index, Role.LAUNCH_CREW.value]
        crews *= strength(tallies, index, v.hierarchy, v.incapacitation)
        able = min(min(gang.boats, gang.engines), int(np.ceil(crews * v.launches_per_crew)))
        fare = gang.price * (1.0 - gang.prevention_expected)
        if goes[index]:
            more = people_per_boat.one_more_pays(
                gang.waiting, gang.wanted_load, most, fare, gang.boat_cost, scale
            )
            boats_of[index] = people_per_boat.launches(
                gang.waiting, able, gang.wanted_load, v.fill_to_launch, more
            )
        each = people_per_boat.planned_load(gang.waiting, max(able, 1), scale)
        each = min(max(each, gang.wanted_load), capacity)
        gang.boat_marginal_value = people_per_boat.boat_marginal_value(each, fare, scale)
        gang.person_marginal_value = people_per_boat.person_marginal_value(each, fare, scale)
    return boats_of


@kernel
def _choose(
    now: Any, v: Numbers, vectors: Vectors, shore: Shore, boats_of: Index, boats: Rows, gangs: Rows,
    tallies: Tallies, key: Key,
) -> Launches:  # fmt: skip
    """Boats in the order in which they were built, each with its zone, method and load."""
    rows, gang = longest_cached(now, boats, boats_of)
    zone, method, load = np.empty_like(rows), np.empty_like(rows), np.empty_like(rows)
    scale, methods, before = overload_scale(now, v, now.sea), vectors.method_reach.size, -1
    options, planned = np.zeros(0), 0.0
    habit = method_habit(now, v, vectors, shore, tallies, gangs.size)
    for index in range(rows.size):
        owner, boat = gang[index], boats[rows[index]]
        if owner != before:
            options = launch_options(v, vectors, shore, gangs, tallies, owner, habit)
            planned = people_per_boat.planned_load(gangs[owner].waiting, boats_of[owner], scale)
            before = owner
        choice, spread, _, _ = draw_one(boat.identity, 0, Decision.BEACH.value, key)
        option = 0
        while option < options.size - 1 and choice * options[options.size - 1] >= options[option]:
            option += 1
        zone[index], method[index] = option // methods, option % methods
        wanted = np.floor(planned * exp(v.load_spread * ndtri(spread)) + 0.5)
        load[index] = int(min(max(wanted, 1.0), boat.capacity))
    return Launches(rows, gang, zone, method, load)
