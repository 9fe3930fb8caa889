"""Weather: a day is suitable for crossing or it is not, and suitable days come in spells.

On a past day the chances are those of the record, given all that is known of that day and of the
others, so that the days drawn are one path of the past. On other days they are those of the
climate. How rough the sea is within each state follows from one day to the next.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import Index
from sim.core.exact_math import c_power
from sim.core.kernels import kernel
from sim.core.normal import ndtr, ndtri
from sim.core.randomness import Decision, draw_one
from sim.state import ModelState
from sim.value_types import Numbers

Floats = NDArray[np.float64]

ROUGHEST = 15
"""Days after the first of January on which the season's sea is roughest: assumed."""
POOR_SEA = 2.0
"""Sea of a poor day beyond that of a suitable one: assumed."""


@kernel
def run(
    now: Any, v: Numbers, row: Any, chances: Floats, day_of_year: Index, key: NDArray[np.uint64]
) -> None:
    """Draw today's state and sea: 0 calm to 1 rough on a suitable day, 2 to 3 on a poor one.

    Suitable days are rougher in winter than in summer, by ``sea_season``.

    Args:
        now: The day's numbers.
        v: Named values.
        row: The day's row.
        chances: See :func:`chances`.
        day_of_year: Days since the first of January, by day of the run.
        key: Seed and replicate.
    """
    state, sea, _, _ = draw_one(0, now.day, Decision.WEATHER.value, key)
    now.suitable = state < chances[now.day - now.first_day, now.suitable + 1]
    kept = v.sea_persistence
    now.swell = kept * now.swell + np.sqrt(1.0 - c_power(kept, 2.0)) * ndtri(sea)
    turn = 2.0 * math.pi * (day_of_year[now.day - now.first_day] - ROUGHEST) / 365.25
    swell = now.swell + v.sea_season * math.cos(turn)
    now.sea = ndtr(swell) + POOR_SEA * (not now.suitable)
    row.suitable_days += now.suitable


def chances(model: ModelState) -> Floats:
    """Chance that each day is suitable if nothing is known of the day before, if it was poor, good.

    Returns:
        Shape (days, 3).
    """
    days = np.arange(model.run_scenario.first_day, model.run_scenario.stop)
    after_poor, after_suitable = model.world.climate.turn(days).T
    share = after_poor / (after_poor + 1.0 - after_suitable)
    table = np.column_stack([share, after_poor, after_suitable])
    if model.values.weather == "replay":
        record = model.world.weather
        row = days - record.first
        known = (row >= 0) & (row < len(record.chances))
        table[known] = record.chances[row[known]]
    return table
