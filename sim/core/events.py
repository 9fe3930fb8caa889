"""The event log: one row an event, so that one boat, one case or one gang can be followed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.core.kernels import kernel

Columns = dict[str, NDArray[Any]]


class Event(IntEnum):
    """What happened; :data:`MEANINGS` says more. Numbers never change meaning."""

    ORDERED = 1
    UNFILLED = 2
    BUILT = 3
    SENT = 4
    SEIZED = 5
    STORED = 6
    STORE_FOUND = 7
    DELIVERED = 8
    CACHE_TAKEN = 9
    LAUNCHED = 10
    PREVENTED = 11
    TURNED_BACK = 12
    INCIDENT = 13
    LANDED = 14
    ABANDONED = 15
    CASE_OPENED = 16
    STRUCK = 17
    CHARGED = 18
    CONVICTED = 19
    RELEASED = 20
    FOUNDED = 21
    TAKEN_OVER = 22
    LEFT = 23
    TAKEN_DOWN = 24
    RESOLD = 25
    GROUP_STOPPED = 26

    @property
    def label(self) -> str:
        """Its name in tables and on the command line."""
        return self.name.lower().replace("_", "-")


@dataclass(frozen=True)
class Meaning:
    """What the entries of an event say.

    Attributes:
        says: What happened.
        subject, other: Kinds of the two identities: boat, consignment, case or gang.
        place: What the place is.
        unit: What the amount counts.
    """

    says: str
    subject: str | None = None
    other: str | None = None
    place: str | None = None
    unit: str | None = None


MEANINGS = {
    Event.ORDERED: Meaning("Boats bought.", place="supplier's hub", unit="boats"),
    Event.UNFILLED: Meaning(
        "Boats wanted that the supplier did not have.", place="supplier's hub", unit="boats"
    ),
    Event.BUILT: Meaning(
        "A boat put into a consignment; the amount is what it can hold.",
        "boat", "consignment", place="supplier's hub", unit="people",
    ),
    Event.SENT: Meaning(
        "A consignment set out on a corridor.", "consignment", place="corridor", unit="boats"
    ),
    Event.SEIZED: Meaning(
        "A consignment seized on a corridor.", "consignment", place="corridor", unit="boats"
    ),
    Event.STORED: Meaning(
        "A consignment put in store.", "consignment", place="hub", unit="boats"
    ),
    Event.STORE_FOUND: Meaning(
        "A stored consignment found.", "consignment", place="hub", unit="boats"
    ),
    Event.DELIVERED: Meaning(
        "A consignment reached the coast.", "consignment", place="departure zone", unit="boats"
    ),
    Event.CACHE_TAKEN: Meaning("A cached boat taken in a strike.", "boat", "case"),
    Event.LAUNCHED: Meaning(
        "People boarded a boat, which left the beach or was stopped there.",
        "boat", place="departure zone", unit="people",
    ),
    Event.PREVENTED: Meaning(
        "Its launch was prevented; the amount is who was found there.",
        "boat", place="departure zone", unit="people",
    ),
    Event.TURNED_BACK: Meaning(
        "It came back, with all aboard.", "boat", place="departure zone", unit="people"
    ),
    Event.INCIDENT: Meaning(
        "A fatal incident at sea. Survivors who land have an event of their own.",
        "boat", place="departure zone it left from", unit="deaths",
    ),
    Event.LANDED: Meaning(
        "People of a boat landed, after an incident those who were rescued.",
        "boat", place="departure zone it left from", unit="people",
    ),
    Event.ABANDONED: Meaning("A boat left behind unused.", "boat"),
    Event.CASE_OPENED: Meaning(
        "Investigators opened a case.", "case", place="agency's hub", unit="leads"
    ),
    Event.STRUCK: Meaning("A case came to its strike.", "case", unit="arrests"),
    Event.CHARGED: Meaning("Arrested members were charged.", "case", unit="people"),
    Event.CONVICTED: Meaning("A verdict; the amount is who was convicted.", "case", unit="people"),
    Event.RELEASED: Meaning("Members left custody.", "case", unit="people"),
    Event.FOUNDED: Meaning(
        "A gang entered the trade; the other gang is the one that it split from, if any.",
        other="gang", unit="members",
    ),
    Event.TAKEN_OVER: Meaning(
        "A gang's people and boats passed to the other gang.", other="gang"
    ),
    Event.LEFT: Meaning("A gang left the trade.", unit="members"),
    Event.TAKEN_DOWN: Meaning(
        "All of a gang was arrested on one day, without a case before.", "case", unit="arrests"
    ),
    Event.RESOLD: Meaning("A boat at the coast sold to another gang.", "boat", "gang"),
    Event.GROUP_STOPPED: Meaning(
        "Police stopped a group that waited for a boat afloat, which went on without it.",
        "boat", place="departure zone", unit="people",
    ),
}  # fmt: skip
"""What each event says, and what its place and its amount are."""


NAMES = ("day", "event", "gang", "subject", "other", "corridor", "hub", "amount")
KINDS = ("i4", "i1", "u8", "u8", "u8", "i2", "i2", "f4")
ENTRY = np.dtype(list(zip(NAMES, KINDS, strict=True)), align=True)
NO_LOG = np.zeros(0, dtype=ENTRY)
"""Where kernels write events when none are kept."""


@kernel
def note(
    log: NDArray[Any], now: Any, event: int, gang: int, subject: int, other: int, corridor: int,
    hub: int, amount: float,
) -> None:  # fmt: skip
    """Write down one event in a kernel; there must be a free entry.

    Args:
        log: Entries of the days that a kernel runs; of no size, if events are not kept.
        now: The state of the day, which counts the entries.
        event: What happened.
        gang: Identity of the gang.
        subject: Identity of what :data:`MEANINGS` says; 0 for none.
        other: Identity of a second kind.
        corridor: Row of the corridor where it happened, or -1.
        hub: Row of the hub where it happened, or -1.
        amount: What is counted.
    """
    if log.size == 0:
        return
    entry = log[now.events]
    entry.day, entry.event, entry.gang, entry.subject = now.day, event, gang, subject
    entry.other, entry.corridor, entry.hub, entry.amount = other, corridor, hub, amount
    now.events += 1


class EventLog:
    """Events of one run, in the order in which they happened."""

    def __init__(self) -> None:
        self._parts: list[tuple[NDArray[Any], ...]] = []
        self.fresh = np.zeros(1, dtype=ENTRY)
        """Entries for kernels to fill, see :meth:`take`; never none, which would mean no log."""

    def reserve(self, entries: int) -> None:
        """Have room for so many entries that kernels write."""
        if self.fresh.size < entries:
            self.fresh = np.zeros(entries, dtype=ENTRY)

    def take(self, entries: int) -> None:
        """Add the first of the entries that kernels have filled."""
        if entries:
            written = self.fresh[:entries]
            self._parts.append(tuple(written[name].copy() for name in NAMES))

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
            subject: Identities of what :data:`MEANINGS` says; 0 for none.
            other: Identities of a second kind.
            corridor: Row of the corridor where it happened, if it did on one.
            hub: Row of the hub where it happened, if it did at one.
            amount: What is counted.
        """
        rows = np.broadcast_arrays(
            np.int32(day), np.int8(event), np.asarray(gang, "u8"), np.asarray(subject, "u8"),
            np.asarray(other, "u8"), np.asarray(corridor, "i2"), np.asarray(hub, "i2"),
            np.asarray(amount, "f4"),
        )  # fmt: skip
        self._parts.append(tuple(np.atleast_1d(row).copy() for row in rows))

    def table(self) -> Columns:
        """Columns ``day, event, gang, subject, other, corridor, hub, amount``."""
        if not self._parts:
            return {name: np.empty(0, kind) for name, kind in zip(NAMES, KINDS, strict=True)}
        columns = zip(*self._parts, strict=True)
        return {name: np.concatenate(part) for name, part in zip(NAMES, columns, strict=True)}
