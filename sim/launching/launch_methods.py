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
    v: Numbers, vectors: Vectors, tallies: Tallies, gang: int, zone: int, method: int
) -> float:
    """Share of its launches by a method from a zone that a gang expects to be prevented.

    What it remembers, beside ``launch_prior`` imagined launches of which half were prevented on the
    beach and fewer where less is exposed.
    """
    imagined = 0.5 * v.launch_prior * min(vectors.method_exposure[method], 2.0)
    prevented = tallies.prevented[gang, zone, method] + imagined
    return prevented / (tallies.launched[gang, zone, method] + v.launch_prior)


@kernel
def launch_options(
    v: Numbers, vectors: Vectors, shore: Shore, gangs: NDArray[Any], tallies: Tallies, gang: int
) -> Floats:
    """Cumulative weights of zones and methods for a gang, zone after zone.

    In proportion to the reach of zone and method and to exp(earnings / ``launch_split_scale``),
    where a launch of the wanted load earns its fares unless it is prevented, less what the method
    costs.
    """
    zones, methods = vectors.zone_reach.size, vectors.method_reach.size
    fares, best = gangs[gang].price * gangs[gang].wanted_load, -np.inf
    earns = np.empty(zones * methods)
    for option in range(earns.size):
        zone, method = option // methods, option % methods
        believed = believed_prevention(v, vectors, tallies, gang, zone, method)
        earns[option] = fares * (1.0 - believed) - shore.cost[method]
        if vectors.zone_reach[zone] * vectors.method_reach[method] > 0.0:
            best = max(best, earns[option])
    for option in range(earns.size):
        earns[option] = -(best - earns[option]) / v.launch_split_scale
    exp_all(earns)
    cumulative = 0.0
    for option in range(earns.size):
        reach = vectors.zone_reach[option // methods] * vectors.method_reach[option % methods]
        if reach > 0.0:
            cumulative += reach * earns[option]
        earns[option] = cumulative
    return earns
