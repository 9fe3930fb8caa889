"""A calendar of rows by the day on which something happens to them."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import NO_ROWS, Index
from sim.core.kernels import kernel

_NONE = -1
_BLOCK = 32
"""Rows that lie together in memory, since they are due together."""
_DAY = np.dtype([("number", "i8"), ("last", "i8")])
_ROWS = np.dtype([("rows", "i4", (_BLOCK,)), ("before", "i8")])


class Due(NamedTuple):
    """A calendar as kernels take it.

    Attributes:
        days: For each day how many rows are due and their last block; the last entry counts free
            blocks and names the first of them.
        blocks: Rows, and which block came before.
    """

    days: NDArray[Any]
    blocks: NDArray[Any]


@kernel
def put(due: Due, row: int, day: int) -> None:
    """Note that a row is due on a day, counted from the first; there must be a free block."""
    entry = due.days[min(day, due.days.size - 2)]
    within = entry.number % _BLOCK
    if within == 0:
        free = due.days[due.days.size - 1]
        block = free.last
        free.last, free.number = due.blocks[block].before, free.number - 1
        due.blocks[block].before, entry.last = entry.last, block
    due.blocks[entry.last].rows[within] = row
    entry.number += 1


@kernel
def _put_all(due: Due, rows: Index, days: Index, start: int) -> None:
    for index in range(rows.size):
        put(due, rows[index], days[index if days.size > 1 else 0] - start)


@kernel
def take(due: Due, day: int) -> Index:
    """Return and forget the rows due on a day, those put in last first."""
    entry, free = due.days[day], due.days[due.days.size - 1]
    rows = np.empty(entry.number, dtype=np.int64)
    end = rows.size
    while end > 0:
        block, begin = entry.last, (end - 1) // _BLOCK * _BLOCK
        block_rows = due.blocks[block].rows
        for index in range(begin, end):
            rows[rows.size - 1 - index] = block_rows[index - begin]
        end, entry.last = begin, due.blocks[block].before
        due.blocks[block].before = free.last
        free.last, free.number = block, free.number + 1
    entry.number = 0
    return rows


@kernel
def has_room(due: Due, rows: int) -> bool:
    """Whether so many rows more can be put in, on whatever days."""
    free: bool = due.days[due.days.size - 1].number >= blocks_for(due, rows)
    return free


@kernel
def blocks_for(due: Due, rows: int) -> int:
    """Free blocks that are enough for so many rows, on whatever days."""
    return min(rows, rows // _BLOCK + due.days.size)


class Calendar:
    """Touches only those to whom something happens today: blocks of rows for each day.

    What is due after the last day is kept with what is due on the day after it.

    Args:
        first_day: Ordinal of the first day.
        days: Number of days.
    """

    def __init__(self, first_day: int, days: int) -> None:
        self._start = first_day
        self.due = Due(np.zeros(days + 2, dtype=_DAY), np.empty(0, dtype=_ROWS))
        self.due.days["last"] = _NONE

    def put(self, rows: Index, days: Index | int) -> None:
        """Note that each of ``rows`` is due on the matching one of ``days``, or all on one day."""
        if rows.size:
            self.reserve(rows.size)
            due = days if isinstance(days, np.ndarray) else np.array([days])
            _put_all(self.due, rows, due, self._start)

    def take(self, day: int) -> Index:
        """Return and forget the rows due on ``day``, those put in last first."""
        return take(self.due, day - self._start)

    def pending(self) -> tuple[Index, Index]:
        """All rows that are due, and the day on which each is; nothing is forgotten."""
        rows, days = [NO_ROWS], [NO_ROWS]
        for day in np.flatnonzero(self.due.days["number"][:-1]):
            end, block = int(self.due.days["number"][day]), int(self.due.days["last"][day])
            while end > 0:
                begin = (end - 1) // _BLOCK * _BLOCK
                block_rows = self.due.blocks[block]
                rows.append(block_rows["rows"][: end - begin].astype(np.int64))
                days.append(np.full(end - begin, day + self._start))
                end, block = begin, int(block_rows["before"])
        return np.concatenate(rows), np.concatenate(days)

    def bytes(self) -> int:
        """Memory of all blocks."""
        return self.due.blocks.nbytes

    def reserve(self, rows: int) -> None:
        """Have room for so many rows more: the table doubles when it is full."""
        days, blocks = self.due
        needed = blocks_for(self.due, rows)
        free, first = int(days["number"][-1]), int(days["last"][-1])
        if free >= needed:
            return
        old = blocks.size
        size = max(2 * old, old + needed)
        grown = np.empty(size, dtype=_ROWS)
        grown[:old] = blocks
        grown["before"][old:] = np.arange(old + 1, size + 1)
        grown["before"][-1] = first
        days[-1] = (free + size - old, old)
        self.due = Due(days, grown)
