"""Storage: boats wait in stores inland until their gang wants them at the coast.

What lies at the coast can be lost in a raid there; what lies in store can be found too, but each
gang keeps near the beach only what it expects to launch soon.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.core.calendar import Due, put
from sim.core.columns import Index
from sim.core.day_context import Legs
from sim.core.events import Event, note
from sim.core.kernels import kernel
from sim.core.network import Graph
from sim.equipment.boats import ConsignmentState
from sim.gangs.expectations import people_ahead
from sim.value_types import Numbers

Floats = NDArray[np.float64]
Rows = NDArray[Any]
Key = NDArray[np.uint64]


@kernel
def keep_in_store(
    now: Any, legs: Legs, cargo: Rows, gangs: Rows, stores: Index, graph: Graph, log: Rows
) -> Legs:
    """Stop consignments with boats that would leave the last store on their way uncalled.

    Returns:
        The legs of the others.
    """
    before, kept = now.stored, 0
    rows, gang, corridor = legs.rows.copy(), legs.gang.copy(), legs.corridor.copy()
    time, seen, stopped = legs.time.copy(), legs.seen.copy(), legs.stopped.copy()
    for index in range(rows.size):
        one, on = cargo[rows[index]], corridor[index]
        leaves = graph.is_store[graph.origin[on]] and not graph.is_store[graph.destination[on]]
        if leaves and one.boats > 0 and not one.called:
            one.state = ConsignmentState.STORED
            stores[now.stored] = rows[index]
            now.stored += 1
        else:
            rows[kept], gang[kept], corridor[kept] = rows[index], gang[index], on
            time[kept], seen[kept], stopped[kept] = time[index], seen[index], stopped[index]
            kept += 1
    for index in range(before, now.stored):
        _note(now, log, Event.STORED.value, cargo[stores[index]], gangs)
    return Legs(
        rows[:kept], gang[:kept], corridor[:kept], time[:kept], seen[:kept], stopped[:kept],
        legs.without_route,
    )  # fmt: skip


@kernel
def call(now: Any, v: Numbers, cargo: Rows, gangs: Rows, stores: Index, freight: Due) -> None:
    """Call as many as each gang wants near the beach; those of gangs that have left move on."""
    if now.stored == 0:
        return
    wanted, before = np.empty(gangs.size), np.zeros(gangs.size)
    for index in range(gangs.size):
        gang = gangs[index]
        ahead = people_ahead(gang, v.coast_cover_days)
        need = np.ceil(ahead / max(gang.wanted_load, 1.0)) - gang.boats - gang.boats_called
        wanted[index] = need if gang.active else np.inf
    kept, tomorrow = 0, now.day - now.first_day + 1
    for index in range(now.stored):
        one = cargo[stores[index]]
        called = before[one.gang] < wanted[one.gang]
        before[one.gang] += one.boats
        if called:
            one.called, one.state = True, ConsignmentState.MOVING
            gangs[one.gang].boats_called += one.boats
            put(freight, stores[index], tomorrow)
        else:
            stores[kept] = stores[index]
            kept += 1
    now.stored = kept


@kernel
def _note(now: Any, log: Rows, event: int, one: Any, gangs: Rows) -> None:
    note(log, now, event, gangs[one.gang].identity, one.identity, 0, -1, one.hub, one.boats)
