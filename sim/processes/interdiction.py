"""Interdiction: who and what is stopped on the corridors.

Two chances in turn: detection, which rises with the officers who look there, and interception of
what was detected. People who are stopped are put back to the hub they left and give up or try again
later, as do those for whom no corridor is open; consignments are lost.
"""

from __future__ import annotations

from typing import Any

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
    stopped = _stop(
        legs.rows, legs.corridor, legs.seen, legs.stopped, people.rows, seen_chance,
        values.people_interception, gangs.moved, gangs.stopped, model.units.found_people,
    )  # fmt: skip
    rows = legs.rows[stopped]
    gang = people.gang[rows]
    model.today.find(gang, legs.corridor[stopped], values.leads_per_person)
    cost = values.stop_cost * np.bincount(gang, minlength=gangs.count)
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
    passed = _send(model, legs, stopped, people, model.journeys, model.hub_slowdown())
    passages = np.bincount(model.network.passage[passed] + 1, minlength=len(PASSAGES) + 1)
    for place, number in enumerate(passages[1:]):
        model.record.add(_PASSAGES[place], number)


def _freight(model: ModelState, seen_chance: Floats) -> None:
    legs, consignments, gangs = model.today.freight, model.consignments, model.gangs
    seized = _stop(
        legs.rows, legs.corridor, legs.seen, legs.stopped, consignments.rows, seen_chance,
        model.values.equipment_interception, gangs.carried, gangs.seized,
        model.units.found_equipment,
    )  # fmt: skip
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
    _send(model, legs, seized, consignments, model.freight, no_crowds)


@njit(cache=True, nogil=True)
def _stop(
    rows: Index,
    corridor: Index,
    seen: Floats,
    intercepted: Floats,
    table: NDArray[Any],
    seen_chance: Floats,
    interception: float,
    passed: Floats,
    lost: Floats,
    found: Floats,
) -> NDArray[np.bool_]:
    """Say who is stopped; count passages and losses for the gangs, and finds for the units."""
    stopped = np.empty(rows.size, dtype=np.bool_)
    for place in range(rows.size):
        way, gang = corridor[place], table[rows[place]].gang
        stopped[place] = seen[place] < seen_chance[way] and intercepted[place] < interception
        if stopped[place]:
            lost[gang, way] += 1.0
            found[way] += 1.0
        else:
            passed[gang, way] += 1.0
    return stopped


def _send(
    model: ModelState,
    legs: Legs,
    stopped: NDArray[np.bool_],
    table: Moved,
    calendar: Calendar,
    slowdown: Floats,
) -> Index:
    """Put those not stopped on the corridor for their travel time; return their corridors."""
    network = model.network
    rows, corridor, days = _enter(
        legs.rows, legs.corridor, legs.time, stopped, table.rows, network.days,
        slowdown[network.origin],
    )  # fmt: skip
    calendar.put(rows, model.day + days)
    return corridor


@njit(cache=True, nogil=True)
def _enter(
    rows: Index,
    corridor: Index,
    time: Floats,
    stopped: NDArray[np.bool_],
    table: NDArray[Any],
    corners: Floats,
    slowdown: Floats,
) -> tuple[Index, Index, Index]:
    """Rows of those not stopped, their corridors, and days on them: triangular, at least one."""
    sent, way, days = np.empty_like(rows), np.empty_like(rows), np.empty_like(rows)
    number = 0
    for place in range(rows.size):
        if stopped[place]:
            continue
        row, on = rows[place], corridor[place]
        table[row].corridor = on
        table[row].ways |= np.uint64(1) << np.uint64(on)
        taken = triangular(time[place], corners[on, 0], corners[on, 1], corners[on, 2])
        sent[number], way[number] = row, on
        days[number] = max(np.rint(taken * slowdown[on]), 1.0)
        number += 1
    return sent[:number], way[:number], days[:number]
