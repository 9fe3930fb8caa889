"""Travel: who is not stopped is on a corridor until the travel time is over."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.core.calendar import Due, put
from sim.core.day_context import Flags, Floats, Legs
from sim.core.kernels import kernel
from sim.core.network import Ways


@kernel
def triangular(u: float, low: float, mode: float, high: float) -> float:
    """Triangular variate of a uniform one; ``low`` where the triangle has no width."""
    width = high - low
    if width <= 0.0:
        return low
    if u * width < mode - low:
        return low + math.sqrt(u * width * (mode - low))
    return high - math.sqrt((1.0 - u) * width * (high - mode))


@kernel
def set_out(
    now: Any, legs: Legs, stopped: Flags, table: NDArray[Any], calendar: Due, slowdown: Floats,
    ways: Ways, passages: Floats,
) -> None:  # fmt: skip
    """Put those not stopped on their corridors, for a triangular time times ``slowdown``.

    Args:
        now: The day's numbers.
        legs: Those who would set out.
        stopped: Which of them are stopped.
        table: What moves.
        calendar: When it next reaches something, after one day at least.
        slowdown: Factor on the travel time from each hub.
        ways: The network.
        passages: Added to: how many passed a corridor that is counted: none, and each of those.
    """
    today, corners = now.day - now.first_day, ways.days
    for place in range(legs.rows.size):
        if stopped[place]:
            continue
        one, on = table[legs.rows[place]], legs.corridor[place]
        one.corridor = on
        one.ways |= np.uint64(1) << np.uint64(on)
        passages[ways.passage[on] + 1] += 1.0
        days = triangular(legs.time[place], corners[on, 0], corners[on, 1], corners[on, 2])
        days = max(np.rint(days * slowdown[ways.origin[on]]), 1.0)
        put(calendar, legs.rows[place], today + int(days))
