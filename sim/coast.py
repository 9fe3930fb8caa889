"""The queue on the coast: people who are ready, longest wait first."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from sim.columns import Index
from sim.state import ModelState
from sim.travellers import State


def recount(model: ModelState, joining: Index) -> None:
    """Bring the queue on the coast, and each gang's part of it, up to those who wait."""
    people, gangs = model.travellers, model.gangs
    gangs.waiting[:] = 0
    model.coast = _still_waiting(
        model.coast, joining, people.state, people.gang, np.int8(State.WAITING), gangs.waiting
    )


@njit(cache=True, nogil=True)
def _still_waiting(
    queue: Index,
    joining: Index,
    state: NDArray[np.int8],
    gang: NDArray[np.int16],
    waits: np.int8,
    count: Index,
) -> Index:
    kept, number = np.empty(queue.size + joining.size, dtype=np.int64), 0
    for part in (queue, joining):
        for row in part:
            if state[row] == waits:
                kept[number] = row
                number += 1
                count[gang[row]] += 1
    return kept[:number].copy()
