"""The network: hubs, corridors between them, and the world's tables that stand around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

LANDING = "DOV"
"""Where all landings in the United Kingdom are counted."""
GOODS = ("boats", "engines")
MOST_CORRIDORS = 64
"""The corridors that a person has passed are stored as one bit a corridor."""
MOST_HUBS = 127
"""A person's hub is stored in one byte."""


@dataclass(frozen=True)
class Hub:
    """A city or region where people and equipment are staged."""

    name: str
    title: str
    country: str
    latitude: float
    longitude: float
    role: str


@dataclass(frozen=True)
class Corridor:
    """A directed link between two hubs; days are the low, mode and high of a triangle."""

    origin: str
    destination: str
    mode: str
    days: tuple[float, float, float]
    people: bool
    equipment: bool
    grade: str

    @property
    def name(self) -> str:
        """Origin and destination, as in ``SUB-BUD``."""
        return f"{self.origin}-{self.destination}"


class Graph(NamedTuple):
    """The network as kernels take it; see :class:`Network`.

    Attributes:
        is_fork: Hubs from which more than one corridor of people leads on.
    """

    origin: Ints
    destination: Ints
    days: Floats
    is_zone: Flags
    is_store: Flags
    is_fork: Flags
    choices: Ints
    passage: Ints
    region: Ints


class Carries(NamedTuple):
    """What corridors carry and how long they take, as kernels take it; see :class:`Network`.

    Attributes:
        backward: Hubs with corridors, each after all hubs that it leads to.
    """

    people: Flags
    equipment: Flags
    mean_days: Floats
    backward: Ints


class Network:
    """Hubs and land corridors as arrays, in an order in which every corridor leads forward.

    The sea legs from the departure zones are not corridors here: the crossing has processes of its
    own. Parallel corridors are kept apart.

    Args:
        hubs: All hubs, names unique.
        corridors: All corridors between known hubs, without a cycle.
        zones: Names of the hubs from which boats leave; nothing finer is stored.
        regions: Hubs of each region where equipment is seized: a road counts for the region of the
            hub that it leaves.
        passages: Corridors of each passage, by which passages of people are counted.

    Raises:
        ValueError: If a name is unknown or doubled, or if corridors form a cycle.
    """

    def __init__(
        self,
        hubs: Sequence[Hub],
        corridors: Sequence[Corridor],
        zones: Sequence[str],
        regions: Mapping[str, Sequence[str]] = MappingProxyType({}),
        passages: Mapping[str, Sequence[str]] = MappingProxyType({}),
    ) -> None:
        self.hubs = tuple(hubs)
        self.hub_index = {hub.name: number for number, hub in enumerate(self.hubs)}
        if len(self.hub_index) != len(self.hubs):
            raise ValueError("two hubs share a name")
        if len(self.hubs) > MOST_HUBS:
            raise ValueError(f"more than {MOST_HUBS} hubs")
        for corridor in corridors:
            for end in (corridor.origin, corridor.destination):
                if end not in self.hub_index:
                    raise ValueError(f"corridor {corridor.name} names the unknown hub {end}")
        self.corridors = tuple(c for c in corridors if c.destination != LANDING)
        if len(self.corridors) > MOST_CORRIDORS:
            raise ValueError(f"more than {MOST_CORRIDORS} corridors on land")
        self.corridor_index = {c.name: number for number, c in enumerate(self.corridors)}
        self.origin: Ints = np.array([self.hub_index[c.origin] for c in self.corridors])
        self.destination: Ints = np.array([self.hub_index[c.destination] for c in self.corridors])
        self.days: Floats = np.array([c.days for c in self.corridors])
        self.mean_days: Floats = self.days.mean(axis=1)
        self.people: Flags = np.array([c.people for c in self.corridors])
        self.equipment: Flags = np.array([c.equipment for c in self.corridors])
        self.zone_names = tuple(zones)
        self.zones: Ints = np.array([self.hub_index[name] for name in zones])
        self.is_zone: Flags = np.zeros(len(self.hubs), dtype=bool)
        self.is_zone[self.zones] = True
        self.is_store: Flags = np.array(["equipment storage" in hub.role for hub in self.hubs])
        self.region = _numbered(regions, self.hub_index)
        self.passage = _numbered(passages, self.corridor_index)
        self.leaving: tuple[Ints, ...] = tuple(
            np.flatnonzero(self.origin == hub) for hub in range(len(self.hubs))
        )
        self.is_fork: Flags = np.array([self.people[g].sum() > 1 for g in self.leaving])
        self.most_leaving = max(group.size for group in self.leaving)
        self.choices = self._choices()
        self.carries = Carries(self.people, self.equipment, self.mean_days, self._backward())
        self.graph = Graph(
            self.origin, self.destination, self.days, self.is_zone, self.is_store, self.is_fork,
            self.choices, self.passage, self.region,
        )  # fmt: skip

    def _choices(self) -> Ints:
        """Corridors leaving each hub, padded with -1: shape (hubs, most corridors at one hub)."""
        table = np.full((len(self.hubs), self.most_leaving), -1, dtype=np.int64)
        for hub, group in enumerate(self.leaving):
            table[hub, : group.size] = group
        return table

    def _backward(self) -> Ints:
        """Hubs with corridors, each after all hubs that it leads to."""
        remaining = np.array([group.size for group in self.leaving])
        entering = [np.flatnonzero(self.destination == hub) for hub in range(len(self.hubs))]
        ready = [hub for hub in range(len(self.hubs)) if remaining[hub] == 0]
        order: list[int] = []
        while ready:
            hub = ready.pop()
            order.append(hub)
            for corridor in entering[hub]:
                before = int(self.origin[corridor])
                remaining[before] -= 1
                if remaining[before] == 0:
                    ready.append(before)
        if len(order) != len(self.hubs):
            stuck = sorted(self.hubs[h].name for h in range(len(self.hubs)) if remaining[h])
            raise ValueError(f"corridors form a cycle through {', '.join(stuck)}")
        return np.array([hub for hub in order if self.leaving[hub].size])


def _numbered(groups: Mapping[str, Sequence[str]], index: Mapping[str, int]) -> Ints:
    """The number of the group of each member that ``index`` counts; -1 for those in none."""
    found: Ints = np.full(len(index), -1)
    for number, names in enumerate(groups.values()):
        found[[index[name] for name in names]] = number
    return found
