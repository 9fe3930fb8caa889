"""What the calendar says of the days of a run: the series of entries, and the day of the year."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import Index
from sim.world import World

Floats = NDArray[np.float64]


class Seasons(NamedTuple):
    """What the calendar says of the days of a run.

    Attributes:
        level: Relative level of entries of each side, shape (days, sides).
        day_of_year: Days since the first of January.
    """

    level: Floats
    day_of_year: Index


def seasons(world: World, first_day: int, days: int, lead: int) -> Seasons:
    """What the calendar says of so many days, the levels of entries ``lead`` days ahead.

    Months after the series take the level of the same calendar month in its last twelve months,
    months before it that of its first.
    """
    since_1970 = np.arange(first_day, first_day + days) - date(1970, 1, 1).toordinal()
    dates = since_1970.astype("M8[D]")
    ahead = (since_1970 + lead).astype("M8[D]").astype("M8[M]").astype(np.int64)
    last_year, last_month = world.months[-1]
    beyond = ahead - ((last_year - 1970) * 12 + last_month - 1)
    index = len(world.months) - 1 + np.where(beyond <= 0, beyond, (beyond - 1) % 12 - 11)
    levels = np.ascontiguousarray(world.entry_levels[np.maximum(index, index % 12)])
    return Seasons(levels, (dates - dates.astype("M8[Y]")).astype(np.int64))
