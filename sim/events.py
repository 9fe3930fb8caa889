"""The event log: one row an event, so that one boat, one case or one gang can be followed."""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

Columns = dict[str, NDArray[np.generic]]


class Event(IntEnum):
    """What happened. Numbers never change meaning.

    A *subject* is a consignment, a boat, a case or nothing, as given; ``other`` is a second
    identity. *Place* is a hub, a corridor, a departure zone or none; ``amount`` what is counted.
    """

    ORDERED = 1
    """Boats bought. Place: supplier's hub. Amount: boats."""
    UNFILLED = 2
    """Boats wanted that no supplier had. Place: supplier's hub. Amount: boats."""
    BUILT = 3
    """A boat put into a consignment. Subject: boat. Other: consignment. Amount: capacity."""
    SENT = 4
    """A consignment set out on a corridor. Subject: consignment. Amount: boats."""
    SEIZED = 5
    """A consignment was seized on a corridor. Subject: consignment. Amount: boats."""
    STORED = 6
    """A consignment was put in store. Subject: consignment. Place: hub. Amount: boats."""
    STORE_FOUND = 7
    """A stored consignment was found. Subject: consignment. Place: hub. Amount: boats."""
    DELIVERED = 8
    """A consignment reached the coast. Subject: consignment. Place: zone's hub. Amount: boats."""
    CACHE_TAKEN = 9
    """A cached boat was taken in a strike. Subject: boat. Other: case."""
    LAUNCHED = 10
    """A boat left the beach or was stopped there. Subject: boat. Place: zone. Amount: load."""
    PREVENTED = 11
    """Its launch was prevented. Subject: boat. Place: zone. Amount: people found."""
    TURNED_BACK = 12
    """It came back. Subject: boat. Place: zone. Amount: people aboard."""
    INCIDENT = 13
    """A fatal incident. Subject: boat. Place: zone. Amount: deaths."""
    LANDED = 14
    """People of a boat landed. Subject: boat. Place: zone it left from. Amount: people."""
    ABANDONED = 15
    """A boat was left behind. Subject: boat."""
    CASE_OPENED = 16
    """Investigators opened a case. Subject: case. Place: agency's hub. Amount: leads."""
    STRUCK = 17
    """A case came to its strike. Subject: case. Amount: arrests."""
    CHARGED = 18
    """Arrested members were charged. Subject: case. Amount: people."""
    CONVICTED = 19
    """A verdict. Subject: case. Amount: people convicted."""
    RELEASED = 20
    """Members left custody. Subject: case. Amount: people."""
    FOUNDED = 21
    """A gang entered the trade. Other: gang that it split from, if any. Amount: members."""
    TAKEN_OVER = 22
    """A gang's people and boats passed to another. Other: the gang that took them."""
    LEFT = 23
    """A gang left the trade. Amount: members."""


class EventLog:
    """Events of one run, in the order in which they happened."""

    def __init__(self) -> None:
        self._parts: list[tuple[NDArray[np.generic], ...]] = []

    def add(
        self,
        event: Event,
        day: int,
        gang: ArrayLike,
        subject: ArrayLike = 0,
        other: ArrayLike = 0,
        corridor: ArrayLike = -1,
        hub: ArrayLike = -1,
        amount: ArrayLike = 0.0,
    ) -> None:
        """Add one event for each entry of the arguments, which broadcast against one another.

        Args:
            event: What happened.
            day: Ordinal of the day.
            gang: Identities of the gangs.
            subject: Identities, as :class:`Event` says; 0 for none.
            other: Second identities; 0 for none.
            corridor: Row of the place, if it is a corridor.
            hub: Row of the place, if it is a hub.
            amount: What is counted, as :class:`Event` says.
        """
        rows = np.broadcast_arrays(
            np.int32(day), np.int8(event), np.asarray(gang, "u8"), np.asarray(subject, "u8"),
            np.asarray(other, "u8"), np.asarray(corridor, "i2"), np.asarray(hub, "i2"),
            np.asarray(amount, "f4"),
        )  # fmt: skip
        self._parts.append(tuple(np.atleast_1d(row).copy() for row in rows))

    def table(self) -> Columns:
        """Columns ``day, event, gang, subject, other, corridor, hub, amount``."""
        names = ("day", "event", "gang", "subject", "other", "corridor", "hub", "amount")
        kinds = ("i4", "i1", "u8", "u8", "u8", "i2", "i2", "f4")
        if not self._parts:
            return {name: np.empty(0, kind) for name, kind in zip(names, kinds, strict=True)}
        columns = zip(*self._parts, strict=True)
        return {name: np.concatenate(part) for name, part in zip(names, columns, strict=True)}
