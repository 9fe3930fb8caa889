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
from sim.core.network import Ways
from sim.core.randomness import Decision, draw, draw_at
from sim.equipment.boats import BoatState, ConsignmentState
from sim.value_types import Numbers

Floats = NDArray[np.float64]
Rows = NDArray[Any]
Key = NDArray[np.uint64]


@kernel
def move_people(
    now: Any, people: Rows, ways: Ways, routes: Floats, staged: Index, journeys: Due, key: Key
) -> tuple[Index, Legs]:
    """Move all people who are due today.

    Returns:
        Those who are now on the coast, in their order, and those who set out.
    """
    rows = take(journeys, now.day - now.first_day)
    ashore, legs = _move(rows, people, ways, routes, staged, Decision.LEG.value, key)
    return np.sort(ashore), legs


@kernel
def move_freight(
    now: Any, row: Any, cargo: Rows, boats: Rows, gangs: Rows, ways: Ways, routes: Floats,
    staged: Index, freight: Due, log: Rows, key: Key,
) -> Legs:  # fmt: skip
    """Move all consignments that are due today; those at the coast are cached by their gangs.

    Returns:
        Those that set out.
    """
    rows = take(freight, now.day - now.first_day)
    delivered, legs = _move(rows, cargo, ways, routes, staged, Decision.CONSIGNMENT_LEG.value, key)
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
    rows: Index, table: Rows, ways: Ways, routes: Floats, staged: Index, decision: int, key: Key
) -> tuple[Index, Legs]:
    """Bring ``rows`` to the end of their corridor, and on to the next by the gang's split.

    People are read once before, in a loop that does nothing else, so that reads overlap.

    Returns:
        Those who are now on the coast, and those who set out: who is not on the coast takes the
        corridor that the first draw chooses among the gang's cumulative shares at the hub.
    """
    identity, event = np.empty(rows.size, np.uint64), np.empty(rows.size, np.uint64)
    for place in range(rows.size):
        identity[place] = table[rows[place]].identity
        event[place] = table[rows[place]].event
    drawn = draw(identity, event, decision, key)
    ashore, without_way = np.empty_like(rows), np.empty_like(rows)
    on, whose, taken = np.empty_like(rows), np.empty_like(rows), np.empty_like(rows)
    left = np.empty((3, rows.size))
    last = ways.choices.shape[1] - 1
    arrived = going = stays = 0
    for place in range(rows.size):
        one = table[rows[place]]
        gang, hub, corridor = one.gang, one.hub, one.corridor
        if corridor >= 0:
            staged[hub] -= 1
            hub = ways.destination[corridor]
            one.hub, one.corridor = hub, -1
            staged[hub] += 1
        if ways.is_zone[hub]:
            staged[hub] -= 1
            ashore[arrived] = rows[place]
            arrived += 1
            continue
        one.event += 1
        whole, way = routes[gang, hub, last], 0
        for other in range(last):
            way += drawn[0, place] * whole >= routes[gang, hub, other]
        if whole <= 0.0:
            without_way[stays] = rows[place]
            stays += 1
            continue
        on[going], whose[going], taken[going] = rows[place], gang, ways.choices[hub, way]
        left[0, going], left[1, going] = drawn[1, place], drawn[2, place]
        left[2, going] = drawn[3, place]
        going += 1
    return ashore[:arrived], Legs(
        on[:going], whose[:going], taken[:going], left[0, :going], left[1, :going],
        left[2, :going], without_way[:stays],
    )  # fmt: skip


@kernel
def reach_coast(
    now: Any, v: Numbers, rows: Index, people: Rows, patience: Due, restless: Due, key: Key
) -> None:
    """People at the end of the land way wait for a boat, as long as their patience lasts."""
    identity, today = np.empty(rows.size, np.uint64), now.day - now.first_day
    for place in range(rows.size):
        identity[place] = people[rows[place]].identity
    until = draw_at(identity, 0, Decision.PATIENCE.value, key)
    turns = draw_at(identity, 0, Decision.RESTLESS.value, key)
    leave, change = log_stay(v.leave_hazard), log_stay(v.change_gang_hazard)
    for place in range(rows.size):
        put(patience, rows[place], today + geometric_day(until[0, place], leave))
        put(restless, rows[place], today + geometric_day(turns[0, place], change))


@kernel
def _deliver(row: Any, one: Any, boats: Rows, gangs: Rows) -> None:
    """Boats and engines reach the coast and are cached, or lost if the gang has gone."""
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
