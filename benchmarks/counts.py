"""What every version of the people's part counts, so that they can be held to each other."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

SIDES = ("turkiye", "central_mediterranean", "visa_air")
FLOWS = (
    "arrivals", "deaths", "attempts", "preventions", "returned", "people_tried", "interceptions",
    "people_gave_up", "gang_changes", "boats_launched", "boats_arrived", "boats_turned_back",
    "incidents",
    "boats_seized_beach", "events_prevented", *(f"arrivals_{side}" for side in SIDES),
)  # fmt: skip
"""Columns of the model's daily table to which only the people's part adds while it runs."""
STOCKS = ("moving", "waiting", "resting")
"""People at the end of departure: on land, ready on the coast, and back from a failed try."""
NAMES = (*FLOWS, *STOCKS)
PLACE = {name: index for index, name in enumerate(NAMES)}


@dataclass(frozen=True)
class Counts:
    """What happened to people, and what gangs and units remember of it.

    Attributes:
        daily: Shape (days, ``NAMES``).
        passed, stopped: Passages and losses of people over all days, shape (gangs, corridors).
        found: Finds over all days: people stopped by corridor, then launches prevented by zone.
        launched, prevented: Launches over all days, shape (gangs, zones, methods); of a boat that
            went on without some of its people, the share of them that was prevented.
        hubs: People staged at each hub in the end.
    """

    daily: Ints
    passed: Ints
    stopped: Ints
    found: Ints
    launched: Ints
    prevented: Floats
    hubs: Ints

    def column(self, name: str) -> Ints:
        """One column of the daily table."""
        return self.daily[:, PLACE[name]]

    def differences(self, other: Counts) -> list[str]:
        """Names of the counts in which this differs from ``other``."""
        found = [n for n in NAMES if not np.array_equal(self.column(n), other.column(n))]
        tallies = [field.name for field in fields(self) if field.name != "daily"]
        return found + [n for n in tallies if not _alike(getattr(self, n), getattr(other, n))]


def _alike(one: NDArray[np.number], other: NDArray[np.number]) -> bool:
    """Whether two tallies are equal but for the order in which fractions were added."""
    return one.shape == other.shape and np.allclose(one, other, rtol=1e-9, atol=1e-9)


def nothing(days: int, gangs: int, corridors: int, zones: int, methods: int, hubs: int) -> Counts:
    """Counts of these shapes, all 0, to be filled in."""
    return Counts(
        daily=np.zeros((days, len(NAMES)), dtype=np.int64),
        passed=np.zeros((gangs, corridors), dtype=np.int64),
        stopped=np.zeros((gangs, corridors), dtype=np.int64),
        found=np.zeros(corridors + zones, dtype=np.int64),
        launched=np.zeros((gangs, zones, methods), dtype=np.int64),
        prevented=np.zeros((gangs, zones, methods)),
        hubs=np.zeros(hubs, dtype=np.int64),
    )
