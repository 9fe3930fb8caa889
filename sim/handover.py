"""What one process of a day hands to the next."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.columns import NOBODY, Index

Floats = NDArray[np.float64]


@dataclass
class Legs:
    """Those who set out on a corridor today, with the luck of their leg.

    Attributes:
        without_way: Those who would set out and for whom no corridor is open.
    """

    rows: Index = field(default_factory=lambda: NOBODY)
    corridor: Index = field(default_factory=lambda: NOBODY)
    time: Floats = field(default_factory=lambda: np.zeros(0))
    seen: Floats = field(default_factory=lambda: np.zeros(0))
    stopped: Floats = field(default_factory=lambda: np.zeros(0))
    without_way: Index = field(default_factory=lambda: NOBODY)


@dataclass
class Launches:
    """The launches of one day: one entry a boat, and one entry a person aboard.

    Attributes:
        boats, gang, zone, method: By boat; boats of one gang stand together.
        load: By boat: people whom the gang wants aboard, and once boarded those who are.
        people, boat_of: By person: row, and which entry of ``boats`` they are on.
        outcome: By person: the state in which the day ends.
        counted: By person: whether this counts as an attempt.
    """

    boats: Index
    gang: Index
    zone: Index
    method: Index
    load: Index
    people: Index = field(default_factory=lambda: NOBODY)
    boat_of: Index = field(default_factory=lambda: NOBODY)
    outcome: NDArray[np.int8] = field(default_factory=lambda: np.zeros(0, dtype=np.int8))
    counted: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, dtype=bool))


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
