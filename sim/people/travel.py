"""Travel: who is not stopped is on a corridor until the travel time is over."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.core.calendar import Calendar
from sim.core.columns import Index
from sim.core.day_context import Flags, Floats, Legs
from sim.core.kernels import kernel
from sim.core.network import PASSAGES
from sim.core.passages import Moved
from sim.state import ModelState


def set_out(
    model: ModelState,
    legs: Legs,
    stopped: Flags,
    table: Moved,
    calendar: Calendar,
    slowdown: Floats,
) -> Index:
    """Put those not stopped on their corridors, for a triangular time times ``slowdown``.

    Args:
        model: The running model.
        legs: Those who would set out.
        stopped: Which of them are stopped.
        table: What moves.
        calendar: When it next reaches something.
        slowdown: Factor on the travel time from each hub.

    Returns:
        How many passed a corridor that is counted: none, and each of :data:`PASSAGES`.
    """
    network = model.network
    passages = np.zeros(len(PASSAGES) + 1, dtype=np.int64)
    rows, due = _enter(
        legs.rows, legs.corridor, legs.time, stopped, table.rows, model.day, network.days,
        slowdown[network.origin], network.passage, passages,
    )  # fmt: skip
    calendar.put(rows, due)
    return passages


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
def _enter(
    rows: Index,
    corridor: Index,
    time: Floats,
    stopped: Flags,
    table: NDArray[Any],
    today: int,
    corners: Floats,
    slowdown: Floats,
    passage: Index,
    passages: Index,
) -> tuple[Index, Index]:
    """Rows of those not stopped, and the day on which they reach the end, after one at least."""
    sent, due, number = np.empty_like(rows), np.empty_like(rows), 0
    for place in range(rows.size):
        if stopped[place]:
            continue
        one, on = table[rows[place]], corridor[place]
        one.corridor = on
        one.ways |= np.uint64(1) << np.uint64(on)
        passages[passage[on] + 1] += 1
        days = triangular(time[place], corners[on, 0], corners[on, 1], corners[on, 2])
        sent[number] = rows[place]
        due[number] = today + max(np.rint(days * slowdown[on]), 1.0)
        number += 1
    return sent[:number], due[:number]
