"""Waiting: those on the coast rest, lose patience or turn to another gang.

Who is left makes up the queue from which the boats of the day are filled.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import Index
from sim.core.distributions import geometric_days
from sim.core.kernels import kernel
from sim.core.randomness import Decision
from sim.people.gang_choice import choose_gang
from sim.people.travellers import State
from sim.state import ModelState

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


@kernel
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
    people = model.travellers
    rows = model.restless.take(model.day)
    choice, again, _, _ = model.draws.uniforms(Decision.RESTLESS, people.identity[rows], model.day)
    days = geometric_days(again, model.values.change_gang_hazard)
    there, days, changes = _turn_to_another(
        rows, people.rows, choose_gang(model, choice), days, model.gangs.waiting
    )
    model.record.add("gang_changes", changes)
    model.restless.put(there, model.day + days)


@kernel
def _turn_to_another(
    rows: Index, people: NDArray[Any], chosen: Index, days: Index, waiting: Index
) -> tuple[Index, Index, int]:
    """Those still on the coast, the days until each turns again, and how many changed gang."""
    there, again = np.empty_like(rows), np.empty_like(rows)
    number = changes = 0
    for place in range(rows.size):
        person = people[rows[place]]
        if person.state > State.RESTING:
            continue
        if person.state == State.WAITING:
            waiting[person.gang] -= 1
            waiting[chosen[place]] += 1
        changes += chosen[place] != person.gang
        person.gang = chosen[place]
        there[number], again[number] = rows[place], days[place]
        number += 1
    return there[:number], again[:number], changes
