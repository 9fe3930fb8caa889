"""Movement: people and consignments reach the end of a corridor and turn into the next."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from sim.columns import Index
from sim.distributions import geometric_days
from sim.equipment import BoatState, ConsignmentState
from sim.events import Event
from sim.handover import Legs
from sim.moved import Moved
from sim.randomness import Decision, draw_four
from sim.state import ModelState

Floats = NDArray[np.float64]


def run(model: ModelState) -> None:
    """Move all that are due today; those who set out on a corridor meet interdiction next."""
    ashore, model.today.people = _move(
        model, model.travellers, model.journeys.take(model.day), model.hub_people,
        model.routes.people, Decision.LEG,
    )  # fmt: skip
    _reach_coast(model, np.sort(ashore))
    delivered, model.today.freight = _move(
        model, model.consignments, model.freight.take(model.day), model.hub_consignments,
        model.routes.equipment, Decision.CONSIGNMENT_LEG,
    )  # fmt: skip
    _deliver(model, delivered)


def _move(
    model: ModelState,
    table: Moved,
    rows: Index,
    staged: Index,
    routes: NDArray[np.float64],
    decision: Decision,
) -> tuple[Index, Legs]:
    """Bring ``rows`` to the end of their corridor, and on to the next by the gang's split.

    Returns:
        Those who are now on the coast, and those who set out.
    """
    network = model.network
    ashore, on, corridor, time, seen, stopped, without_way = _turn(
        rows, table.rows, network.destination, network.is_zone, network.choices, routes,
        np.uint64(decision), model.draws.key, staged,
    )  # fmt: skip
    return ashore, Legs(on, corridor, time, seen, stopped, without_way)


@njit(cache=True, nogil=True)
def _turn(
    rows: Index,
    table: NDArray[Any],
    destination: Index,
    is_zone: NDArray[np.bool_],
    choices: Index,
    cumulative: Floats,
    decision: Any,
    key: tuple[Any, Any],
    staged: Index,
) -> tuple[Index, Index, Index, Floats, Floats, Floats, Index]:
    """Tell those on the coast, those who set out with the luck of their leg, and those without way.

    Who is not on the coast takes the corridor that the draw's first lane chooses among the gang's
    cumulative shares at the hub; the other lanes are the luck.
    """
    ashore, on, without_way = np.empty_like(rows), np.empty_like(rows), np.empty_like(rows)
    taken, luck = np.empty_like(rows), np.empty((3, rows.size))
    last = choices.shape[1] - 1
    arrived = going = stays = 0
    for row in rows:
        one = table[row]
        if one.corridor >= 0:
            staged[one.hub] -= 1
            one.hub = destination[one.corridor]
            one.corridor = -1
            staged[one.hub] += 1
        gang, hub = one.gang, one.hub
        if is_zone[hub]:
            ashore[arrived] = row
            arrived += 1
            continue
        choice, time, seen, stopped = draw_four(one.identity, np.uint64(one.event), decision, key)
        one.event += 1
        whole = cumulative[gang, hub, last]
        if whole <= 0.0:
            without_way[stays] = row
            stays += 1
            continue
        way = 0
        while way < last and choice * whole >= cumulative[gang, hub, way]:
            way += 1
        on[going], taken[going] = row, choices[hub, way]
        luck[0, going], luck[1, going], luck[2, going] = time, seen, stopped
        going += 1
    return (
        ashore[:arrived], on[:going], taken[:going], luck[0, :going], luck[1, :going],
        luck[2, :going], without_way[:stays],
    )  # fmt: skip


def _reach_coast(model: ModelState, rows: Index) -> None:
    """People at the end of the land way wait for a boat, as long as their patience lasts."""
    values = model.values
    patience, restless = _begin_to_wait(
        rows, model.travellers.rows, values.leave_hazard, values.change_gang_hazard,
        (np.uint64(Decision.PATIENCE), np.uint64(Decision.RESTLESS)), model.draws.key,
        model.hub_people,
    )  # fmt: skip
    model.today.reached_coast = rows
    model.patience.put(rows, model.day + patience)
    model.restless.put(rows, model.day + restless)


@njit(cache=True, nogil=True)
def _begin_to_wait(
    rows: Index,
    people: NDArray[Any],
    leave_hazard: float,
    change_hazard: float,
    decisions: tuple[Any, Any],
    key: tuple[Any, Any],
    staged: Index,
) -> tuple[Index, Index]:
    """Days until each leaves, and until each turns to another gang."""
    patience, restless = np.empty_like(rows), np.empty_like(rows)
    for place in range(rows.size):
        person = people[rows[place]]
        staged[person.hub] -= 1
        luck, _, _, _ = draw_four(person.identity, np.uint64(0), decisions[0], key)
        patience[place] = geometric_days(luck, leave_hazard)
        luck, _, _, _ = draw_four(person.identity, np.uint64(0), decisions[1], key)
        restless[place] = geometric_days(luck, change_hazard)
    return patience, restless


def _deliver(model: ModelState, rows: Index) -> None:
    """Boats and engines reach the coast and are cached, or lost if the gang has gone."""
    gangs, consignments = model.gangs, model.consignments
    for row in rows:
        gang, boats = int(consignments.gang[row]), int(consignments.boats[row])
        engines, first = int(consignments.engines[row]), int(consignments.first_boat[row])
        consignments.state[row] = ConsignmentState.DELIVERED
        model.hub_consignments[consignments.hub[row]] -= 1
        gangs.boats_on_order[gang] -= boats
        gangs.engines_on_order[gang] -= engines
        gangs.boats_called[gang] -= boats * int(consignments.called[row])
        if gangs.active[gang]:
            gangs.boats[gang] += boats
            gangs.engines[gang] += engines
            model.boats.state[first : first + boats] = BoatState.CACHED
        else:
            model.boats.state[first : first + boats] = BoatState.ABANDONED
            model.record.add("boats_abandoned", boats)
            model.record.add("engines_abandoned", engines)
    _note(model, rows)


def _note(model: ModelState, rows: Index) -> None:
    """Log what was delivered, and boats that were left behind because their gang has gone."""
    if model.log is None or not rows.size:
        return
    gangs, consignments = model.gangs, model.consignments
    gang = consignments.gang[rows]
    model.log.add(
        Event.DELIVERED, model.day, gangs.identity[gang], subject=consignments.identity[rows],
        hub=consignments.hub[rows], amount=consignments.boats[rows],
    )  # fmt: skip
    for row in rows[~gangs.active[gang]]:
        first, boats = int(consignments.first_boat[row]), int(consignments.boats[row])
        model.log.add(
            Event.ABANDONED, model.day, gangs.identity[consignments.gang[row]],
            subject=model.boats.identity[first : first + boats],
        )  # fmt: skip
