"""What changes from day to day for one in eight of the people of a world."""

from __future__ import annotations

import copy
import re
from datetime import date
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import Index
from sim.model import SmugglingModel
from sim.people.travellers import State, Travellers

EVERY = 8
"""One person in so many, by the order of entry at a place on a day, can be followed."""
PERSON_EXAMPLE = "2024-03-05/2.8"
NAME = re.compile(r"(\d{4}-\d\d-\d\d)/(\d{1,3})\.(\d{1,7})", re.ASCII)
SEEN = ("event", "gang", "hub", "corridor", "state", "zone", "attempts", "stops")
_CHANGE = np.dtype(
    [("identity", "u8"), ("is_new", "?"), ("sent_back", "?"), ("leader", "u8"),
     *((name, kind) for name, kind in Travellers.FIELDS if name in SEEN)]
)  # fmt: skip

_PLACE_BITS, _DAY_BITS = 24, 32


def person_id(identity: int) -> str:
    """Name of a person: day and place of entry, and number among those of that day."""
    day, rest = divmod(identity, 1 << _DAY_BITS)
    place, number = divmod(rest, 1 << _PLACE_BITS)
    return f"{date.fromordinal(day)}/{place}.{number}"


def person_identity(name: str) -> int:
    """Identity of the person with this name.

    Raises:
        ValueError: If nobody who can be followed could have it.
    """
    found = NAME.fullmatch(name.strip())
    if found is None:
        raise ValueError(f"{name!r} is no person's name")
    day, place, number = date.fromisoformat(found[1]).toordinal(), int(found[2]), int(found[3])
    if place >= 1 << (_DAY_BITS - _PLACE_BITS) or number >= 1 << _PLACE_BITS or number % EVERY:
        raise ValueError(f"{name!r} is nobody who can be followed")
    return day << _DAY_BITS | place << _PLACE_BITS | number


def can_be_followed(identity: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Who is among those of whom changes are kept."""
    return identity % np.uint64(1 << _PLACE_BITS) % np.uint64(EVERY) == 0


class PeopleLog:
    """What changed for people who can be followed, day after day.

    Args:
        model: The world, at the end of a day: who is in it then is on the way already.
    """

    def __init__(self, model: SmugglingModel) -> None:
        self._rows: Index = np.zeros(0, dtype=np.int64)
        self._known = 0
        self._before: NDArray[Any] = np.zeros(0, dtype=_CHANGE)
        self._days: list[NDArray[Any]] = []
        self.note(model)

    def note(self, model: SmugglingModel) -> None:
        """Take notice of the day that the model has just run."""
        table = model.travellers
        fresh = np.flatnonzero(can_be_followed(table.identity[self._known :])) + self._known
        is_new = np.zeros(self._rows.size + fresh.size, dtype=np.bool_)
        is_new[self._rows.size :] = bool(self._days)
        self._rows, self._known = np.concatenate([self._rows, fresh]), len(table)
        now = np.zeros(self._rows.size, dtype=_CHANGE)
        for name in ("identity", *SEEN):
            now[name] = getattr(table, name)[self._rows]
        now["leader"] = model.gangs.identity[now["gang"]]
        old = self._before
        changed = np.ones(now.size, dtype=np.bool_)
        changed[: old.size] = np.any([now[name][: old.size] != old[name] for name in SEEN], axis=0)
        if not self._days:
            changed = now["state"] <= State.RESTING
        self._before = now.copy()
        now["is_new"] = is_new
        now["sent_back"] = changed & (now["state"] == State.RESTING) & self._again(model)
        self._days.append(now[changed])

    def fork(self) -> Self:
        """A log with the same past, to which other days are added."""
        other = copy.copy(self)
        other._days = [*self._days]
        return other

    def changes(self, identity: int, days: int) -> list[tuple[int, Any]]:
        """What changed for one person: day, -1 for before the first, and the state after it."""
        found = []
        for day, rows in enumerate(self._days[: days + 1]):
            found += [(day - 1, row) for row in rows[rows["identity"] == identity]]
        return found

    def today(self) -> dict[str, tuple[str, int]]:
        """Of the last day somebody for each thing that can happen: what, and how many followed."""
        rows = self._days[-1]
        coming_back = (rows["state"] == State.RESTING) & (rows["attempts"] > 0)
        kinds = {
            "died at sea": rows["state"] == State.DIED,
            "arrived": rows["state"] == State.ARRIVED,
            "came back from a try": coming_back & ~rows["sent_back"],
            "gave up": rows["state"] == State.GAVE_UP,
            "was stopped on the way": (rows["stops"] > 0) & (rows["corridor"] < 0)
            & (rows["state"] == State.MOVING),
            "waits on the coast": rows["state"] == State.WAITING,
            "entered": rows["is_new"],
        }  # fmt: skip
        return {
            what: (person_id(int(rows["identity"][who][0])), int(who.sum()))
            for what, who in kinds.items()
            if who.any()
        }

    def _again(self, model: SmugglingModel) -> NDArray[np.bool_]:
        """Who rests because of being sent back after an arrival, to come again."""
        wait = int(model.values.days_until_sent_back)
        rows, due = model.resting.pending()
        if wait == int(model.values.rest_after_failure):
            return np.zeros(self._rows.size, dtype=np.bool_)
        return np.isin(self._rows, rows[due - (model.day - 1) == wait])
