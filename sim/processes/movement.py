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
from sim.travellers import State


def run(model: ModelState) -> None:
    """Move all that are due today; those who set out on a corridor meet interdiction next."""
    people = model.travellers
    rows = model.journeys.take(model.day)
    ashore = _arrive(model, people, rows, model.hub_people)
    _reach_coast(model, np.sort(rows[ashore]))
    model.today.people = _set_out(model, people, rows[~ashore], model.routes.people, Decision.LEG)

    freight = model.freight.take(model.day)
    ashore = _arrive(model, model.consignments, freight, model.hub_consignments)
    _deliver(model, freight[ashore])
    model.today.freight = _set_out(
        model,
        model.consignments,
        freight[~ashore],
        model.routes.equipment,
        Decision.CONSIGNMENT_LEG,
    )


def _arrive(model: ModelState, table: Moved, rows: Index, staged: Index) -> NDArray[np.bool_]:
    """Put those who finish a corridor at its end; say who is now on the coast."""
    network = model.network
    return _finish(rows, table.hub, table.corridor, network.destination, network.is_zone, staged)


@njit(cache=True, nogil=True)
def _finish(
    rows: Index,
    hub: NDArray[np.int16],
    corridor: NDArray[np.int16],
    destination: Index,
    is_zone: NDArray[np.bool_],
    staged: Index,
) -> NDArray[np.bool_]:
    ashore = np.empty(rows.size, dtype=np.bool_)
    for place in range(rows.size):
        row = rows[place]
        if corridor[row] >= 0:
            staged[hub[row]] -= 1
            hub[row] = destination[corridor[row]]
            corridor[row] = -1
            staged[hub[row]] += 1
        ashore[place] = is_zone[hub[row]]
    return ashore


def _set_out(
    model: ModelState,
    table: Moved,
    rows: Index,
    routes: NDArray[np.float64],
    decision: Decision,
) -> Legs:
    """Turn into the next corridor by the gang's split; say for whom none is open."""
    luck = np.empty((3, rows.size))
    corridor = _turn(
        rows, table.identity, table.event, table.gang, table.hub, routes, model.network.choices,
        np.uint64(decision), model.draws.key, luck,
    )  # fmt: skip
    on = corridor >= 0
    if on.all():
        return Legs(rows, corridor, *luck)
    time, seen, stopped = luck[:, on]
    return Legs(rows[on], corridor[on], time, seen, stopped, without_way=rows[~on])


@njit(cache=True, nogil=True)
def _turn(
    rows: Index,
    identity: NDArray[np.uint64],
    event: NDArray[np.uint32],
    gang: NDArray[np.int16],
    hub: NDArray[np.int16],
    cumulative: NDArray[np.float64],
    choices: NDArray[np.int64],
    decision: Any,
    key: tuple[Any, Any],
    luck: NDArray[np.float64],
) -> Index:
    """Corridor that each takes by its gang's cumulative shares at its hub; -1 if none is open.

    The draw's first lane chooses; the others are left in ``luck`` for the leg.
    """
    corridor = np.empty(rows.size, dtype=np.int64)
    for place in range(rows.size):
        row = rows[place]
        choice, luck[0, place], luck[1, place], luck[2, place] = draw_four(
            identity[row], np.uint64(event[row]), decision, key
        )
        event[row] += 1
        shares = cumulative[gang[row], hub[row]]
        way = 0
        while way < shares.size - 1 and choice * shares[-1] >= shares[way]:
            way += 1
        corridor[place] = choices[hub[row], way] if shares[-1] > 0.0 else -1
    return corridor


def _reach_coast(model: ModelState, rows: Index) -> None:
    """People at the end of the land way wait for a boat, as long as their patience lasts."""
    people = model.travellers
    model.count_at_hubs(rows, -1)
    people.state[rows] = State.WAITING
    model.coast = np.concatenate([model.coast, rows])
    model.today.reached_coast = rows
    uniform = model.draws.uniforms(Decision.PATIENCE, people.identity[rows])[0]
    model.patience.put(rows, model.day + geometric_days(uniform, model.values.leave_hazard))
    uniform = model.draws.uniforms(Decision.RESTLESS, people.identity[rows])[0]
    model.restless.put(rows, model.day + geometric_days(uniform, model.values.change_gang_hazard))


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
