"""What one process of a day hands to the next."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import NOBODY, Index

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass
class Legs:
    """Those who set out on a corridor today, with the luck of their leg.

    Attributes:
        without_way: Those who would set out and for whom no corridor is open.
    """

    rows: Index = field(default_factory=lambda: NOBODY)
    gang: Index = field(default_factory=lambda: NOBODY)
    corridor: Index = field(default_factory=lambda: NOBODY)
    time: Floats = field(default_factory=lambda: np.zeros(0))
    seen: Floats = field(default_factory=lambda: np.zeros(0))
    stopped: Floats = field(default_factory=lambda: np.zeros(0))
    without_way: Index = field(default_factory=lambda: NOBODY)

    def those(self, which: Flags) -> Legs:
        """The legs of some alone."""
        return Legs(
            self.rows[which], self.gang[which], self.corridor[which], self.time[which],
            self.seen[which], self.stopped[which], self.without_way,
        )  # fmt: skip


@dataclass
class Launches:
    """The launches of one day, one entry a boat; boats of one gang stand together.

    Attributes:
        boats, gang, zone, method: Row of the boat and of its gang, and where and how it launches.
        load: People whom the gang wants aboard, and once boarded those who are.
        people: Rows of those aboard, boat after boat.
    """

    boats: Index
    gang: Index
    zone: Index
    method: Index
    load: Index
    people: Index = field(default_factory=lambda: NOBODY)


@dataclass
class Crossed:
    """What became of the launches of one day, one entry a boat.

    Attributes:
        prevented, turned_back, incident: How the launch ended, unless it simply landed.
        landed: Whether those who lived are in the UK.
        found: People whom the police count where the launch is prevented.
        deaths, expected_deaths: Deaths, and their mean given the risk that the boat ran.
        attempts, arrivals, first_tries: People for whom it was an attempt, who arrived, and for
            whom it was the first attempt; known once people have been seen to.
    """

    prevented: Flags
    turned_back: Flags
    incident: Flags
    landed: Flags
    found: Index
    deaths: Index
    expected_deaths: Floats
    attempts: Index
    arrivals: Index
    first_tries: Index

    @staticmethod
    def of(boats: int) -> Crossed:
        """Nothing yet, for so many boats."""
        flags = np.zeros((4, boats), dtype=np.bool_)
        counts = np.zeros((5, boats), dtype=np.int64)
        return Crossed(
            prevented=flags[0], turned_back=flags[1], incident=flags[2], landed=flags[3],
            found=counts[0], deaths=counts[1], attempts=counts[2], arrivals=counts[3],
            first_tries=counts[4], expected_deaths=np.zeros(boats),
        )  # fmt: skip


@dataclass
class Today:
    """What one process of a day hands to the next; empty every morning.

    Attributes:
        gang_shares: Cumulative shares of customers by gang, once somebody has had to choose.
        entered: People who entered.
        people, freight: Those who set out on a corridor.
        reached_coast: People who reached the coast.
        launches: Boats that gangs launch, if any do.
        found_gang, found_at, found_leads: Finds: the gang, the place and the leads that each is
            worth before sharing.
        struck: Gangs struck, with the identity of the case and whether nobody was left.
    """

    gang_shares: Floats | None = None
    entered: Index = field(default_factory=lambda: NOBODY)
    people: Legs = field(default_factory=Legs)
    freight: Legs = field(default_factory=Legs)
    reached_coast: Index = field(default_factory=lambda: NOBODY)
    launches: Launches | None = None
    found_gang: list[Index] = field(default_factory=list)
    found_at: list[Index] = field(default_factory=list)
    found_leads: list[Floats] = field(default_factory=list)
    struck: list[tuple[int, int, bool]] = field(default_factory=list)

    def find(self, gang: NDArray[Any], place: Index, leads: float) -> None:
        """Note finds on these gangs at these places, each worth so many leads."""
        self.found_gang.append(gang.astype(np.int64))
        self.found_at.append(place)
        self.found_leads.append(np.full(place.size, leads))
