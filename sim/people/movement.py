"""Movement: people and consignments reach the end of a corridor and turn into the next."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import Index
from sim.core.day_context import Legs
from sim.core.distributions import geometric_days
from sim.core.events import Event
from sim.core.kernels import kernel
from sim.core.passages import Moved
from sim.core.randomness import Decision
from sim.equipment.boats import BoatState, ConsignmentState
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
    identity, event = _read(rows, table.rows)
    luck = model.draws.uniforms(decision, identity, event)
    ashore, on, gang, corridor, time, seen, stopped, without_way = _turn(
        rows, table.rows, luck, network.destination, network.is_zone, network.choices, routes,
        staged,
    )  # fmt: skip
    return ashore, Legs(on, gang, corridor, time, seen, stopped, without_way)


@kernel
def _read(rows: Index, table: NDArray[Any]) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Identity and event of each, which key its draws."""
    identity, event = np.empty(rows.size, np.uint64), np.empty(rows.size, np.uint64)
    for place in range(rows.size):
        identity[place] = table[rows[place]].identity
        event[place] = table[rows[place]].event
    return identity, event


@kernel
def _turn(
    rows: Index,
    table: NDArray[Any],
    luck: Floats,
    destination: Index,
    is_zone: NDArray[np.bool_],
    choices: Index,
    cumulative: Floats,
    staged: Index,
) -> tuple[Index, Index, Index, Index, Floats, Floats, Floats, Index]:
    """Tell those on the coast, those who set out with the luck of their leg, and those without way.

    Who is not on the coast takes the corridor that the first draw chooses among the gang's
    cumulative shares at the hub; the other draws are the luck.
    """
    ashore, without_way = np.empty_like(rows), np.empty_like(rows)
    on, whose, taken = np.empty_like(rows), np.empty_like(rows), np.empty_like(rows)
    left = np.empty((3, rows.size))
    last = choices.shape[1] - 1
    arrived = going = stays = 0
    for place in range(rows.size):
        one = table[rows[place]]
        gang, hub, corridor = one.gang, one.hub, one.corridor
        if corridor >= 0:
            staged[hub] -= 1
            hub = destination[corridor]
            one.hub, one.corridor = hub, -1
            staged[hub] += 1
        if is_zone[hub]:
            staged[hub] -= 1
            ashore[arrived] = rows[place]
            arrived += 1
            continue
        one.event += 1
        whole, way = cumulative[gang, hub, last], 0
        for other in range(last):
            way += luck[0, place] * whole >= cumulative[gang, hub, other]
        if whole <= 0.0:
            without_way[stays] = rows[place]
            stays += 1
            continue
        on[going], whose[going], taken[going] = rows[place], gang, choices[hub, way]
        left[0, going], left[1, going] = luck[1, place], luck[2, place]
        left[2, going] = luck[3, place]
        going += 1
    return (
        ashore[:arrived], on[:going], whose[:going], taken[:going], left[0, :going],
        left[1, :going], left[2, :going], without_way[:stays],
    )  # fmt: skip


def _reach_coast(model: ModelState, rows: Index) -> None:
    """People at the end of the land way wait for a boat, as long as their patience lasts."""
    values = model.values
    identity = model.travellers.identity[rows]
    patience = model.draws.uniforms(Decision.PATIENCE, identity)[0]
    restless = model.draws.uniforms(Decision.RESTLESS, identity)[0]
    model.today.reached_coast = rows
    model.patience.put(rows, model.day + geometric_days(patience, values.leave_hazard))
    model.restless.put(rows, model.day + geometric_days(restless, values.change_gang_hazard))


def _deliver(model: ModelState, rows: Index) -> None:
    """Boats and engines reach the coast and are cached, or lost if the gang has gone."""
    gangs, consignments = model.gangs, model.consignments
    for row in rows:
        gang, boats = int(consignments.gang[row]), int(consignments.boats[row])
        engines, first = int(consignments.engines[row]), int(consignments.first_boat[row])
        consignments.state[row] = ConsignmentState.DELIVERED
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
