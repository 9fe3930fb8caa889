"""Departure: who boards, and what becomes of them."""

from __future__ import annotations

import numpy as np

from sim.choice import choose_gang
from sim.coast import board, still_waiting
from sim.crossing import cross
from sim.handover import Launches
from sim.randomness import Decision
from sim.state import ModelState
from sim.travellers import State


def run(model: ModelState) -> None:
    """Fill the boats of the day, let them cross, and settle what became of everyone aboard."""
    if model.today.launches is not None:
        launches = _board(model, model.today.launches)
        cross(model, launches)
        _settle(model, launches)
    model.record.add("person_days_waiting", model.gangs.waiting.sum())


def _board(model: ModelState, launches: Launches) -> Launches:
    """Board those who have waited longest; boats for whom nobody is left stay on the beach."""
    gangs, people, gang = model.gangs, model.travellers, launches.gang
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
        people=board(model.coast, people.rows, seats),
        boat_of=np.repeat(np.arange(gang.size), aboard),
    )


def _settle(model: ModelState, launches: Launches) -> None:
    """Write what became of everyone aboard; those who failed rest, leave or change gang."""
    people, gangs, values, record = model.travellers, model.gangs, model.values, model.record
    rows, outcome = launches.people, launches.outcome
    tried = launches.counted
    record.add("people_tried", (tried & (people.attempts[rows] == 0)).sum())
    people.attempts[rows[tried]] += 1
    people.state[rows] = outcome
    people.zone[rows] = launches.zone[launches.boat_of]
    people.method[rows] = launches.method[launches.boat_of]
    people.ended[rows[(outcome == State.ARRIVED) | (outcome == State.DIED)]] = model.day
    people.event[rows] += 1
    for side, name in enumerate(model.world.sides):
        landed = (outcome == State.ARRIVED) & (people.side[rows] == side)
        record.add(f"arrivals_{name}", landed.sum())
    failed = rows[outcome == State.RESTING]
    leave, change, choice, _ = model.draws.uniforms(
        Decision.AFTER_FAILURE, people.identity[failed], people.event[failed]
    )
    gone = leave < values.leave_after_failure
    changes = ~gone & (change < values.change_gang_after_failure)
    chosen = choose_gang(model, choice[changes])
    record.add("gang_changes", (chosen != people.gang[failed[changes]]).sum())
    people.gang[failed[changes]] = chosen
    people.state[failed[gone]] = State.LEFT
    people.ended[failed[gone]] = model.day
    record.add("left", gone.sum())
    resting = failed[~gone]
    back = model.day + int(values.rest_after_failure)
    model.at_rest += resting.size
    model.resting.put(resting, back)
    waits = outcome == State.WAITING
    gangs.waiting += np.bincount(people.gang[rows[waits]], minlength=gangs.count)
    model.coast = still_waiting(model.coast, people.rows)
