"""The queue on the coast: people who are ready, longest wait first.

``gangs.waiting`` counts them gang by gang at every moment; the queue may still hold some who have
left since boats were last filled.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import Index
from sim.core.kernels import kernel
from sim.people.travellers import State


class Queue:
    """People in the order in which they became ready."""

    def __init__(self) -> None:
        self._rows = np.empty(1_024, dtype=np.int64)
        self._size = 0

    @property
    def rows(self) -> Index:
        """All who stand in the queue."""
        return self._rows[: self._size]

    def join(self, rows: Index, people: NDArray[Any], from_state: State, waiting: Index) -> int:
        """Let those of ``rows`` who are in ``from_state`` wait, behind all others; return how many.

        Args:
            rows: People who may join, in their order.
            people: All people.
            from_state: State of those who do.
            waiting: How many wait for each gang.
        """
        if self._size + rows.size > self._rows.size:
            self._rows = np.append(self.rows, np.empty(self._rows.size + rows.size, dtype=np.int64))
        joined = _join(rows, people, int(from_state), self._rows[self._size :], waiting)
        self._size += joined
        return joined

    def bytes(self) -> int:
        """Memory of the queue."""
        return self._rows.nbytes

    def board(self, people: NDArray[Any], seats: Index) -> Index:
        """Those who have waited longest for each gang, as many as it has seats, gang by gang."""
        return _board(self.rows, people, seats)

    def forget_gone(self, people: NDArray[Any]) -> None:
        """Keep those who still wait."""
        self._size = _keep(self.rows, people)


@kernel
def _join(rows: Index, people: NDArray[Any], from_state: int, end: Index, waiting: Index) -> int:
    number = 0
    for row in rows:
        person = people[row]
        if person.state == from_state:
            person.state = State.WAITING
            waiting[person.gang] += 1
            end[number] = row
            number += 1
    return number


@kernel
def _board(queue: Index, people: NDArray[Any], seats: Index) -> Index:
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


@kernel
def _keep(queue: Index, people: NDArray[Any]) -> int:
    number = 0
    for row in queue:
        if people[row].state == State.WAITING:
            queue[number] = row
            number += 1
    return number
