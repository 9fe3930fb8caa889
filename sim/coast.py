"""The queue on the coast: people who are ready, longest wait first.

``gangs.waiting`` counts them gang by gang at every moment; the queue may still hold some who have
left since boats were last filled.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from sim.columns import Index
from sim.travellers import State


@njit(cache=True, nogil=True)
def join(rows: Index, people: NDArray[Any], from_state: int, queue: Index, waiting: Index) -> Index:
    """The queue with those of ``rows`` behind it who were in ``from_state``; they wait now."""
    longer, number = np.empty(queue.size + rows.size, dtype=np.int64), queue.size
    longer[:number] = queue
    for row in rows:
        person = people[row]
        if person.state == from_state:
            person.state = State.WAITING
            waiting[person.gang] += 1
            longer[number] = row
            number += 1
    return longer[:number]


@njit(cache=True, nogil=True)
def board(queue: Index, people: NDArray[Any], seats: Index) -> Index:
    """Those who have waited longest for each gang, as many as it has seats, gang after gang."""
    place = np.cumsum(seats) - seats
    end, free = place + seats, seats.sum()
    boarding = np.empty(free, dtype=np.int64)
    for row in queue:
        if free == 0:
            break
        person = people[row]
        if person.state == State.WAITING and place[person.gang] < end[person.gang]:
            boarding[place[person.gang]] = row
            place[person.gang] += 1
            free -= 1
    return boarding


@njit(cache=True, nogil=True)
def still_waiting(queue: Index, people: NDArray[Any]) -> Index:
    """The queue without those who wait no longer."""
    kept, number = np.empty_like(queue), 0
    for row in queue:
        if people[row].state == State.WAITING:
            kept[number] = row
            number += 1
    return kept[:number].copy()
