"""A calendar of rows by the day on which something happens to them."""

from __future__ import annotations

import numpy as np
from numba import njit

from sim.columns import Index

_NOBODY = -1


@njit(cache=True, nogil=True)
def _put(rows: Index, days: Index, start: int, first: Index, following: Index) -> None:
    for place in range(rows.size):
        row = rows[place]
        day = min(days[place if days.size > 1 else 0] - start, first.size - 1)
        following[row] = first[day]
        first[day] = row


@njit(cache=True, nogil=True)
def _take(day: int, first: Index, following: Index) -> Index:
    number, row = 0, first[day]
    while row != _NOBODY:
        number += 1
        row = following[row]
    rows = np.empty(number, dtype=np.int64)
    row = first[day]
    for place in range(number):
        rows[place] = row
        row = following[row]
    first[day] = _NOBODY
    return rows


class Calendar:
    """Touches only those to whom something happens today: a chain of rows for each day.

    A row stands in at most one chain at a time. What is due after the last day is dropped.

    Args:
        first_day: Ordinal of the first day.
        days: Number of days.
    """

    def __init__(self, first_day: int, days: int) -> None:
        self._start = first_day
        self._first = np.full(days + 1, _NOBODY, dtype=np.int64)
        self._following = np.empty(0, dtype=np.int64)

    def put(self, rows: Index, days: Index | int) -> None:
        """Note that each of ``rows`` is due on the matching one of ``days``, or all on one day."""
        if not rows.size:
            return
        most = int(rows.max()) + 1
        if most > self._following.size:
            grown = np.empty(2 * most, dtype=np.int64)
            grown[: self._following.size] = self._following
            self._following = grown
        due = days if isinstance(days, np.ndarray) else np.array([days])
        _put(rows, due, self._start, self._first, self._following)

    def take(self, day: int) -> Index:
        """Return and forget the rows due on ``day``, those put in last first."""
        return _take(day - self._start, self._first, self._following)
