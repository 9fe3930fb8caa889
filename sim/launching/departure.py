"""Departure: who boards, and what becomes of them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.core.calendar import Due, put
from sim.core.columns import Index
from sim.core.day_context import Crossed, Launches
from sim.core.kernels import kernel
from sim.core.later import Later
from sim.core.randomness import Decision, draw
from sim.enforcement.units import Looking
from sim.gangs.gangs import Tallies
from sim.launching.crossing import cross
from sim.launching.launch_accounts import book
from sim.people.coast_queue import board, forget_gone
from sim.people.gang_choice import choose
from sim.people.travellers import State
from sim.state import Columns, Shore, Vectors
from sim.value_types import Numbers

Floats = NDArray[np.float64]
Rows = NDArray[Any]
Key = NDArray[np.uint64]


@kernel
def run(
    now: Any, v: Numbers, row: Any, cell: Floats, columns: Columns, vectors: Vectors, shore: Shore,
    wanted: Launches, people: Rows, queue: Index, boats: Rows, gangs: Rows, tallies: Tallies,
    shares: Floats, looking: Looking, resting: Due, payments: Later, leads: Floats, log: Rows,
    key: Key,
) -> None:  # fmt: skip
    """Fill the boats of the day, let them cross, and settle what became of everyone aboard."""
    if wanted.boats.size:
        launches, aboard = _board(now, wanted, people, queue, gangs)
        crossed = cross(now, v, vectors, shore, launches, boats, looking.beach, key)
        _settle(
            now, v, row, cell, columns.side, launches, aboard, crossed, people, gangs, shares,
            resting, key,
        )  # fmt: skip
        forget_gone(now, queue, people)
        book(
            now, v, row, cell, columns, shore, launches, crossed, boats, gangs, tallies, looking,
            payments, leads, log,
        )  # fmt: skip
    for gang in gangs:
        row.person_days_waiting += gang.waiting


@kernel
def _board(
    now: Any, wanted: Launches, people: Rows, queue: Index, gangs: Rows
) -> tuple[Launches, Index]:
    """Board those who have waited longest; boats for whom nobody is left stay on the beach.

    Returns:
        The boats that launch, and those aboard, boat after boat.
    """
    boats, gang, load = wanted.boats.copy(), wanted.gang.copy(), wanted.load.copy()
    zone, method = wanted.zone.copy(), wanted.method.copy()
    seats, filled = np.zeros(gangs.size, dtype=np.int64), 0
    for index in range(boats.size):
        owner = gangs[gang[index]]
        aboard = min(load[index], owner.waiting)
        if aboard <= 0:
            continue
        owner.waiting -= aboard
        owner.boats -= 1
        owner.engines -= 1
        seats[gang[index]] += aboard
        boats[filled], gang[filled], load[filled] = boats[index], gang[index], aboard
        zone[filled], method[filled] = zone[index], method[index]
        filled += 1
    launches = Launches(
        boats[:filled], gang[:filled], zone[:filled], method[:filled], load[:filled]
    )
    return launches, board(now, queue, people, seats)


@kernel
def _settle(
    now: Any, v: Numbers, row: Any, cell: Floats, sides: Index, launches: Launches, aboard: Index,
    crossed: Crossed, people: Rows, gangs: Rows, shares: Floats, resting: Due, key: Key,
) -> None:  # fmt: skip
    """See to everyone aboard: those who failed rest, leave or change gang.

    Those whom police find are counted first. The others go back to wait if the boat is stopped, and
    cross without them if it is afloat. Of those who land some are sent back, and some of these come
    again.
    """
    identity, event = np.empty(aboard.size, np.uint64), np.empty(aboard.size, np.uint64)
    for index in range(aboard.size):
        identity[index] = people[aboard[index]].identity
        event[index] = people[aboard[index]].event + 1
    drawn = draw(identity, event, Decision.AFTER_FAILURE.value, key)
    rested, index = now.day - now.first_day + int(v.rest_after_failure), -1
    back_again = now.day - now.first_day + int(v.days_until_sent_back)
    for boat in range(launches.load.size):
        zone, method, prevented = (
            launches.zone[boat],
            launches.method[boat],
            crossed.prevented[boat],
        )
        for seat in range(launches.load[boat]):
            index += 1
            person = people[aboard[index]]
            person.zone, person.method = zone, method
            person.event += 1
            if prevented and seat >= crossed.found[boat]:
                person.state = State.WAITING
                gangs[person.gang].waiting += 1
                continue
            crossed.attempts[boat] += 1
            crossed.first_tries[boat] += person.attempts == 0
            person.attempts += 1
            crosses = seat >= crossed.found[boat]
            if crosses and seat - crossed.found[boat] < crossed.deaths[boat]:
                person.state, person.ended = State.DIED, now.day
            elif crosses and crossed.landed[boat]:
                person.state, person.ended = State.ARRIVED, now.day
                crossed.arrivals[boat] += 1
                cell[sides[person.side]] += 1.0
                if drawn[3, index] < v.sent_back:
                    row.sent_back += 1.0
                    if drawn[0, index] < v.come_again:
                        _come_again(now, row, person, aboard[index], resting, back_again)
            elif drawn[0, index] < v.leave_after_failure:
                person.state, person.ended = State.GAVE_UP, now.day
                row.people_gave_up += 1.0
            else:
                person.state = State.RESTING
                now.at_rest += 1
                if drawn[1, index] < v.change_gang_after_failure:
                    chosen = choose(now, shares, drawn[2, index])
                    row.gang_changes += chosen != person.gang
                    person.gang = chosen
                put(resting, aboard[index], rested)
        row.people_tried += crossed.first_tries[boat]


@kernel
def _come_again(now: Any, row: Any, person: Any, at: int, resting: Due, back_again: int) -> None:
    """Let a person who was sent back enter anew and be on the coast after so many days."""
    person.state, person.ended = State.RESTING, 0
    now.at_rest += 1
    row.came_again += 1.0
    row.entered += 1.0
    put(resting, at, back_again)
