"""Amounts by gang that come on a later day: fares that brokers hold, leads on their way."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import Index
from sim.core.kernels import kernel

Floats = NDArray[np.float64]


class Later(NamedTuple):
    """What was promised on each day of a run, at most once a day.

    Attributes:
        due: Ordinal of the day on which it comes; 0 where nothing was promised.
        size: Gangs that there were.
        amounts: How much comes for each gang, shape (days, gangs).
    """

    due: Index
    size: Index
    amounts: Floats

    def __deepcopy__(self, memo: dict[int, Any]) -> Later:
        return Later(self.due.copy(), self.size.copy(), self.amounts.copy())

    def wide(self, gangs: int) -> Later:
        """The same with room for more gangs."""
        grown = np.zeros((self.due.size, gangs))
        grown[:, : self.amounts.shape[1]] = self.amounts
        return Later(self.due, self.size, grown)


def nothing(days: int, gangs: int) -> Later:
    """Nothing promised, for so many days and gangs."""
    return Later(
        np.zeros(days, dtype=np.int64), np.zeros(days, dtype=np.int64), np.zeros((days, gangs))
    )


@kernel
def promise(later: Later, today: int, due: int, amounts: Floats) -> None:
    """Let amounts by gang come on the day ``due``; ``today`` counts from the first day."""
    later.due[today], later.size[today] = due, amounts.size
    later.amounts[today, : amounts.size] = amounts
