"""Departure: who boards, and what becomes of them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import Index
from sim.core.day_context import Crossed, Flags, Launches
from sim.core.kernels import kernel
from sim.core.randomness import Decision
from sim.launching.crossing import cross
from sim.launching.launch_accounts import book
from sim.people.gang_choice import choose_gang
from sim.people.travellers import State
from sim.state import ModelState


def run(model: ModelState) -> None:
    """Fill the boats of the day, let them cross, and settle what became of everyone aboard."""
    if model.today.launches is not None:
        launches = _board(model, model.today.launches)
        crossed = cross(model, launches)
        _settle(model, launches, crossed)
        book(model, launches, crossed)
    model.record.add("person_days_waiting", model.gangs.waiting.sum())


def _board(model: ModelState, launches: Launches) -> Launches:
    """Board those who have waited longest; boats for whom nobody is left stay on the beach."""
    gangs, gang = model.gangs, launches.gang
    before = np.cumsum(launches.load) - launches.load
    before -= before[np.searchsorted(gang, gang)]
    aboard = np.clip(gangs.waiting[gang] - before, 0, launches.load)
    filled = aboard > 0
    gang, aboard = gang[filled], aboard[filled]
    used = np.bincount(gang, minlength=gangs.count)
    gangs.boats -= used
    gangs.engines -= used
    seats = np.bincount(gang, weights=aboard, minlength=gangs.count).astype(np.int64)
    gangs.waiting -= seats
    return Launches(
        boats=launches.boats[filled],
        gang=gang,
        zone=launches.zone[filled],
        method=launches.method[filled],
        load=aboard,
        people=model.coast.board(model.travellers.rows, seats),
    )


def _settle(model: ModelState, launches: Launches, crossed: Crossed) -> None:
    """See to everyone aboard: those who failed rest, leave or change gang.

    When a launch is prevented, only those present are counted; the others go back to wait.
    """
    values, people, record = model.values, model.travellers, model.record
    rows, sides = launches.people, model.world.sides
    leave, change, choice, _ = model.draws.uniforms(
        Decision.AFTER_FAILURE, people.identity[rows], people.event[rows] + 1
    )
    changes = change < values.change_gang_after_failure
    next_gang = np.where(changes, choose_gang(model, choice), people.gang[rows])
    by_side = np.zeros(len(sides), dtype=np.int64)
    resting, left, changed = _see_to_people(
        rows, people.rows, model.day, launches.load, launches.zone, launches.method,
        crossed.landed, crossed.prevented, crossed.found, crossed.deaths,
        leave < values.leave_after_failure, next_gang,
        crossed.attempts, crossed.arrivals, crossed.first_tries, by_side, model.gangs.waiting,
    )  # fmt: skip
    record.add("people_tried", crossed.first_tries.sum())
    for side, landed in zip(sides, by_side, strict=True):
        record.add(f"arrivals_{side}", landed)
    record.add("gang_changes", changed)
    record.add("left", left)
    model.at_rest += resting.size
    model.resting.put(resting, model.day + int(values.rest_after_failure))
    model.coast.forget_gone(people.rows)


@kernel
def _see_to_people(
    aboard: Index,
    people: NDArray[Any],
    day: int,
    load: Index,
    zone: Index,
    method: Index,
    landed: Flags,
    prevented: Flags,
    found: Index,
    deaths: Index,
    gives_up: Flags,
    next_gang: Index,
    attempts: Index,
    arrivals: Index,
    first_tries: Index,
    by_side: Index,
    waiting: Index,
) -> tuple[Index, int, int]:
    """Write what became of each; tell those who rest, how many left, and how many changed gang."""
    resting, place = np.empty_like(aboard), -1
    rests = left = changed = 0
    for boat in range(load.size):
        for seat in range(load[boat]):
            place += 1
            person = people[aboard[place]]
            person.zone, person.method = zone[boat], method[boat]
            person.event += 1
            if prevented[boat] and seat >= found[boat]:
                person.state = State.WAITING
                waiting[person.gang] += 1
                continue
            attempts[boat] += 1
            first_tries[boat] += person.attempts == 0
            person.attempts += 1
            if seat < deaths[boat]:
                person.state, person.ended = State.DIED, day
            elif landed[boat]:
                person.state, person.ended = State.ARRIVED, day
                arrivals[boat] += 1
                by_side[person.side] += 1
            elif gives_up[place]:
                person.state, person.ended = State.LEFT, day
                left += 1
            else:
                person.state = State.RESTING
                changed += next_gang[place] != person.gang
                person.gang = next_gang[place]
                resting[rests] = aboard[place]
                rests += 1
    return resting[:rests], left, changed
