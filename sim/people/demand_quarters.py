"""Calendar quarters of demand that nothing in the model explains, and how its level is learned."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Level = TypeVar("Level", float, NDArray[np.float64])


def quarter(day: int) -> int:
    """Number of the calendar quarter of ``day``; the next one is one more."""
    today = date.fromordinal(day)
    return today.year * 4 + (today.month - 1) // 3


def next_quarter(day: int) -> int:
    """The first day of the quarter after that of ``day``."""
    year, number = divmod(quarter(day) + 1, 4)
    return date(year, 3 * number + 1, 1).toordinal()


def learned[Level: (float, NDArray[np.float64])](base: Level, level: Level, share: float) -> Level:
    """The level that demand returns to, after one more quarter at ``level``."""
    return base + share * (level - base)
