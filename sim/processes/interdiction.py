"""Interdiction: who and what is stopped on the corridors.

Two chances in turn: detection, which rises with the officers who look there, and interception of
what was detected. People who are stopped are put back to the hub they left and give up or try again
later, as do those for whom no corridor is open; consignments are lost.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from sim.calendar import Calendar
from sim.columns import Index
from sim.distributions import triangular
from sim.equipment import BoatState
from sim.events import Event
from sim.handover import Legs
from sim.losses import lose_boats
from sim.moved import Moved
from sim.network import PASSAGES
from sim.randomness import Decision
from sim.state import ModelState
from sim.travellers import State, Travellers

Floats = NDArray[np.float64]

_PASSAGES = [f"passages_{name}" for name in PASSAGES]
WAIT_WITHOUT_WAY = 7
"""Days until a consignment for which no corridor is open is tried again: assumed."""


def detection(officers: Floats, rate: float) -> Floats:
    """Chance of being seen where ``officers`` look."""
    chance: Floats = 1.0 - np.exp(-rate * officers)
    return chance


def run(model: ModelState) -> None:
    """Stop some of those who set out today and send the rest on their way."""
    values, units = model.values, model.units
    if model.redeploy:
        units.deploy(values.officers, values.liaison_leverage, values.targeting)
        model.redeploy = False
    _people(model, detection(units.people, values.people_detection))
    _freight(model, detection(units.equipment, values.equipment_detection))


def _people(model: ModelState, seen_chance: Floats) -> None:
    values, people, legs = model.values, model.travellers, model.today.people
    stopped = (legs.seen < seen_chance[legs.corridor]) & (legs.stopped < values.people_interception)
    gangs, gang = model.gangs, people.gang[legs.rows]
    finds = model.units.found_people
    _tally(gang, legs.corridor, stopped, gangs.moved, gangs.stopped, finds)
    model.today.find(
        people.gang[legs.rows[stopped]], legs.corridor[stopped], values.leads_per_person
    )
    cost = values.stop_cost * np.bincount(gang[stopped], minlength=gangs.count)
    gangs.capital -= cost
    model.record.add("money_ways", cost.sum())
    model.record.add("interceptions", stopped.sum())
    passage = model.network.passage[legs.corridor[~stopped]]
    for place, number in enumerate(np.bincount(passage + 1, minlength=len(PASSAGES) + 1)[1:]):
        model.record.add(_PASSAGES[place], number)
    held = np.concatenate([legs.rows[stopped], legs.without_way])
    gives_up = (
        model.draws.uniforms(Decision.AFTER_FAILURE, people.identity[held], people.event[held])[0]
        < values.leave_after_interception
    )
    leavers, held = held[gives_up], held[~gives_up]
    people.state[leavers] = State.LEFT
    people.ended[leavers] = model.day
    model.count_at_hubs(leavers, -1)
    model.record.add("left", leavers.size)
    again = model.day + int(values.wait_after_interception)
    model.journeys.put(held, again)
    _send(model, legs, ~stopped, people, model.journeys)


def _freight(model: ModelState, seen_chance: Floats) -> None:
    legs, consignments, gangs = model.today.freight, model.consignments, model.gangs
    seen = legs.seen < seen_chance[legs.corridor]
    seized = seen & (legs.stopped < model.values.equipment_interception)
    owner = consignments.gang[legs.rows]
    finds = model.units.found_equipment
    _tally(owner, legs.corridor, seized, gangs.carried, gangs.seized, finds)
    model.today.find(
        consignments.gang[legs.rows[seized]], legs.corridor[seized], model.values.leads_per_seizure
    )
    lose_boats(model, legs.rows[seized], BoatState.SEIZED_UPSTREAM)
    if model.log is not None and legs.rows.size:
        for event, rows, corridor in (
            (Event.SENT, legs.rows, legs.corridor),
            (Event.SEIZED, legs.rows[seized], legs.corridor[seized]),
        ):
            model.log.add(
                event, model.day, gangs.identity[consignments.gang[rows]],
                subject=consignments.identity[rows], corridor=corridor,
                amount=consignments.boats[rows],
            )  # fmt: skip
    model.freight.put(legs.without_way, model.day + WAIT_WITHOUT_WAY)
    _send(model, legs, ~seized, consignments, model.freight)


@njit(cache=True, nogil=True)
def _tally(
    gang: NDArray[np.int16],
    corridor: Index,
    stopped: NDArray[np.bool_],
    passed: Floats,
    lost: Floats,
    found: Floats,
) -> None:
    """Count passages and losses for the gangs, and finds for the units."""
    for row in range(gang.size):
        if stopped[row]:
            lost[gang[row], corridor[row]] += 1.0
            found[corridor[row]] += 1.0
        else:
            passed[gang[row], corridor[row]] += 1.0


def _send(
    model: ModelState,
    legs: Legs,
    passes: NDArray[np.bool_],
    table: Moved,
    calendar: Calendar,
) -> None:
    """Put those who pass on the corridor until their travel time is over."""
    rows, corridor = legs.rows[passes], legs.corridor[passes]
    days = triangular(legs.time[passes], model.network.days, corridor)
    if isinstance(table, Travellers):
        days *= model.hub_slowdown()[model.network.origin[corridor]]
    table.ways[rows] |= np.uint64(1) << corridor.astype(np.uint64)
    table.corridor[rows] = corridor
    calendar.put(rows, model.day + np.maximum(np.round(days), 1).astype(np.int64))
