"""A calendar of rows by the day on which something happens to them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import NOBODY, Index
from sim.core.kernels import kernel

_NONE = -1
_BLOCK = 32
"""Rows that lie together in memory, since they are due together."""


@kernel
def _put(
    rows: Index,
    days: Index,
    start: int,
    number: Index,
    last: Index,
    blocks: NDArray[np.int32],
    before: Index,
    free: Index,
) -> None:
    for place in range(rows.size):
        day = min(days[place if days.size > 1 else 0] - start, last.size - 1)
        within = number[day] % _BLOCK
        if within == 0:
            block = free[0]
            free[0], free[1] = before[block], free[1] - 1
            before[block], last[day] = last[day], block
        blocks[last[day], within] = rows[place]
        number[day] += 1


@kernel
def _take(
    day: int, number: Index, last: Index, blocks: NDArray[np.int32], before: Index, free: Index
) -> Index:
    rows = np.empty(number[day], dtype=np.int64)
    end = rows.size
    while end > 0:
        block, begin = last[day], (end - 1) // _BLOCK * _BLOCK
        for place in range(begin, end):
            rows[rows.size - 1 - place] = blocks[block, place - begin]
        end, last[day] = begin, before[block]
        before[block] = free[0]
        free[0], free[1] = block, free[1] + 1
    number[day] = 0
    return rows


class Calendar:
    """Touches only those to whom something happens today: blocks of rows for each day.

    What is due after the last day is kept with what is due on the day after it.

    Args:
        first_day: Ordinal of the first day.
        days: Number of days.
    """

    def __init__(self, first_day: int, days: int) -> None:
        self._start = first_day
        self._number = np.zeros(days + 1, dtype=np.int64)
        self._last = np.full(days + 1, _NONE, dtype=np.int64)
        self._blocks = np.empty((0, _BLOCK), dtype=np.int32)
        self._before = np.empty(0, dtype=np.int64)
        self._free = np.array([_NONE, 0])

    def put(self, rows: Index, days: Index | int) -> None:
        """Note that each of ``rows`` is due on the matching one of ``days``, or all on one day."""
        if not rows.size:
            return
        self._reserve(min(rows.size, rows.size // _BLOCK + self._last.size))
        due = days if isinstance(days, np.ndarray) else np.array([days])
        _put(
            rows, due, self._start, self._number, self._last, self._blocks, self._before,
            self._free,
        )  # fmt: skip

    def take(self, day: int) -> Index:
        """Return and forget the rows due on ``day``, those put in last first."""
        return _take(
            day - self._start, self._number, self._last, self._blocks, self._before, self._free
        )

    def pending(self) -> tuple[Index, Index]:
        """All rows that are due, and the day on which each is; nothing is forgotten."""
        rows, days = [NOBODY], [NOBODY]
        for day in np.flatnonzero(self._number):
            end, block = int(self._number[day]), self._last[day]
            while end > 0:
                begin = (end - 1) // _BLOCK * _BLOCK
                rows.append(self._blocks[block, : end - begin].astype(np.int64))
                days.append(np.full(end - begin, day + self._start))
                end, block = begin, self._before[block]
        return np.concatenate(rows), np.concatenate(days)

    def bytes(self) -> int:
        """Memory of all blocks."""
        return self._blocks.nbytes + self._before.nbytes

    def _reserve(self, blocks: int) -> None:
        """Have so many free blocks: the table doubles when it is full."""
        if self._free[1] >= blocks:
            return
        old = self._before.size
        size = max(2 * old, old + blocks)
        grown = np.empty((size, _BLOCK), dtype=np.int32)
        grown[:old] = self._blocks
        before = np.append(self._before, np.arange(old + 1, size + 1))
        before[-1] = self._free[0]
        self._blocks, self._before = grown, before
        self._free[:] = old, self._free[1] + size - old
