"""Interdiction: who and what is stopped on the corridors, and what is found in stores.

Two chances in turn: detection, which rises with the officers who look there, and interception of
what was detected. People who are stopped are put back to the hub they left and give up or try again
later, as do those for whom no corridor is open; consignments are lost. All others set out.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.core.calendar import Due, put
from sim.core.columns import Index
from sim.core.day_context import Flags, Legs
from sim.core.distributions import triangular
from sim.core.events import Event, note
from sim.core.exact_math import exp, exp_all, total
from sim.core.kernels import kernel
from sim.core.network import Ways
from sim.core.randomness import Decision, draw, draw_one
from sim.enforcement.units import Looking
from sim.equipment.boats import BoatState, ConsignmentState
from sim.gangs.gangs import Tallies
from sim.people.travellers import State
from sim.value_types import Numbers

Floats = NDArray[np.float64]
Rows = NDArray[Any]
Key = NDArray[np.uint64]

WAIT_WITHOUT_WAY = 7
"""Days until a consignment for which no corridor is open is tried again: assumed."""


@kernel
def detection(officers: Floats, rate: float) -> Floats:
    """Chance of being seen on each corridor, where ``officers`` look."""
    unseen = -rate * officers
    exp_all(unseen)
    return 1.0 - unseen


@kernel
def redeploy(now: Any, looking: Looking) -> None:
    """Let officers look where they have been told to, if that has changed."""
    if now.redeploy:
        looking.people[:] = looking.next_people
        looking.equipment[:] = looking.next_equipment
        looking.beach[:] = looking.next_beach
        now.redeploy = 0


@kernel
def stop_people(
    now: Any, v: Numbers, row: Any, cell: Floats, passages: Index, legs: Legs, seen_chance: Floats,
    people: Rows, gangs: Rows, tallies: Tallies, looking: Looking, ways: Ways, staged: Index,
    journeys: Due, leads: Floats, key: Key,
) -> None:  # fmt: skip
    """Stop some of the people who set out today and send the rest on their way.

    Args:
        now: The day's numbers.
        v: Named values.
        row: The day's row.
        cell: The same row by place.
        passages: Places of the columns that count passages.
        legs: Those who set out.
        seen_chance: Chance of being detected, by corridor.
        people: All people.
        gangs: Gangs.
        tallies: What gangs remember.
        looking: Where officers look and what they find.
        ways: The network.
        staged: People staged at each hub.
        journeys: When people next reach something.
        leads: Added to: what today's finds are worth, by gang.
        key: Seed and replicate.
    """
    stopped, rows, gang, corridor = _stop(
        legs, seen_chance, v.people_interception, tallies.moved, tallies.stopped,
        looking.found_people,
    )  # fmt: skip
    stops, cost = np.zeros(gangs.size, dtype=np.int64), np.empty(gangs.size)
    for place in range(rows.size):
        leads[gang[place]] += v.leads_per_person * looking.sharing[corridor[place]]
        stops[gang[place]] += 1
    now.finds += rows.size
    for place in range(gangs.size):
        cost[place] = v.stop_cost * stops[place]
        gangs[place].capital -= cost[place]
    row.money_ways += total(cost)
    row.interceptions += rows.size
    _hold(now, v, row, np.concatenate((rows, legs.without_way)), people, staged, journeys, key)
    slowdown = np.empty(staged.size)
    for hub in range(staged.size):
        over = max(staged[hub] / v.hub_capacity - 1.0, 0.0)
        slowdown[hub] = 1.0 + v.congestion_slowdown * over
    passed = np.zeros(passages.size + 1)
    _set_out(now, legs, stopped, people, journeys, slowdown, ways, passed)
    for place in range(passages.size):
        cell[passages[place]] += passed[place + 1]


@kernel
def _hold(
    now: Any, v: Numbers, row: Any, held: Index, people: Rows, staged: Index, journeys: Due,
    key: Key,
) -> None:  # fmt: skip
    """Let those who were stopped or have no way give up, or try again later."""
    identity, event = np.empty(held.size, np.uint64), np.empty(held.size, np.uint64)
    for place in range(held.size):
        identity[place] = people[held[place]].identity
        event[place] = people[held[place]].event
    drawn = draw(identity, event, Decision.AFTER_FAILURE.value, key)
    again = now.day - now.first_day + int(v.wait_after_interception)
    for place in range(held.size):
        if drawn[0, place] < v.leave_after_interception:
            person = people[held[place]]
            person.state, person.ended = State.LEFT, now.day
            staged[person.hub] -= 1
            row.left += 1.0
        else:
            put(journeys, held[place], again)


@kernel
def stop_freight(
    now: Any, v: Numbers, row: Any, cell: Floats, seized_in: Index, legs: Legs, cargo: Rows,
    boats: Rows, gangs: Rows, tallies: Tallies, looking: Looking, ways: Ways, staged: Index,
    freight: Due, leads: Floats, log: Rows,
) -> None:  # fmt: skip
    """Seize some of the consignments that set out today and send the rest on their way."""
    seen_chance = detection(looking.equipment, v.equipment_detection)
    stopped, rows, gang, corridor = _stop(
        legs, seen_chance, v.equipment_interception, tallies.carried, tallies.seized,
        looking.found_equipment,
    )  # fmt: skip
    for place in range(rows.size):
        leads[gang[place]] += v.leads_per_seizure * looking.sharing[corridor[place]]
        _seize(
            rows[place], BoatState.SEIZED_UPSTREAM.value, row, cell, seized_in, cargo, boats, gangs,
            staged, ways,
        )  # fmt: skip
    now.finds += rows.size
    _note(now, log, Event.SENT.value, legs.rows, legs.corridor, cargo, gangs)
    _note(now, log, Event.SEIZED.value, rows, corridor, cargo, gangs)
    today = now.day - now.first_day
    for number in legs.without_way:
        put(freight, number, today + WAIT_WITHOUT_WAY)
    uncounted = np.zeros(ways.passage.max() + 2)
    _set_out(now, legs, stopped, cargo, freight, np.ones(staged.size), ways, uncounted)


@kernel
def _set_out(
    now: Any, legs: Legs, stopped: Flags, table: Rows, calendar: Due, slowdown: Floats,
    ways: Ways, passages: Floats,
) -> None:  # fmt: skip
    """Put those not stopped on their corridors, for a triangular time times ``slowdown``.

    Args:
        now: The day's numbers.
        legs: Those who would set out.
        stopped: Which of them are stopped.
        table: What moves.
        calendar: When it next reaches something, after one day at least.
        slowdown: Factor on the travel time from each hub.
        ways: The network.
        passages: Added to: how many passed a corridor that is counted: none, and each of those.
    """
    today, corners = now.day - now.first_day, ways.days
    for place in range(legs.rows.size):
        if stopped[place]:
            continue
        one, on = table[legs.rows[place]], legs.corridor[place]
        one.corridor = on
        one.ways |= np.uint64(1) << np.uint64(on)
        passages[ways.passage[on] + 1] += 1.0
        days = triangular(legs.time[place], corners[on, 0], corners[on, 1], corners[on, 2])
        days = max(np.rint(days * slowdown[ways.origin[on]]), 1.0)
        put(calendar, legs.rows[place], today + int(days))


@kernel
def find_stores(
    now: Any, v: Numbers, row: Any, cell: Floats, seized_in: Index, cargo: Rows, boats: Rows,
    gangs: Rows, stores: Index, looking: Looking, ways: Ways, staged: Index, leads: Floats,
    log: Rows, key: Key,
) -> None:  # fmt: skip
    """Once a week: stores are found with a chance that rises with the officers who look there."""
    on_roads = np.zeros(staged.size)
    for corridor in range(ways.origin.size):
        on_roads[ways.origin[corridor]] += looking.equipment[corridor]
    found, kept = np.empty(now.stored, dtype=np.int64), 0
    number = 0
    for place in range(now.stored):
        one = cargo[stores[place]]
        chance = 1.0 - exp(-v.store_detection * on_roads[one.hub])
        drawn, _, _, _ = draw_one(one.identity, now.day, Decision.STORE.value, key)
        if drawn < chance:
            found[number] = stores[place]
            number += 1
        else:
            stores[kept] = stores[place]
            kept += 1
    now.stored = kept
    for lost in found[:number]:
        one = cargo[lost]
        leads[one.gang] += v.leads_per_seizure * looking.sharing[ways.choices[one.hub, 0]]
        _seize(
            lost, BoatState.SEIZED_IN_STORE.value, row, cell, seized_in, cargo, boats, gangs,
            staged, ways,
        )  # fmt: skip
    now.finds += number
    for lost in found[:number]:
        one = cargo[lost]
        note(
            log, now, Event.STORE_FOUND.value, gangs[one.gang].identity, one.identity, 0, -1,
            one.hub, one.boats,
        )  # fmt: skip


@kernel
def _seize(
    number: int, how: int, row: Any, cell: NDArray[np.float64], seized_in: Index, cargo: Rows,
    boats: Rows, gangs: Rows, staged: Index, ways: Ways,
) -> None:  # fmt: skip
    """Take a consignment from its gang, with all that it carries.

    Args:
        number: Its row.
        how: What becomes of its boats.
        row: The day's row.
        cell: The same row by place.
        seized_in: Places of the columns that count boats seized by region.
        cargo: Consignments.
        boats: Boats.
        gangs: Gangs.
        staged: Consignments at each hub.
        ways: The network.
    """
    one = cargo[number]
    gang = gangs[one.gang]
    one.state = ConsignmentState.SEIZED
    staged[one.hub] -= 1
    for boat in range(one.first_boat, one.first_boat + one.boats):
        boats[boat].state = how
    gang.boats_on_order -= one.boats
    gang.engines_on_order -= one.engines
    gang.boats_lost += one.boats
    gang.boats_called -= one.boats * one.called
    row.boats_seized_upstream += one.boats
    row.boats_seized_store += one.boats * (how == BoatState.SEIZED_IN_STORE)
    row.engines_seized += one.engines
    region = ways.region[one.hub]
    if region >= 0:
        cell[seized_in[region]] += one.boats


@kernel
def _note(
    now: Any, log: Rows, event: int, rows: Index, over: Index, cargo: Rows, gangs: Rows
) -> None:
    for place in range(rows.size):
        one = cargo[rows[place]]
        note(
            log, now, event, gangs[one.gang].identity, one.identity, 0, over[place], -1, one.boats
        )  # fmt: skip


@kernel
def _stop(
    legs: Legs, seen_chance: Floats, interception: float, passed: Floats, lost: Floats,
    found: Floats,
) -> tuple[Flags, Index, Index, Index]:  # fmt: skip
    """Say of each whether it is stopped, and of those stopped row, gang and corridor.

    Passages and losses are counted for the gangs, finds for the units.
    """
    rows, gang, number = legs.rows, legs.gang, 0
    stopped = np.empty(rows.size, dtype=np.bool_)
    who, whose, where = np.empty_like(rows), np.empty_like(rows), np.empty_like(rows)
    for place in range(rows.size):
        way = legs.corridor[place]
        stopped[place] = (legs.seen[place] < seen_chance[way]) & (
            legs.stopped[place] < interception
        )
        if stopped[place]:
            who[number], whose[number], where[number] = rows[place], gang[place], way
            number += 1
            lost[gang[place], way] += 1.0
            found[way] += 1.0
        else:
            passed[gang[place], way] += 1.0
    return stopped, who[:number], whose[:number], where[:number]
