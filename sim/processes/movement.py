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
from sim.randomness import Decision
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
    ashore, going = _finish(rows, table.rows, network.destination, network.is_zone, staged)
    luck = model.draws.uniforms(decision, table.identity[going], table.event[going])
    gang, corridor = _turn(going, table.rows, luck[0], routes, network.choices)
    on = corridor >= 0
    legs = Legs(going, gang, corridor, luck[1], luck[2], luck[3], without_way=going[~on])
    return ashore, legs if on.all() else legs.those(on)


@njit(cache=True, nogil=True)
def _finish(
    rows: Index,
    table: NDArray[Any],
    destination: Index,
    is_zone: NDArray[np.bool_],
    staged: Index,
) -> tuple[Index, Index]:
    """Put those on a corridor at its end; tell those on the coast, and those who go on."""
    ashore, going = np.empty_like(rows), np.empty_like(rows)
    arrived = others = 0
    for row in rows:
        one = table[row]
        if one.corridor >= 0:
            staged[one.hub] -= 1
            one.hub = destination[one.corridor]
            one.corridor = -1
            staged[one.hub] += 1
        at_end = is_zone[one.hub]
        ashore[arrived], going[others] = row, row
        arrived += at_end
        others += not at_end
    return ashore[:arrived], going[:others]


@njit(cache=True, nogil=True)
def _turn(
    rows: Index, table: NDArray[Any], choice: Floats, cumulative: Floats, choices: Index
) -> tuple[Index, Index]:
    """Gang of each, and corridor by the gang's cumulative shares at the hub; -1 if none is open."""
    gang, corridor = np.empty_like(rows), np.empty_like(rows)
    last = choices.shape[1] - 1
    for place in range(rows.size):
        one = table[rows[place]]
        one.event += 1
        shares, way = cumulative[one.gang, one.hub], 0
        for other in range(last):
            way += choice[place] * shares[last] >= shares[other]
        gang[place] = one.gang
        corridor[place] = choices[one.hub, way] if shares[last] > 0.0 else -1
    return gang, corridor


def _reach_coast(model: ModelState, rows: Index) -> None:
    """People at the end of the land way wait for a boat, as long as their patience lasts."""
    values = model.values
    identity = model.travellers.identity[rows]
    patience = model.draws.uniforms(Decision.PATIENCE, identity)[0]
    restless = model.draws.uniforms(Decision.RESTLESS, identity)[0]
    model.today.reached_coast = rows
    model.count_at_hubs(rows, -1)
    model.patience.put(rows, model.day + geometric_days(patience, values.leave_hazard))
    model.restless.put(rows, model.day + geometric_days(restless, values.change_gang_hazard))


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
