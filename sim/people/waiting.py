"""Waiting: those on the coast rest, lose patience or turn to another gang.

Who is left makes up the queue from which the boats of the day are filled.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.core.calendar import Due, put, take
from sim.core.columns import Index
from sim.core.distributions import geometric_day, log_stay
from sim.core.kernels import kernel
from sim.core.randomness import Decision, draw_at
from sim.people.coast_queue import join
from sim.people.gang_choice import choose
from sim.people.travellers import State
from sim.value_types import Numbers

Floats = NDArray[np.float64]
Rows = NDArray[Any]

INFLOW_MEMORY_DAYS = 30
"""Days over which a gang smooths the number of people who reach the coast: assumed."""


@kernel
def run(
    now: Any, v: Numbers, row: Any, reached: Index, people: Rows, queue: Index, gangs: Rows,
    shares: Floats, resting: Due, patience: Due, restless: Due, key: NDArray[np.uint64],
) -> None:  # fmt: skip
    """Let newcomers and the rested join the queue, the impatient leave, and some change gang."""
    today = now.day - now.first_day
    join(now, queue, reached, people, State.MOVING.value, gangs)
    rested = np.sort(take(resting, today))
    now.at_rest -= join(now, queue, rested, people, State.RESTING.value, gangs)
    _leave(now, row, take(patience, today), people, gangs)
    _change_gang(now, v, row, people, gangs, shares, restless, key)
    arrived = np.zeros(gangs.size, dtype=np.int64)
    for person in reached:
        arrived[people[person].gang] += 1
    for index in range(gangs.size):
        gang = gangs[index]
        gang.inflow += (arrived[index] - gang.inflow) / INFLOW_MEMORY_DAYS


@kernel
def _leave(now: Any, row: Any, rows: Index, people: Rows, gangs: Rows) -> None:
    """Those of the impatient who are still on the coast give up."""
    for number in rows:
        person = people[number]
        if person.state == State.WAITING:
            gangs[person.gang].waiting -= 1
        elif person.state == State.RESTING:
            now.at_rest -= 1
        else:
            continue
        person.state, person.ended = State.GAVE_UP, now.day
        row.people_gave_up += 1.0


@kernel
def _change_gang(
    now: Any, v: Numbers, row: Any, people: Rows, gangs: Rows, shares: Floats, restless: Due,
    key: NDArray[np.uint64],
) -> None:  # fmt: skip
    """Let some of those who wait too long for their gang turn to another."""
    rows = take(restless, now.day - now.first_day)
    identity = np.empty(rows.size, np.uint64)
    for index in range(rows.size):
        identity[index] = people[rows[index]].identity
    drawn = draw_at(identity, now.day, Decision.RESTLESS.value, key)
    change, today = log_stay(v.change_gang_hazard), now.day - now.first_day
    for index in range(rows.size):
        person = people[rows[index]]
        if person.state > State.RESTING:
            continue
        chosen = choose(now, shares, drawn[0, index])
        if person.state == State.WAITING:
            gangs[person.gang].waiting -= 1
            gangs[chosen].waiting += 1
        row.gang_changes += chosen != person.gang
        person.gang = chosen
        put(restless, rows[index], today + geometric_day(drawn[1, index], change))
