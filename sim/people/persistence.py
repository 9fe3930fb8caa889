"""Persistence: whether and when those who were stopped on land try again, and by which route.

A person tries a leg again and again, each time with less heart: the chance of giving up and the
days until the next try grow with every stop since a corridor was last passed. After every few
stops in a row the person turns: to another gang, where more than one corridor leads on, and else
back to the last hub where one does.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.core.exact_math import power
from sim.core.kernels import kernel
from sim.core.network import Graph

MOST_STOPS = 255
"""Stops beyond these are not counted."""


@kernel
def leaving(chance: float, growth: float, stops: int) -> float:
    """Chance of giving up at a stop, the ``stops``-th in a row; the first has ``chance``."""
    return 1.0 - power(1.0 - chance, power(growth, stops - 1.0))


@kernel
def days_until_next(wait: float, growth: float, stops: int) -> int:
    """Whole days until the next try after the ``stops``-th stop in a row, one at least."""
    return max(int(wait * (1.0 + growth * (stops - 1.0))), 1)


@kernel
def turns(every: float, stops: int) -> bool:
    """Whether the ``stops``-th stop in a row is one after which a person turns."""
    return stops % max(int(every), 1) == 0


@kernel
def turn_back(person: Any, graph: Graph) -> None:
    """Go back to the last hub from which another way leads on; stay if there is none behind.

    The ways gone back over no longer count among those that the person has passed.
    """
    hub, passed = np.int64(person.hub), np.uint64(person.corridors_passed)
    while not graph.is_fork[hub]:
        back = -1
        for corridor in range(graph.origin.size):
            came = (passed >> np.uint64(corridor)) & np.uint64(1) == np.uint64(1)
            if came and graph.destination[corridor] == hub:
                back = corridor
        if back < 0:
            return
        passed ^= np.uint64(1) << np.uint64(back)
        hub = graph.origin[back]
    person.hub, person.corridors_passed = hub, passed
