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
from sim.losses import seize
from sim.moved import Moved
from sim.network import PASSAGES
from sim.randomness import Decision
from sim.state import ModelState
from sim.travellers import State

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
    values, people, legs, gangs = model.values, model.travellers, model.today.people, model.gangs
    stopped = (legs.seen < seen_chance[legs.corridor]) & (legs.stopped < values.people_interception)
    gang = people.gang[legs.rows]
    _tally(gang, legs.corridor, stopped, gangs.moved, gangs.stopped, model.units.found_people)
    rows, corridor = legs.rows[stopped], legs.corridor[stopped]
    model.today.find(gang[stopped], corridor, values.leads_per_person)
    cost = values.stop_cost * np.bincount(gang[stopped], minlength=gangs.count)
    gangs.capital -= cost
    model.record.add("money_ways", cost.sum())
    model.record.add("interceptions", rows.size)
    held = np.concatenate([rows, legs.without_way])
    gives_up = (
        model.draws.uniforms(Decision.AFTER_FAILURE, people.identity[held], people.event[held])[0]
        < values.leave_after_interception
    )
    leavers, held = held[gives_up], held[~gives_up]
    people.state[leavers] = State.LEFT
    people.ended[leavers] = model.day
    model.count_at_hubs(leavers, -1)
    model.record.add("left", leavers.size)
    model.journeys.put(held, model.day + int(values.wait_after_interception))
    passed = _send(model, legs, ~stopped, people, model.journeys, model.hub_slowdown())
    passages = np.bincount(model.network.passage[passed] + 1, minlength=len(PASSAGES) + 1)
    for place, number in enumerate(passages[1:]):
        model.record.add(_PASSAGES[place], number)


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
    seize(model, legs.rows[seized], BoatState.SEIZED_UPSTREAM)
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
    no_crowds = np.ones(len(model.network.hubs))
    _send(model, legs, ~seized, consignments, model.freight, no_crowds)


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
    slowdown: Floats,
) -> Index:
    """Put those who pass on the corridor until their travel time is over; return the corridors."""
    rows, corridor = legs.rows[passes], legs.corridor[passes]
    days = triangular(legs.time[passes], model.network.days, corridor)
    days *= slowdown[model.network.origin[corridor]]
    _enter(rows, corridor, table.corridor, table.ways)
    calendar.put(rows, model.day + np.maximum(np.round(days), 1).astype(np.int64))
    return corridor


@njit(cache=True, nogil=True)
def _enter(rows: Index, corridor: Index, on: NDArray[np.int16], ways: NDArray[np.uint64]) -> None:
    for place in range(rows.size):
        on[rows[place]] = corridor[place]
        ways[rows[place]] |= np.uint64(1) << np.uint64(corridor[place])
