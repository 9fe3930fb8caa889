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
    """People in the order in which they became ready.

    Attributes:
        space: Their rows, and space for more.

    Args:
        now: Record of the model's numbers, which counts those in the queue.
    """

    def __init__(self, now: NDArray[Any]) -> None:
        self.space = np.empty(1_024, dtype=np.int64)
        self._now = now

    @property
    def rows(self) -> Index:
        """All who stand in the queue."""
        return self.space[: self._now["queue"][0]]

    def reserve(self, number: int) -> None:
        """Have space for so many more."""
        needed = len(self.rows) + number
        if needed > self.space.size:
            self.space = np.append(self.rows, np.empty(2 * needed - len(self.rows), dtype=np.int64))

    def bytes(self) -> int:
        """Memory of the queue."""
        return self.space.nbytes

    def twin(self, now: NDArray[Any]) -> Queue:
        """The same queue, counted in another record."""
        other = Queue(now)
        other.space = self.space.copy()
        return other


@kernel
def join(
    now: Any, queue: Index, rows: Index, people: NDArray[Any], from_state: int, gangs: NDArray[Any]
) -> int:
    """Let those of ``rows`` who are in a state wait, behind all others; return how many."""
    before = now.queue
    for row in rows:
        person = people[row]
        if person.state == from_state:
            person.state = State.WAITING
            gangs[person.gang].waiting += 1
            queue[now.queue] = row
            now.queue += 1
    return now.queue - before


@kernel
def board(now: Any, queue: Index, people: NDArray[Any], seats: Index) -> Index:
    """Those who have waited longest for each gang, as many as it has seats, gang by gang."""
    index = np.cumsum(seats) - seats
    end, free = index + seats, seats.sum()
    boarding = np.empty(free, dtype=np.int64)
    for number in range(now.queue):
        if free == 0:
            break
        person = people[queue[number]]
        gang = person.gang
        if person.state == State.WAITING and index[gang] < end[gang]:
            boarding[index[gang]] = queue[number]
            index[gang] += 1
            free -= 1
    return boarding


@kernel
def forget_gone(now: Any, queue: Index, people: NDArray[Any]) -> None:
    """Keep those who still wait."""
    kept = 0
    for number in range(now.queue):
        row = queue[number]
        if people[row].state == State.WAITING:
            queue[kept] = row
            kept += 1
    now.queue = kept
