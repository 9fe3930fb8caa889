"""Interdiction: who and what is stopped on the corridors, and what is found in stores.

Two chances in turn: detection, which rises with the officers who look there, and interception of
what was detected. People who are stopped are put back to the hub they left and give up, try again
later or turn to another way, as do those for whom no corridor is open; consignments are lost. All
others set out.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.core.calendar import Due, put
from sim.core.columns import Index
from sim.core.day_context import Flags, Legs
from sim.core.distributions import triangular
from sim.core.events import Event, note
from sim.core.exact_math import exp, exp_all, power, total
from sim.core.kernels import kernel
from sim.core.network import Graph
from sim.core.randomness import Decision, draw, draw_one
from sim.enforcement.units import Looking
from sim.equipment.boats import BoatState, ConsignmentState
from sim.gangs.gangs import Tallies
from sim.people import persistence
from sim.people.gang_choice import choose
from sim.people.travellers import State
from sim.value_types import Numbers

Floats = NDArray[np.float64]
Rows = NDArray[Any]
Key = NDArray[np.uint64]

WAIT_WITHOUT_WAY = 7
"""Days until a consignment for which no corridor is open is tried again: assumed."""
MOST_FOR_STOPS = 0.1
"""Share of its money that a gang spends on stops in a day at most; its customers bear the rest:
assumed."""


class Chances(NamedTuple):
    """Chance of being detected, and of being stopped once detected, by corridor."""

    seen: Floats
    stopped: Floats


@kernel
def detection(officers: Floats, rate: float) -> Floats:
    """Chance of being seen on each corridor, where ``officers`` look."""
    unseen = -rate * officers
    exp_all(unseen)
    return 1.0 - unseen


@kernel
def chances_of_people(
    officers: Floats, v: Numbers, by_detection: Floats, by_interception: Floats, graph: Graph
) -> Chances:
    """Chances of people on each corridor, with the factors of an operation at the hub it leaves.

    A factor on interception acts as so many chances to be stopped: two of one half are three
    quarters.

    Args:
        officers: Officers who look for people at each corridor.
        v: Named values.
        by_detection: Factor on that looking, by hub.
        by_interception: Factor on interception, by hub.
        graph: The network.
    """
    looking, stopping = np.empty(officers.size), np.empty(officers.size)
    for corridor in range(officers.size):
        hub = graph.origin[corridor]
        looking[corridor] = officers[corridor] * by_detection[hub]
        stopping[corridor] = v.people_interception
        if by_interception[hub] != 1.0:
            stopping[corridor] = 1.0 - power(1.0 - v.people_interception, by_interception[hub])
    return Chances(detection(looking, v.people_detection), stopping)


@kernel
def redeploy(now: Any, looking: Looking) -> None:
    """Let officers look where they have been sent, if that has changed."""
    if now.redeploy:
        looking.people[:] = looking.next_people
        looking.equipment[:] = looking.next_equipment
        looking.beach[:] = looking.next_beach
        now.redeploy = 0


@kernel
def stop_people(
    now: Any, v: Numbers, row: Any, cell: Floats, passages: Index, legs: Legs, chances: Chances,
    people: Rows, gangs: Rows, tallies: Tallies, shares: Floats, looking: Looking, graph: Graph,
    staged: Index, journeys: Due, leads: Floats, key: Key,
) -> None:  # fmt: skip
    """Stop some of the people who set out today and send the rest on their way.

    Args:
        now: The day's numbers.
        v: Named values.
        row: The day's row.
        cell: The same row by place.
        passages: Places of the columns that count passages.
        legs: Those who set out.
        chances: Chances of being detected and stopped, by corridor.
        people: All people.
        gangs: Gangs.
        tallies: What gangs remember.
        shares: Cumulative shares of customers by gang, of this morning.
        looking: Where officers look and what they find.
        graph: The network.
        staged: People staged at each hub.
        journeys: When people next reach something.
        leads: Added to: leads from today's finds, by gang.
        key: Seed and replicate.
    """
    stopped, rows, gang, corridor = _stop(
        legs, chances, tallies.moved, tallies.stopped, looking.found_people
    )
    stops, cost = np.zeros(gangs.size, dtype=np.int64), np.empty(gangs.size)
    for index in range(rows.size):
        leads[gang[index]] += v.leads_per_person * looking.sharing[corridor[index]]
        stops[gang[index]] += 1
    now.finds += legs.rows.size
    for index in range(legs.rows.size):
        if not stopped[index]:
            passing = v.leads_per_passage * looking.sharing[legs.corridor[index]]
            leads[legs.gang[index]] += passing
            people[legs.rows[index]].stops = 0
    for index in range(gangs.size):
        cost[index] = min(v.stop_cost * stops[index], MOST_FOR_STOPS * gangs[index].capital)
        gangs[index].capital -= cost[index]
    row.money_operating += total(cost)
    row.interceptions += rows.size
    halted = np.concatenate((rows, legs.without_route))
    _give_up_or_retry(now, v, row, halted, people, shares, graph, staged, journeys, key)
    slowdown = np.empty(staged.size)
    for hub in range(staged.size):
        over = max(staged[hub] / v.hub_capacity - 1.0, 0.0)
        slowdown[hub] = 1.0 + v.congestion_slowdown * over
    passed = np.zeros(passages.size + 1)
    _set_out(now, legs, stopped, people, journeys, slowdown, graph, passed)
    for index in range(passages.size):
        cell[passages[index]] += passed[index + 1]


@kernel
def _give_up_or_retry(
    now: Any, v: Numbers, row: Any, halted: Index, people: Rows, shares: Floats, graph: Graph,
    staged: Index, journeys: Due, key: Key,
) -> None:  # fmt: skip
    """Let those who were stopped or have no route give up, or try again later, some otherwise."""
    identity, event = np.empty(halted.size, np.uint64), np.empty(halted.size, np.uint64)
    for index in range(halted.size):
        identity[index] = people[halted[index]].identity
        event[index] = people[halted[index]].event
    drawn = draw(identity, event, Decision.AFTER_FAILURE.value, key)
    today = now.day - now.first_day
    for index in range(halted.size):
        person = people[halted[index]]
        stops = min(person.stops + 1, persistence.MOST_STOPS)
        person.stops = stops
        leaving = persistence.leaving(v.leave_after_interception, v.leave_growth, stops)
        if drawn[0, index] < leaving:
            person.state, person.ended = State.GAVE_UP, now.day
            staged[person.hub] -= 1
            row.people_gave_up += 1.0
            continue
        if persistence.turns(v.stops_to_turn, stops):
            _turn(now, row, person, drawn[1, index], shares, graph, staged)
        wait = persistence.days_until_next(v.wait_after_interception, v.wait_growth, stops)
        put(journeys, halted[index], today + wait)


@kernel
def _turn(
    now: Any, row: Any, person: Any, uniform: float, shares: Floats, graph: Graph, staged: Index
) -> None:
    """Let a person turn to another gang where ways part, and else go back to where they do."""
    if graph.is_fork[person.hub]:
        chosen = choose(now, shares, uniform)
        row.gang_changes += chosen != person.gang
        person.gang = chosen
        return
    staged[person.hub] -= 1
    persistence.turn_back(person, graph)
    staged[person.hub] += 1


@kernel
def stop_freight(
    now: Any, v: Numbers, row: Any, cell: Floats, seized_in: Index, legs: Legs, cargo: Rows,
    boats: Rows, gangs: Rows, tallies: Tallies, looking: Looking, graph: Graph, staged: Index,
    freight: Due, leads: Floats, log: Rows,
) -> None:  # fmt: skip
    """Seize some of the consignments that set out today and send the rest on their way."""
    seen = detection(looking.equipment, v.equipment_detection)
    chances = Chances(seen, np.full(seen.size, v.equipment_interception))
    stopped, rows, gang, corridor = _stop(
        legs, chances, tallies.carried, tallies.seized, looking.found_equipment
    )
    for index in range(rows.size):
        leads[gang[index]] += v.leads_per_seizure * looking.sharing[corridor[index]]
        _seize(
            rows[index], BoatState.SEIZED_UPSTREAM.value, row, cell, seized_in, cargo, boats, gangs,
            staged, graph,
        )  # fmt: skip
    now.finds += rows.size
    _note(now, log, Event.SENT.value, legs.rows, legs.corridor, cargo, gangs)
    _note(now, log, Event.SEIZED.value, rows, corridor, cargo, gangs)
    today = now.day - now.first_day
    for number in legs.without_route:
        put(freight, number, today + WAIT_WITHOUT_WAY)
    uncounted = np.zeros(graph.passage.max() + 2)
    _set_out(now, legs, stopped, cargo, freight, np.ones(staged.size), graph, uncounted)


@kernel
def _set_out(
    now: Any, legs: Legs, stopped: Flags, table: Rows, calendar: Due, slowdown: Floats,
    graph: Graph, passages: Floats,
) -> None:  # fmt: skip
    """Put those not stopped on their corridors, for a triangular time times ``slowdown``.

    Args:
        now: The day's numbers.
        legs: Those who would set out.
        stopped: Which of them are stopped.
        table: What moves.
        calendar: When it next reaches something, after one day at least.
        slowdown: Factor on the travel time from each hub.
        graph: The network.
        passages: Added to: how many passed a corridor that is counted: none, and each of those.
    """
    today, corners = now.day - now.first_day, graph.days
    for index in range(legs.rows.size):
        if stopped[index]:
            continue
        one, on = table[legs.rows[index]], legs.corridor[index]
        one.corridor = on
        one.corridors_passed |= np.uint64(1) << np.uint64(on)
        passages[graph.passage[on] + 1] += 1.0
        days = triangular(legs.time[index], corners[on, 0], corners[on, 1], corners[on, 2])
        days = max(np.rint(days * slowdown[graph.origin[on]]), 1.0)
        put(calendar, legs.rows[index], today + int(days))


@kernel
def find_stores(
    now: Any, v: Numbers, row: Any, cell: Floats, seized_in: Index, reach: Floats, cargo: Rows,
    boats: Rows, gangs: Rows, stores: Index, looking: Looking, graph: Graph, staged: Index,
    leads: Floats, log: Rows, key: Key,
) -> None:  # fmt: skip
    """Once a week: stores are found with a chance that rises with the officers who look there.

    It also rises with what the law of the place lets them search: ``reach``, by hub.
    """
    on_roads = np.zeros(staged.size)
    for corridor in range(graph.origin.size):
        on_roads[graph.origin[corridor]] += looking.equipment[corridor]
    detected, kept = np.empty(now.stored, dtype=np.int64), 0
    number = 0
    for index in range(now.stored):
        one = cargo[stores[index]]
        chance = 1.0 - exp(-v.store_detection * reach[one.hub] * on_roads[one.hub])
        drawn, _, _, _ = draw_one(one.identity, now.day, Decision.STORE.value, key)
        if drawn < chance:
            detected[number] = stores[index]
            number += 1
        else:
            stores[kept] = stores[index]
            kept += 1
    now.stored = kept
    for lost in detected[:number]:
        one = cargo[lost]
        leads[one.gang] += v.leads_per_seizure * looking.sharing[graph.choices[one.hub, 0]]
        _seize(
            lost, BoatState.SEIZED_IN_STORE.value, row, cell, seized_in, cargo, boats, gangs,
            staged, graph,
        )  # fmt: skip
    now.finds += number
    for lost in detected[:number]:
        one = cargo[lost]
        note(
            log, now, Event.STORE_FOUND.value, gangs[one.gang].identity, one.identity, 0, -1,
            one.hub, one.boats,
        )  # fmt: skip


@kernel
def _seize(
    number: int, how: int, row: Any, cell: NDArray[np.float64], seized_in: Index, cargo: Rows,
    boats: Rows, gangs: Rows, staged: Index, graph: Graph,
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
        graph: The network.
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
    region = graph.region[one.hub]
    if region >= 0:
        cell[seized_in[region]] += one.boats


@kernel
def _note(
    now: Any, log: Rows, event: int, rows: Index, over: Index, cargo: Rows, gangs: Rows
) -> None:
    for index in range(rows.size):
        one = cargo[rows[index]]
        note(
            log, now, event, gangs[one.gang].identity, one.identity, 0, over[index], -1, one.boats
        )  # fmt: skip


@kernel
def _stop(
    legs: Legs, chances: Chances, passed: Floats, lost: Floats, detected: Floats
) -> tuple[Flags, Index, Index, Index]:
    """Say of each whether it is stopped, and of those stopped row, gang and corridor.

    Passages and losses are counted for the gangs, finds for the units.
    """
    rows, gang, number = legs.rows, legs.gang, 0
    stopped = np.empty(rows.size, dtype=np.bool_)
    who, whose, where = np.empty_like(rows), np.empty_like(rows), np.empty_like(rows)
    for index in range(rows.size):
        here = legs.corridor[index]
        stopped[index] = (legs.seen[index] < chances.seen[here]) & (
            legs.stopped[index] < chances.stopped[here]
        )
        if stopped[index]:
            who[number], whose[number], where[number] = rows[index], gang[index], here
            number += 1
            lost[gang[index], here] += 1.0
            detected[here] += 1.0
        else:
            passed[gang[index], here] += 1.0
    return stopped, who[:number], whose[:number], where[:number]
