"""The daily table of a run: one row a day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, SupportsFloat

import numpy as np
from numpy.typing import NDArray


class Recorder:
    """The daily table of one run.

    Columns that every world has stand in a record, which kernels take by name; those that follow
    from the world's tables stand beside it, where kernels take them by number. So another world
    needs no other compiled code.

    Attributes:
        table: The columns that every world has: one record a day.
        cells: The columns by place, shape (days, columns by place).

    Args:
        days: Number of days, warm-up included.
        columns: All columns, in the order of tables.
        named: Type of the record of those that every world has; all others are by place, in the
            order of ``columns``.
    """

    def __init__(self, days: int, columns: Sequence[str], named: np.dtype[np.void]) -> None:
        self.table = np.zeros(days, dtype=named)
        self._columns, self._placed = columns, placed(columns, named)
        self.cells: NDArray[np.float64] = np.zeros((days, len(self._placed)))
        self._number = 0

    def turn_to(self, number: int) -> None:
        """Turn to day ``number`` of the run, from 0."""
        self._number = number

    def add(self, column: str, amount: SupportsFloat) -> None:
        """Add to today's entry of a column that every world has."""
        self.table[column][self._number] += float(amount)

    def today(self, column: str) -> float:
        """Today's entry of ``column``."""
        return float(self._column(column)[self._number])

    def daily(self, first: int = 0) -> dict[str, NDArray[np.float64]]:
        """All columns from day number ``first`` on."""
        return {name: self._column(name)[first:] for name in self._columns}

    def _column(self, name: str) -> NDArray[np.float64]:
        if name in self._placed:
            return self.cells[:, self._placed[name]]
        column: NDArray[np.float64] = self.table[name]
        return column

    def __deepcopy__(self, memo: dict[int, Any]) -> Recorder:
        twin = Recorder(self.table.size, self._columns, self.table.dtype)
        twin.table[:], twin.cells[:] = self.table, self.cells
        return twin


def placed(columns: Sequence[str], named: np.dtype[np.void]) -> dict[str, int]:
    """Number of each column by place."""
    by_place = [name for name in columns if name not in (named.names or ())]
    return {name: number for number, name in enumerate(by_place)}
