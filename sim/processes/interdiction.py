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
from sim.randomness import Decision, draw_four
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
    trying = _give_up(
        held, people.rows, model.day, values.leave_after_interception,
        np.uint64(Decision.AFTER_FAILURE), model.draws.key, model.hub_people,
    )  # fmt: skip
    model.record.add("left", held.size - trying.size)
    model.journeys.put(trying, model.day + int(values.wait_after_interception))
    passages = _send(model, legs, stopped, people, model.journeys, model.hub_slowdown())
    for name, number in zip(_PASSAGES, passages[1:], strict=True):
        model.record.add(name, number)


@njit(cache=True, nogil=True)
def _give_up(
    held: Index,
    people: NDArray[Any],
    day: int,
    chance: float,
    decision: Any,
    key: tuple[Any, Any],
    staged: Index,
) -> Index:
    """Let some of those who were held leave; return those who will try again."""
    trying, number = np.empty_like(held), 0
    for row in held:
        person = people[row]
        luck, _, _, _ = draw_four(person.identity, np.uint64(person.event), decision, key)
        if luck < chance:
            person.state, person.ended = State.LEFT, day
            staged[person.hub] -= 1
        else:
            trying[number] = row
            number += 1
    return trying[:number]


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
    """Put those not stopped on the corridor for their travel time.

    Returns:
        How many passed a corridor that is counted: none, and each of :data:`PASSAGES`.
    """
    network = model.network
    passages = np.zeros(len(PASSAGES) + 1, dtype=np.int64)
    rows, days = _enter(
        legs.rows, legs.corridor, legs.time, stopped, table.rows, network.days,
        slowdown[network.origin], network.passage, passages,
    )  # fmt: skip
    days += model.day
    calendar.put(rows, days)
    return passages


@njit(cache=True, nogil=True)
def _enter(
    rows: Index,
    corridor: Index,
    time: Floats,
    stopped: NDArray[np.bool_],
    table: NDArray[Any],
    corners: Floats,
    slowdown: Floats,
    passage: Index,
    passages: Index,
) -> tuple[Index, Index]:
    """Rows of those not stopped, and days on their corridors: triangular, at least one."""
    sent, days, number = np.empty_like(rows), np.empty_like(rows), 0
    for place in range(rows.size):
        if stopped[place]:
            continue
        row, on = rows[place], corridor[place]
        one = table[row]
        one.corridor = on
        one.ways |= np.uint64(1) << np.uint64(on)
        passages[passage[on] + 1] += 1
        taken = triangular(time[place], corners[on, 0], corners[on, 1], corners[on, 2])
        sent[number], days[number] = row, max(np.rint(taken * slowdown[on]), 1.0)
        number += 1
    return sent[:number], days[:number]
