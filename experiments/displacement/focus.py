"""The focus of a displacement account: which arrivals and launches are local."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenarios.packaged_places import DEPARTURE_ZONES
from scenarios.world_tables import load_world
from sim.world import World

ANY = -1


class Miss(IntEnum):
    """The first term of a focus that an arrival or a launch misses, in this order."""

    NONE = 0
    CORRIDOR = 1
    ZONE = 2
    METHOD = 3
    EARLIER = 4
    LATER = 5


@dataclass(frozen=True)
class Focus:
    """What is local, as a user names it.

    Attributes:
        first, last: First and last day of the window.
        corridor, zone, method: Names; any, if absent.
    """

    first: date
    last: date
    corridor: str | None = None
    zone: str | None = None
    method: str | None = None

    def cell(self, world: World) -> Cell:
        """The focus in numbers of a world.

        Raises:
            ValueError: If a name is unknown.
        """
        names = [corridor.name for corridor in world.network.corridors]
        if self.corridor is not None and self.corridor not in names:
            raise ValueError(f"there is no corridor {self.corridor!r}")
        corridors_passed = sum(1 << row for row, name in enumerate(names) if name == self.corridor)
        return Cell(
            self.first.toordinal(),
            self.last.toordinal(),
            corridors_passed,
            ANY if self.zone is None else DEPARTURE_ZONES.index(self.zone),
            ANY if self.method is None else methods(world).index(self.method),
        )

    def __str__(self) -> str:
        """In words, as the end of a sentence."""
        zone = f"{zone_titles()[self.zone]} ({self.zone})" if self.zone else None
        terms = (
            ("over corridor", self.corridor), ("from zone", zone), ("by method", self.method),
        )  # fmt: skip
        named = [f"{what} {name}" for what, name in terms if name]
        return " ".join([*named, f"from {self.first} to {self.last}"])


@dataclass(frozen=True)
class Cell:
    """A focus in numbers.

    Attributes:
        first, last: Ordinals of the first and last day.
        corridors_passed: Corridors one of which was passed, one bit each; 0 if any will do.
        zone, method: Rows, or ``ANY``.
    """

    first: int
    last: int
    corridors_passed: int = 0
    zone: int = ANY
    method: int = ANY

    def miss(
        self,
        corridors_passed: NDArray[Any],
        zone: NDArray[Any],
        method: NDArray[Any],
        day: NDArray[Any],
    ) -> NDArray[np.int8]:
        """Say of each arrival or launch which term of the focus it misses first."""
        nothing = np.zeros(day.size, dtype=bool)
        misses = [
            (corridors_passed & np.uint64(self.corridors_passed)) == 0
            if self.corridors_passed
            else nothing,
            nothing if self.zone == ANY else zone != self.zone,
            nothing if self.method == ANY else method != self.method,
            day < self.first,
            day > self.last,
        ]
        return np.select(misses, list(Miss)[1:], Miss.NONE).astype(np.int8)


def zone_titles() -> dict[str, str]:
    """Departure zones by name, with their cities."""
    titles = {hub.name: hub.title for hub in load_world().network.hubs}
    return {zone: titles[zone] for zone in DEPARTURE_ZONES}


def zone_named(name: str) -> str:
    """The zone with this name or, in any case of letters, this city; the name itself if none."""
    for zone, title in zone_titles().items():
        if name.casefold() in {
            each.casefold() for each in (zone, title, *title.partition(" (")[0].split(" / "))
        }:
            return zone
    return name


def methods(world: World) -> tuple[str, ...]:
    """Names of the methods of launching, by row."""
    return tuple(each.name for each in world.methods)
