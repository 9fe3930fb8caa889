"""Movement: people and consignments reach the end of a corridor and turn into the next."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from sim.calendar import Calendar
from sim.columns import Index
from sim.distributions import geometric_days
from sim.equipment import BoatState, Consignments, ConsignmentState
from sim.handover import Legs
from sim.randomness import Decision
from sim.state import ModelState
from sim.travellers import State, Travellers

HELD_WITHOUT_A_WAY = 7
"""Days until those for whom no corridor is open look again: assumed."""


def run(model: ModelState) -> None:
    """Move all that are due today; those who set out on a corridor meet interdiction next."""
    people = model.travellers
    rows = model.journeys.take(model.day)
    travelled = rows[people.corridor[rows] >= 0]
    model.count_at_hubs(travelled, -1)
    _arrive(model, people, travelled)
    model.count_at_hubs(travelled, 1)
    on_coast = model.network.is_zone[people.hub[rows]]
    _reach_coast(model, rows[on_coast])
    model.today.people = _set_out(
        model, people, rows[~on_coast], model.routes.people, Decision.LEG, model.journeys
    )

    freight = model.freight.take(model.day)
    _arrive(model, model.consignments, freight[model.consignments.corridor[freight] >= 0])
    delivered = model.network.is_zone[model.consignments.hub[freight]]
    _deliver(model, freight[delivered])
    model.today.freight = _set_out(
        model,
        model.consignments,
        freight[~delivered],
        model.routes.equipment,
        Decision.CONSIGNMENT_LEG,
        model.freight,
    )


def _arrive(model: ModelState, table: Travellers | Consignments, rows: Index) -> None:
    """Put those who finish a corridor at its end."""
    table.hub[rows] = model.network.destination[table.corridor[rows]]
    table.corridor[rows] = -1


def _set_out(
    model: ModelState,
    table: Travellers | Consignments,
    rows: Index,
    routes: NDArray[np.float64],
    decision: Decision,
    calendar: Calendar,
) -> Legs:
    """Turn into the next corridor by the gang's split; hold those for whom none is open."""
    luck = model.draws.uniforms(decision, table.identity[rows], table.event[rows])
    corridor = _turn(luck[0], routes, table.gang[rows], table.hub[rows], model.network.choices)
    on = corridor >= 0
    calendar.put(rows[~on], model.day + HELD_WITHOUT_A_WAY)
    table.event[rows] += 1
    return Legs(rows[on], corridor[on], time=luck[1, on], seen=luck[2, on], stopped=luck[3, on])


@njit(cache=True, nogil=True)
def _turn(
    uniform: NDArray[np.float64],
    cumulative: NDArray[np.float64],
    gang: NDArray[np.int16],
    hub: NDArray[np.int16],
    choices: NDArray[np.int64],
) -> Index:
    """Corridor that each takes by its gang's cumulative shares at its hub; -1 if none is open."""
    corridor = np.empty(uniform.size, dtype=np.int64)
    for row in range(uniform.size):
        shares = cumulative[gang[row], hub[row]]
        place = 0
        while place < shares.size - 1 and uniform[row] * shares[-1] >= shares[place]:
            place += 1
        corridor[row] = choices[hub[row], place] if shares[-1] > 0.0 else -1
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


def _deliver(model: ModelState, rows: Index) -> None:
    """Boats and engines reach the coast and are cached, or lost if the gang has gone."""
    gangs, consignments = model.gangs, model.consignments
    for row in rows:
        gang, boats = int(consignments.gang[row]), int(consignments.boats[row])
        engines, first = int(consignments.engines[row]), int(consignments.first_boat[row])
        consignments.state[row] = ConsignmentState.DELIVERED
        gangs.boats_on_order[gang] -= boats
        gangs.engines_on_order[gang] -= engines
        if gangs.active[gang]:
            gangs.boats[gang] += boats
            gangs.engines[gang] += engines
            model.boats.state[first : first + boats] = BoatState.CACHED
        else:
            model.boats.state[first : first + boats] = BoatState.ABANDONED
            model.record.add("boats_abandoned", boats)
            model.record.add("engines_abandoned", engines)
