"""People followed from one world into the other: each is the same person in both."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from experiments.displacement.focus import Cell, Miss
from sim.people.travellers import State, Travellers

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Fate(IntEnum):
    """What became, in the other world, of a person who is in the focus in this one.

    The first that fits holds, so that every person has exactly one.
    """

    SAME = Miss.NONE
    OTHER_CORRIDOR = Miss.CORRIDOR
    OTHER_ZONE = Miss.ZONE
    OTHER_METHOD = Miss.METHOD
    EARLIER = Miss.EARLIER
    LATER = Miss.LATER
    LATER_AFTER_MORE_TRIES = 6
    ON_THE_WAY = 7
    GAVE_UP = 8
    DIED = 9
    NEVER_ENTERED = 10


STAYED = ("both", "later", "earlier", "more_tries", "fewer_tries", "other_corridors", "other_zone",
          "other_method")  # fmt: skip
"""What is counted of those in the focus in both worlds: all of them, then how they differ."""


@dataclass(frozen=True)
class People:
    """Everybody of one world at its end, by identity; columns as in :class:`Travellers`."""

    identity: NDArray[np.uint64]
    state: NDArray[Any]
    corridors_passed: NDArray[np.uint64]
    zone: NDArray[Any]
    method: NDArray[Any]
    attempts: Ints
    ended: Ints

    @classmethod
    def of(cls, table: Travellers) -> Self:
        """Copy what is needed of a table, so that the rest can be forgotten."""
        order = np.argsort(table.identity, kind="stable")
        return cls(
            table.identity[order],
            table.state[order],
            table.corridors_passed[order],
            table.zone[order],
            table.method[order],
            table.attempts[order].astype(np.int64),
            table.ended[order].astype(np.int64),
        )

    def inside(self, cell: Cell, state: State = State.ARRIVED) -> Flags:
        """Who ended in a state in the focus."""
        miss = cell.miss(self.corridors_passed, self.zone, self.method, self.ended)
        inside: Flags = (self.state == state) & (miss == Miss.NONE)
        return inside

    def rows_of(self, identity: NDArray[np.uint64]) -> Ints:
        """Row of each identity, or -1 for those who are not in this world."""
        if not self.identity.size:
            return np.full(identity.size, -1)
        rows = np.searchsorted(self.identity, identity)
        rows = np.minimum(rows, self.identity.size - 1)
        return np.where(self.identity[rows] == identity, rows, -1)


def follow(cell: Cell, here: People, there: People) -> Ints:
    """Count those in the focus here by what became of them there; one number a fate."""
    mine = np.flatnonzero(here.inside(cell))
    found = there.rows_of(here.identity[mine])
    mine, theirs = mine[found >= 0], found[found >= 0]
    fate = _fates(cell, here.attempts[mine], there, theirs)
    counts = np.bincount(fate, minlength=len(Fate))
    counts[Fate.NEVER_ENTERED] = (found < 0).sum()
    return counts


def stayed(cell: Cell, here: People, there: People) -> Ints:
    """Count those in the focus in both worlds, by how they come there; see ``STAYED``."""
    mine = np.flatnonzero(here.inside(cell))
    rows = there.rows_of(here.identity[mine])
    both = (rows >= 0) & there.inside(cell)[rows] if there.identity.size else rows >= 0
    a, b = mine[both], rows[both]
    days = there.ended[b] - here.ended[a]
    tries = there.attempts[b] - here.attempts[a]
    differs = [
        np.ones(a.size, dtype=bool),
        days > 0,
        days < 0,
        tries > 0,
        tries < 0,
        there.corridors_passed[b] != here.corridors_passed[a],
        there.zone[b] != here.zone[a],
        there.method[b] != here.method[a],
    ]
    return np.array([each.sum() for each in differs], dtype=np.int64)


def _fates(cell: Cell, tries: Ints, there: People, rows: Ints) -> NDArray[np.int8]:
    miss = cell.miss(
        there.corridors_passed[rows], there.zone[rows], there.method[rows], there.ended[rows]
    )
    again = (miss == Miss.LATER) & (there.attempts[rows] > tries)
    state = there.state[rows]
    return np.select(
        [(state == State.ARRIVED) & again, state == State.ARRIVED, state == State.GAVE_UP,
         state == State.DIED],
        [Fate.LATER_AFTER_MORE_TRIES, miss, Fate.GAVE_UP, Fate.DIED],
        Fate.ON_THE_WAY,
    ).astype(np.int8)  # fmt: skip
