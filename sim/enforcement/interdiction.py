"""Interdiction: who and what is stopped on the corridors.

Two chances in turn: detection, which rises with the officers who look there, and interception of
what was detected. People who are stopped are put back to the hub they left and give up or try again
later, as do those for whom no corridor is open; consignments are lost.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import Index
from sim.core.events import Event
from sim.core.kernels import kernel
from sim.core.network import PASSAGES
from sim.core.randomness import Decision
from sim.equipment.boats import BoatState
from sim.equipment.losses import seize
from sim.people.travel import set_out
from sim.people.travellers import State
from sim.state import ModelState

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
    stop_people(model, detection(units.people, values.people_detection))
    _stop_freight(model, detection(units.equipment, values.equipment_detection))


def stop_people(model: ModelState, seen_chance: Floats) -> None:
    """Stop some of the people who set out; ``seen_chance`` is that of detection by corridor."""
    values, people, legs, gangs = model.values, model.travellers, model.today.people, model.gangs
    stopped, rows, gang, corridor = _stop(
        legs.rows, legs.gang, legs.corridor, legs.seen, legs.stopped, seen_chance,
        values.people_interception, gangs.moved, gangs.stopped, model.units.found_people,
    )  # fmt: skip
    model.today.find(gang, corridor, values.leads_per_person)
    cost = values.stop_cost * np.bincount(gang, minlength=gangs.count)
    gangs.capital -= cost
    model.record.add("money_ways", cost.sum())
    model.record.add("interceptions", rows.size)
    held = np.concatenate([rows, legs.without_way])
    luck = model.draws.uniforms(Decision.AFTER_FAILURE, people.identity[held], people.event[held])[
        0
    ]
    trying = _give_up(
        held, people.rows, luck < values.leave_after_interception, model.day, model.hub_people
    )
    model.record.add("left", held.size - trying.size)
    model.journeys.put(trying, model.day + int(values.wait_after_interception))
    passages = set_out(model, legs, stopped, people, model.journeys, model.hub_slowdown())
    for name, number in zip(_PASSAGES, passages[1:], strict=True):
        model.record.add(name, number)


@kernel
def _give_up(
    held: Index, people: NDArray[Any], leaves: NDArray[np.bool_], day: int, staged: Index
) -> Index:
    """Let those leave who do; return the others, who will try again."""
    trying, number = np.empty_like(held), 0
    for place in range(held.size):
        person = people[held[place]]
        if leaves[place]:
            person.state, person.ended = State.LEFT, day
            staged[person.hub] -= 1
        else:
            trying[number] = held[place]
            number += 1
    return trying[:number]


def _stop_freight(model: ModelState, seen_chance: Floats) -> None:
    legs, consignments, gangs = model.today.freight, model.consignments, model.gangs
    stopped, rows, gang, corridor = _stop(
        legs.rows, legs.gang, legs.corridor, legs.seen, legs.stopped, seen_chance,
        model.values.equipment_interception, gangs.carried, gangs.seized,
        model.units.found_equipment,
    )  # fmt: skip
    model.today.find(gang, corridor, model.values.leads_per_seizure)
    seize(model, rows, BoatState.SEIZED_UPSTREAM)
    if model.log is not None and legs.rows.size:
        for event, which, over in (
            (Event.SENT, legs.rows, legs.corridor),
            (Event.SEIZED, rows, corridor),
        ):
            model.log.add(
                event, model.day, gangs.identity[consignments.gang[which]],
                subject=consignments.identity[which], corridor=over,
                amount=consignments.boats[which],
            )  # fmt: skip
    model.freight.put(legs.without_way, model.day + WAIT_WITHOUT_WAY)
    no_crowds = np.ones(len(model.network.hubs))
    set_out(model, legs, stopped, consignments, model.freight, no_crowds)


@kernel
def _stop(
    rows: Index,
    gang: Index,
    corridor: Index,
    seen: Floats,
    intercepted: Floats,
    seen_chance: Floats,
    interception: float,
    passed: Floats,
    lost: Floats,
    found: Floats,
) -> tuple[NDArray[np.bool_], Index, Index, Index]:
    """Say of each whether it is stopped, and of those stopped row, gang and corridor.

    Passages and losses are counted for the gangs, finds for the units.
    """
    stopped, number = np.empty(rows.size, dtype=np.bool_), 0
    who, whose, where = np.empty_like(rows), np.empty_like(rows), np.empty_like(rows)
    for place in range(rows.size):
        way = corridor[place]
        stopped[place] = (seen[place] < seen_chance[way]) & (intercepted[place] < interception)
        if stopped[place]:
            who[number], whose[number], where[number] = rows[place], gang[place], way
            number += 1
            lost[gang[place], way] += 1.0
            found[way] += 1.0
        else:
            passed[gang[place], way] += 1.0
    return stopped, who[:number], whose[:number], where[:number]
