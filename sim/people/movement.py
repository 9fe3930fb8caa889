"""Movement: people and consignments reach the end of a corridor and turn into the next."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.core.calendar import Due, put, take
from sim.core.columns import Index
from sim.core.day_context import Legs
from sim.core.distributions import geometric_day, log_stay
from sim.core.events import Event, note
from sim.core.kernels import kernel
from sim.core.network import Graph
from sim.core.randomness import Decision, draw, draw_at
from sim.equipment.boats import BoatState, ConsignmentState
from sim.value_types import Numbers

Floats = NDArray[np.float64]
Rows = NDArray[Any]
Key = NDArray[np.uint64]


@kernel
def move_people(
    now: Any, people: Rows, graph: Graph, routes: Floats, staged: Index, journeys: Due, key: Key
) -> tuple[Index, Legs]:
    """Move all people who are due today.

    Returns:
        Those who are now on the coast, in their order, and those who set out.
    """
    rows = take(journeys, now.day - now.first_day)
    ashore, legs = _move(rows, people, graph, routes, staged, Decision.LEG.value, key)
    return np.sort(ashore), legs


@kernel
def move_freight(
    now: Any, row: Any, cargo: Rows, boats: Rows, gangs: Rows, graph: Graph, routes: Floats,
    staged: Index, freight: Due, log: Rows, key: Key,
) -> Legs:  # fmt: skip
    """Move all consignments that are due today; those at the coast are cached by their gangs.

    Returns:
        Those that set out.
    """
    rows = take(freight, now.day - now.first_day)
    delivered, legs = _move(rows, cargo, graph, routes, staged, Decision.CONSIGNMENT_LEG.value, key)
    for number in delivered:
        _deliver(row, cargo[number], boats, gangs)
    for number in delivered:
        one = cargo[number]
        note(
            log, now, Event.DELIVERED.value, gangs[one.gang].identity, one.identity, 0, -1, one.hub,
            one.boats,
        )  # fmt: skip
    for number in delivered:
        one = cargo[number]
        gang = gangs[one.gang]
        if not gang.active:
            for boat in range(one.first_boat, one.first_boat + one.boats):
                note(
                    log, now, Event.ABANDONED.value, gang.identity, boats[boat].identity, 0, -1, -1,
                    0.0,
                )  # fmt: skip
    return legs


@kernel
def _move(
    rows: Index, table: Rows, graph: Graph, routes: Floats, staged: Index, decision: int, key: Key
) -> tuple[Index, Legs]:
    """Bring ``rows`` to the end of their corridor, and on to the next by the gang's split.

    People are read once before, in a loop that does nothing else, so that reads overlap.

    Returns:
        Those who are now on the coast, and those who set out: who is not on the coast takes the
        corridor that the first draw chooses among the gang's cumulative shares at the hub.
    """
    identity, event = np.empty(rows.size, np.uint64), np.empty(rows.size, np.uint64)
    for index in range(rows.size):
        identity[index] = table[rows[index]].identity
        event[index] = table[rows[index]].event
    drawn = draw(identity, event, decision, key)
    ashore, without_route = np.empty_like(rows), np.empty_like(rows)
    on, whose, taken = np.empty_like(rows), np.empty_like(rows), np.empty_like(rows)
    remaining = np.empty((3, rows.size))
    last = graph.choices.shape[1] - 1
    arrived = going = stays = 0
    for index in range(rows.size):
        one = table[rows[index]]
        gang, hub, corridor = one.gang, one.hub, one.corridor
        if corridor >= 0:
            staged[hub] -= 1
            hub = graph.destination[corridor]
            one.hub, one.corridor = hub, -1
            staged[hub] += 1
        if graph.is_zone[hub]:
            staged[hub] -= 1
            ashore[arrived] = rows[index]
            arrived += 1
            continue
        one.event += 1
        whole, choice = routes[gang, hub, last], 0
        for other in range(last):
            choice += drawn[0, index] * whole >= routes[gang, hub, other]
        if whole <= 0.0:
            without_route[stays] = rows[index]
            stays += 1
            continue
        on[going], whose[going], taken[going] = rows[index], gang, graph.choices[hub, choice]
        remaining[0, going], remaining[1, going] = drawn[1, index], drawn[2, index]
        remaining[2, going] = drawn[3, index]
        going += 1
    return ashore[:arrived], Legs(
        on[:going], whose[:going], taken[:going], remaining[0, :going], remaining[1, :going],
        remaining[2, :going], without_route[:stays],
    )  # fmt: skip


@kernel
def reach_coast(
    now: Any, v: Numbers, rows: Index, people: Rows, patience: Due, restless: Due, key: Key
) -> None:
    """People at the end of the land route wait for a boat, as long as their patience lasts."""
    identity, today = np.empty(rows.size, np.uint64), now.day - now.first_day
    for index in range(rows.size):
        identity[index] = people[rows[index]].identity
    until = draw_at(identity, 0, Decision.PATIENCE.value, key)
    turns = draw_at(identity, 0, Decision.RESTLESS.value, key)
    leave, change = log_stay(v.leave_hazard), log_stay(v.change_gang_hazard)
    for index in range(rows.size):
        put(patience, rows[index], today + geometric_day(until[0, index], leave))
        put(restless, rows[index], today + geometric_day(turns[0, index], change))


@kernel
def _deliver(row: Any, one: Any, boats: Rows, gangs: Rows) -> None:
    """Boats and engines reach the coast and are cached, or lost if the gang has left."""
    gang, state = gangs[one.gang], BoatState.CACHED
    one.state = ConsignmentState.DELIVERED
    gang.boats_on_order -= one.boats
    gang.engines_on_order -= one.engines
    gang.boats_called -= one.boats * one.called
    if gang.active:
        gang.boats += one.boats
        gang.engines += one.engines
    else:
        state = BoatState.ABANDONED
        row.boats_abandoned += one.boats
        row.engines_abandoned += one.engines
    for boat in range(one.first_boat, one.first_boat + one.boats):
        boats[boat].state = state
