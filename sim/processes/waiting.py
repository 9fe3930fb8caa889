"""Waiting: those on the coast rest, lose patience or turn to another gang.

Who is left makes up the queue from which the boats of the day are filled.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from sim.choice import choose_gang
from sim.columns import Index
from sim.distributions import geometric_days
from sim.randomness import Decision
from sim.state import ModelState
from sim.travellers import State

INFLOW_MEMORY_DAYS = 30
"""Days over which a gang smooths the number of people who reach the coast: assumed."""


def run(model: ModelState) -> None:
    """Let newcomers and the rested join the queue, the impatient leave, and some change gang."""
    people, gangs, today = model.travellers.rows, model.gangs, model.today
    model.coast.join(today.reached_coast, people, State.MOVING, gangs.waiting)
    rested = np.sort(model.resting.take(model.day))
    model.at_rest -= model.coast.join(rested, people, State.RESTING, gangs.waiting)
    from_queue, from_rest = _leave(model.patience.take(model.day), people, model.day, gangs.waiting)
    model.at_rest -= from_rest
    model.record.add("left", from_queue + from_rest)
    _change_gang(model)
    reached = np.bincount(model.travellers.gang[today.reached_coast], minlength=gangs.count)
    gangs.inflow += (reached - gangs.inflow) / INFLOW_MEMORY_DAYS


@njit(cache=True, nogil=True)
def _leave(rows: Index, people: NDArray[Any], day: int, waiting: Index) -> tuple[int, int]:
    """Those who are still on the coast give up; how many left the queue, and how many rest."""
    from_queue = from_rest = 0
    for row in rows:
        person = people[row]
        if person.state == State.WAITING:
            waiting[person.gang] -= 1
            from_queue += 1
        elif person.state == State.RESTING:
            from_rest += 1
        else:
            continue
        person.state = State.LEFT
        person.ended = day
    return from_queue, from_rest


def _change_gang(model: ModelState) -> None:
    """Let some of those who wait too long for their gang turn to another."""
    people, gangs = model.travellers, model.gangs
    rows = model.restless.take(model.day)
    rows = rows[people.state[rows] <= State.RESTING]
    choice, again, _, _ = model.draws.uniforms(Decision.RESTLESS, people.identity[rows], model.day)
    former, chosen = people.gang[rows], choose_gang(model, choice)
    waits = people.state[rows] == State.WAITING
    gangs.waiting += np.bincount(chosen[waits], minlength=gangs.count)
    gangs.waiting -= np.bincount(former[waits], minlength=gangs.count)
    people.gang[rows] = chosen
    model.record.add("gang_changes", (chosen != former).sum())
    model.restless.put(rows, model.day + geometric_days(again, model.values.change_gang_hazard))
