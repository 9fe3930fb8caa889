"""The best that gangs can do against officers where they stand: route, departure zone and method.

Everything here is arithmetic on chances; :mod:`experiments.allocation.posted_officers` reads these
off a run.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

MOST_STOPS = 64
"""Nobody is reckoned to try a corridor more often than this."""


@dataclass(frozen=True)
class Beach:
    """What launches meet, on some days.

    Attributes:
        prevented: Chance that a launch is prevented, were all launches of the day from that zone:
            shape (days, zones, methods).
        usable: Which zones and methods there are on that day, of the same shape.
        afloat: By method, whether police stop one group and the boat goes on.
        found: Share of those aboard whom police find.
        leaving: Chance of giving up of one who was found.
    """

    prevented: Floats
    usable: Flags
    afloat: Flags
    found: float
    leaving: float


def best_routes(origin: Ints, destination: Ints, passing: Floats, ends: Flags) -> Floats:
    """Chance of reaching an end from each hub by the best route: 1 at an end, 0 without a route.

    Args:
        origin: Hub that each corridor leaves.
        destination: Hub that it leads to.
        passing: Chance of passing each corridor; 0 where it is closed.
        ends: Which hubs are ends.
    """
    best = ends.astype(np.float64)
    for _ in range(ends.size):
        better = best.copy()
        np.maximum.at(better, origin, passing * best[destination])
        if np.array_equal(better, best):
            break
        best = better
    return best


def passed_in_the_end(stopped: Floats, leaving: float, growth: float) -> Floats:
    """Chance of passing a corridor of one who tries until he passes or gives up.

    Args:
        stopped: Chance of being stopped at one try.
        leaving: Chance of giving up at the first stop.
        growth: By which it grows with every stop, see :func:`sim.people.persistence.leaving`.
    """
    tries = np.arange(MOST_STOPS)
    still_there = (1.0 - leaving) ** np.concatenate([[0.0], np.cumsum(growth ** tries[:-1])])
    reached = still_there * stopped[..., None] ** tries
    return np.asarray((1.0 - stopped) * reached.sum(axis=-1))


def best_launch_of_boats(beach: Beach) -> Floats:
    """Share of the seats of a boat that get off the beach by the best zone and method, by day."""
    lost = np.where(beach.afloat, beach.found, 1.0) * beach.prevented
    return _best(1.0 - lost, beach.usable)


def best_launch_of_people(beach: Beach) -> Floats:
    """Chance of getting off the beach in the end by the best zone and method, by day.

    Those aboard whom police do not find wait for another boat; who is found gives up or tries
    again.
    """
    found = beach.prevented * beach.found
    goes = 1.0 - np.where(beach.afloat, beach.found, 1.0) * beach.prevented
    ends = goes + found * beach.leaving
    through = np.divide(goes, ends, out=np.zeros_like(goes), where=ends > 0.0)
    return _best(through, beach.usable)


def most_seats(capacity: Floats, overloaded: Floats) -> Floats:
    """Most people whom a boat brings across on average, at the load that brings most across.

    Args:
        capacity: Most people that each boat can hold.
        overloaded: Load at which each fails to get across with chance 1 - 1/e.
    """
    load = np.minimum(capacity, overloaded / np.sqrt(2.0))
    return np.asarray(load * np.exp(-((load / overloaded) ** 2)))


def _best(through: Floats, usable: Flags) -> Floats:
    flat = np.where(usable, through, 0.0).reshape(len(through), -1)
    return np.asarray(flat.max(axis=1))
