"""Where and how to launch: departure zones and methods, and the patrols that each of them meets."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.core.exact_math import exp, exp_all
from sim.core.kernels import kernel
from sim.gangs.gangs import Tallies
from sim.state import Shore, Vectors
from sim.value_types import Numbers

Floats = NDArray[np.float64]


@kernel
def prevention_chance(v: Numbers, vectors: Vectors, beach: Floats, launched: Floats) -> Floats:
    """Chance that a launch is prevented, shape (zones, methods).

    Officers at a zone divide their attention among the launches there that day; methods expose
    themselves to them in different degrees.

    Args:
        v: Named values.
        vectors: Named values by zone and method.
        beach: Officers at each zone.
        launched: Launches in each zone today.
    """
    chance = np.empty((beach.size, vectors.method_exposure.size))
    for zone in range(beach.size):
        attention = beach[zone] / (1.0 + launched[zone] / v.prevention_dilution)
        for method in range(vectors.method_exposure.size):
            exposed = attention * vectors.method_exposure[method]
            chance[zone, method] = 1.0 - exp(-v.prevention_rate * exposed)
    return chance


@kernel
def believed_prevention(
    v: Numbers, vectors: Vectors, shore: Shore, tallies: Tallies, gang: int, zone: int, method: int
) -> float:
    """Share of what it launches by a method from a zone that a gang expects to be prevented.

    What it remembers, beside ``launch_prior`` imagined launches of which half were prevented on the
    beach and fewer where less is exposed; of a boat afloat half the people are imagined stopped.
    """
    imagined = 0.5 * v.launch_prior * min(vectors.method_exposure[method], 2.0)
    if shore.afloat[method]:
        imagined *= 0.5
    prevented = tallies.prevented[gang, zone, method] + imagined
    return prevented / (tallies.launched[gang, zone, method] + v.launch_prior)


@kernel
def method_habit(
    now: Any, v: Numbers, vectors: Vectors, shore: Shore, tallies: Tallies, gangs: int
) -> Floats:
    """How near each method lies to hand today: its reach, and what gangs have lately done.

    A share ``method_imitation`` of the whole goes by the launches that all gangs remember, so that
    a better method spreads from gang to gang. A method that is not yet known has none.
    """
    methods = vectors.method_reach.size
    habit, remembered, whole, reach = np.zeros(methods), np.zeros(methods), 0.0, 0.0
    for method in range(methods):
        if now.day < shore.since[method]:
            continue
        habit[method] = vectors.method_reach[method]
        reach += habit[method]
        if habit[method] > 0.0:
            for gang in range(gangs):
                for zone in range(vectors.zone_reach.size):
                    remembered[method] += tallies.launched[gang, zone, method]
            whole += remembered[method]
    if whole > 0.0:
        for method in range(methods):
            given = (1.0 - v.method_imitation) * habit[method]
            habit[method] = given + v.method_imitation * reach * remembered[method] / whole
    return habit


@kernel
def launch_options(
    v: Numbers, vectors: Vectors, shore: Shore, gangs: NDArray[Any], tallies: Tallies, gang: int,
    habit: Floats,
) -> Floats:  # fmt: skip
    """Cumulative weights of zones and methods for a gang, zone after zone.

    In proportion to the reach of the zone, the habit of the method and
    exp(earnings / ``launch_split_scale``), where a launch of the wanted load earns its fares unless
    it is prevented, less what the method costs.
    """
    zones, methods = vectors.zone_reach.size, habit.size
    fares, best = gangs[gang].price * gangs[gang].wanted_load, -np.inf
    earns = np.empty(zones * methods)
    for option in range(earns.size):
        zone, method = option // methods, option % methods
        believed = believed_prevention(v, vectors, shore, tallies, gang, zone, method)
        earns[option] = fares * (1.0 - believed) - shore.cost[method]
        if vectors.zone_reach[zone] * habit[method] > 0.0:
            best = max(best, earns[option])
    for option in range(earns.size):
        earns[option] = -(best - earns[option]) / v.launch_split_scale
    exp_all(earns)
    cumulative = 0.0
    for option in range(earns.size):
        reach = vectors.zone_reach[option // methods] * habit[option % methods]
        if reach > 0.0:
            cumulative += reach * earns[option]
        earns[option] = cumulative
    return earns
