"""What moves over the map: consignments each, people in groups."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from narrows.view.people_log import can_be_followed, person_id
from runs.identity_names import gang_key, subject_id
from sim.core.calendar import Calendar
from sim.core.columns import Index
from sim.core.passages import Moved
from sim.model import SmugglingModel

Mark = list[Any]
"""Kind (``boats``, ``engines`` or ``people``), corridor, progress now and a day on, size, id; of a
group the name of one person in it who can be followed, or an empty one."""

MOST_MOVING = 150
"""Marks that move on one map: consignments first, then the largest groups of people."""


class Marks:
    """The moving marks of one world, followed from day to day.

    Args:
        model: The world, at the end of a day.
    """

    def __init__(self, model: SmugglingModel) -> None:
        self._people, self._freight = _Legs(), _Legs()
        self._pace: dict[str, float] = {}
        self._follow(model)

    def move(self, model: SmugglingModel) -> list[Mark]:
        """Marks of the day that the model has just run, at most ``MOST_MOVING``."""
        self._follow(model)
        marks = self._consignments(model)[:MOST_MOVING]
        return marks + self._groups(model, MOST_MOVING - len(marks))

    def _consignments(self, model: SmugglingModel) -> list[Mark]:
        legs, table = self._freight, model.consignments
        boats, engines = table.boats[legs.rows], table.engines[legs.rows]
        first, then = legs.progress(model.day - 1), legs.progress(model.day)
        order = np.argsort(-(boats * 1_000 + engines), kind="stable")
        return [
            [
                "boats" if boats[at] else "engines",
                int(table.corridor[legs.rows[at]]),
                round(float(first[at]), 4),
                round(float(then[at]), 4),
                int(boats[at] or engines[at]),
                subject_id(int(table.identity[legs.rows[at]])),
            ]
            for at in order
        ]

    def _groups(self, model: SmugglingModel, most: int) -> list[Mark]:
        """The largest groups of people: same corridor, same gang, set out at about the same time.

        A group moves at the pace of those who were in it when it was first seen, from the middle
        of the days in which it sets out; it is no longer shown once it should have arrived.
        """
        legs, table, window = self._people, model.travellers, _windows(model)
        corridor, gang = table.corridor[legs.rows], table.gang[legs.rows]
        together = (corridor.astype("i8") << 48) | (gang.astype("i8") << 32)
        together |= legs.started // window[corridor]
        followed = np.flatnonzero(can_be_followed(table.identity[legs.rows]))
        one = dict(
            zip(
                together[followed].tolist(),
                table.identity[legs.rows][followed].tolist(),
                strict=True,
            )
        )
        found, group, size = np.unique(together, return_inverse=True, return_counts=True)
        took = np.bincount(group, weights=legs.due - legs.started, minlength=size.size) / size
        previous, self._pace = self._pace, {}
        marks: list[Mark] = []
        for at in np.argsort(-size, kind="stable"):
            key = int(found[at])
            here, whose, number = key >> 48, key >> 32 & 0xFFFF, key & 0xFFFFFFFF
            name = f"{gang_key(int(model.gangs.identity[whose]))}:{here}:{number}"
            pace = self._pace[name] = previous.get(name, float(took[at]))
            middle = (number + 0.5) * int(window[here])
            first, then = (_share(day - middle, pace) for day in (model.day - 1, model.day))
            if first < 1.0:
                person = person_id(one[key]) if key in one else ""
                marks.append(["people", here, first, then, int(size[at]), name, person])
            if len(marks) == most:
                break
        return marks

    def _follow(self, model: SmugglingModel) -> None:
        self._people.follow(model, model.travellers, model.journeys)
        self._freight.follow(model, model.consignments, model.freight)


def _windows(model: SmugglingModel) -> Index:
    """Days within which people set out on each corridor as one group: half the time it takes."""
    return np.maximum(np.rint(model.network.mean_days / 2), 1).astype(np.int64)


def _share(days: float, of: float) -> float:
    return round(min(max(days / of, 0.0), 1.0), 4)


class _Legs:
    """Who is on a corridor, since when, and until when.

    Attributes:
        rows: Rows of the table that are on a corridor.
        started, due: Ordinals of the days on which each set out and reaches the end.
    """

    def __init__(self) -> None:
        self.rows: Index = np.zeros(0, dtype=np.int64)
        self.started: Index = self.rows
        self.due: Index = self.rows
        self._seen: NDArray[np.int64] = np.zeros((0, 2), dtype=np.int64)

    def follow(self, model: SmugglingModel, table: Moved, calendar: Calendar) -> None:
        """Take notice of the state at the end of a day."""
        rows, due = calendar.pending()
        on = table.corridor[rows] >= 0
        order = np.argsort(rows[on], kind="stable")
        self.rows, self.due = rows[on][order], due[on][order]
        is_new = self._seen.shape[0] == 0
        missing = max(len(table), 1) - self._seen.shape[0]
        self._seen = np.concatenate([self._seen, np.full((missing, 2), -1)])
        event = table.event[self.rows].astype(np.int64)
        fresh = self._seen[self.rows, 0] != event
        started = np.full(self.rows.size, model.day - 1)
        if is_new:
            took = model.network.mean_days[table.corridor[self.rows]]
            started = np.minimum(started, self.due - np.maximum(np.rint(took), 1).astype("i8"))
        self._seen[self.rows[fresh], 0] = event[fresh]
        self._seen[self.rows[fresh], 1] = started[fresh]
        self.started = self._seen[self.rows, 1]

    def progress(self, day: int) -> NDArray[np.float64]:
        """How far each is at the end of a day: 0 where it sets out, 1 where it arrives."""
        done: NDArray[np.float64] = (day - self.started) / (self.due - self.started)
        return np.clip(done, 0.0, 1.0)
