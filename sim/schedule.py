"""One day, in order.

The order follows the way news travels. What policy decides comes first, since everyone meets it. On
Mondays gangs order boats and choose routes again. Then the sea; people enter, choose a gang and
set out; both flows move, boats rest in stores, both meet enforcement and reach the coast. Only then
do gangs sell one another boats and launch, so that today's arrivals on the coast can leave today.
What enforcement found becomes leads, leads become cases, gangs recover, on Mondays everybody
learns, and last the day is written down.

All of it is compiled, and many days run in one call. It ends early when a gang leaves, splits or
enters, when a table has no room left, and on the eve of a day on which a named value changes: these
are plain Python.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim import current_values
from sim.core.by_reference import by_reference
from sim.core.calendar import Due, has_room
from sim.core.columns import Index
from sim.core.day_context import Launches
from sim.core.kernels import kernel
from sim.core.later import Later
from sim.core.network import Carries, Graph
from sim.enforcement import intelligence, interdiction, justice, learning, units
from sim.enforcement.agencies import Agencies
from sim.enforcement.units import Looking, Posts
from sim.equipment import boats, procurement, resale, storage, supplier_market
from sim.equipment.boats import Market
from sim.gangs import recovery, routing
from sim.gangs.gangs import Heard, Tallies
from sim.launching import departure, launch_decision, weather
from sim.outcomes import recorder
from sim.people import demand, movement, recruitment, waiting
from sim.people.seasons import Seasons
from sim.state import Columns, Entries, Levers, Routes, Shore, Vectors

SCHEDULE: tuple[tuple[str, Callable[..., Any]], ...] = (
    ("interventions", current_values.run),
    ("procurement", procurement.run),
    ("routing", routing.run),
    ("weather", weather.run),
    ("demand", demand.run),
    ("recruitment", recruitment.run),
    ("movement", movement.move_people),
    ("storage", storage.keep_in_store),
    ("interdiction", interdiction.stop_people),
    ("waiting", waiting.run),
    ("resale", resale.run),
    ("launching", launch_decision.run),
    ("departure", departure.run),
    ("intelligence", intelligence.run),
    ("justice", justice.run),
    ("recovery", recovery.receive_fares),
    ("learning", learning.run),
    ("outcomes", recorder.run),
)
"""The parts of the day and where each begins."""

Floats = NDArray[np.float64]
Rows = NDArray[Any]

MORNING, STRUCK, WEEK, EVENING = range(4)
"""How far a day has come: not begun, cases seen to, the week settled, newcomers there."""
WHOLE, ENTER, NO_ROOM = recovery.STAYS, 3, 4
"""Why days stop: all have run, gangs enter, a table has no room, or what comes of a gang."""


@by_reference
class Everything(NamedTuple):
    """The world as kernels take it, by reference; see :class:`sim.state.ModelState`."""

    now: Rows
    values: Rows
    vectors: Vectors
    levers: Levers
    table: Rows
    cells: Floats
    columns: Columns
    key: NDArray[np.uint64]
    chances: Floats
    seasons: Seasons
    entries: Entries
    shore: Shore
    graph: Graph
    carries: Carries
    routes: Routes
    people: Rows
    queue: Index
    hub_people: Index
    journeys: Due
    patience: Due
    resting: Due
    restless: Due
    boats: Rows
    cargo: Rows
    stores: Index
    hub_cargo: Index
    freight: Due
    market: Market
    gangs: Rows
    contacts: Floats
    tallies: Tallies
    heard: Heard
    shares: Floats
    payments: Later
    posts: Posts
    looking: Looking
    leads_due: Later
    agencies: Agencies
    cases: Rows
    struck: Rows
    log: Rows


@kernel
def days(w: Everything, until: int) -> int:
    """Run days until a day, or until one needs plain Python; say what for.

    Args:
        w: The state of the world.
        until: The day to stop at.
    """
    now, v = w.now[0], w.values[0]
    while now.day < until:
        if now.part == MORNING:
            means = demand.means(now, v, w.vectors, w.entries, w.seasons, w.gangs, w.tallies)
            if not _has_room(w, demand.most(means)):
                return NO_ROOM
            leads = np.zeros(w.gangs.size)
            decide(w)
            enter(w, means)
            reach_the_coast(w, leads)
            launches = launch_decision.run(
                now, v, w.vectors, w.shore, w.boats, w.gangs, w.tallies, w.key
            )
            cross(w, launches, leads)
            judge(w)
        waits = close(w)
        if waits:
            return waits
    return WHOLE


@kernel
def _has_room(w: Everything, entering: int) -> bool:
    """Whether all tables have room for the day, if so many may enter."""
    now, n = w.now[0], needs(w, entering)
    return (
        w.people.size - now.people >= entering
        and w.queue.size >= n.coast
        and w.stores.size >= now.stored + n.freight
        and w.boats.size - now.boats >= n.boats
        and w.cargo.size - now.cargo >= n.cargo
        and w.cases.size - now.cases >= n.cases
        and has_room(w.journeys, n.moving)
        and has_room(w.patience, n.moving)
        and has_room(w.resting, n.coast)
        and has_room(w.restless, n.turning)
        and has_room(w.freight, 2 * n.freight + n.cargo)
        and (w.log.size == 0 or w.log.size >= now.events + n.events)
    )


@kernel
def decide(w: Everything) -> None:
    """On Mondays let gangs order boats and think about routes, and send officers where to look."""
    now, v, row = w.now[0], w.values[0], w.table[w.now[0].day - w.now[0].first_day]
    monday, change = now.day % 7 == 1, not now.settled
    if monday:
        supplier_market.restock(v, w.market)
    if monday or change:
        now.boat_price = boats.boat_price(w.market)
    if monday:
        procurement.run(
            now, v, row, w.market, w.routes.delivery_cost, w.boats, w.cargo, w.gangs, w.hub_cargo,
            w.freight, w.log, w.key,
        )  # fmt: skip
        supplier_market.expand(v, w.market)
    routing.run(
        now, v, w.levers.corridor_open, w.gangs, w.contacts, w.tallies, w.market, w.graph,
        w.carries, w.routes,
    )  # fmt: skip
    if change:
        units.sharing_by_place(v, w.posts, w.looking, w.levers.officers, w.levers.unshared)
        now.settled = 1
    if now.redeploy:
        units.deploy(v, w.posts, w.looking, w.levers.searching, w.levers.targeting)


@kernel
def enter(w: Everything, means: Floats) -> None:
    """Draw the day's sea, and let people enter and choose a gang."""
    now, v, row = w.now[0], w.values[0], w.table[w.now[0].day - w.now[0].first_day]
    now.shares = now.finds = 0
    weather.run(now, v, row, w.chances, w.seasons.day_of_year, w.key)
    demand.run(now, row, means, w.entries, w.people, w.key)
    recruitment.run(now, v, w.people, w.gangs, w.tallies, w.shares, w.hub_people, w.journeys, w.key)


@kernel
def reach_the_coast(w: Everything, leads: Floats) -> None:
    """Move people and consignments, stop some of them, and let those on the coast wait."""
    now, v, today = w.now[0], w.values[0], w.now[0].day - w.now[0].first_day
    row, cell = w.table[today], w.cells[today]
    reached, legs = movement.move_people(
        now, w.people, w.graph, w.routes.people, w.hub_people, w.journeys, w.key
    )
    movement.reach_coast(now, v, reached, w.people, w.patience, w.restless, w.key)
    freight = movement.move_freight(
        now, row, w.cargo, w.boats, w.gangs, w.graph, w.routes.equipment, w.hub_cargo, w.freight,
        w.log, w.key,
    )  # fmt: skip
    freight = storage.keep_in_store(now, freight, w.cargo, w.gangs, w.stores, w.graph, w.log)
    if now.day % 7 == 1 and now.stored:
        interdiction.find_stores(
            now, v, row, cell, w.columns.seized, w.vectors.store_reach, w.cargo, w.boats, w.gangs,
            w.stores, w.looking, w.graph, w.hub_cargo, leads, w.log, w.key,
        )  # fmt: skip
    storage.call(now, v, w.cargo, w.gangs, w.stores, w.freight)
    interdiction.redeploy(now, w.looking)
    chances = interdiction.chances_of_people(
        w.looking.people, v, w.vectors.hub_detection, w.vectors.hub_interception, w.graph
    )
    interdiction.stop_people(
        now, v, row, cell, w.columns.passages, legs, chances, w.people, w.gangs, w.tallies,
        w.shares, w.looking, w.graph, w.hub_people, w.journeys, leads, w.key,
    )  # fmt: skip
    interdiction.stop_freight(
        now, v, row, cell, w.columns.seized, freight, w.cargo, w.boats, w.gangs, w.tallies,
        w.looking, w.graph, w.hub_cargo, w.freight, leads, w.log,
    )  # fmt: skip
    waiting.run(
        now, v, row, reached, w.people, w.queue, w.gangs, w.shares, w.resting, w.patience,
        w.restless, w.key,
    )  # fmt: skip
    resale.run(now, w.boats, w.gangs, w.log, w.key)


@kernel
def cross(w: Everything, launches: Launches, leads: Floats) -> None:
    """Let the boats of the day leave, and turn what was found into leads."""
    now, v, today = w.now[0], w.values[0], w.now[0].day - w.now[0].first_day
    departure.run(
        now, v, w.table[today], w.cells[today], w.columns, w.vectors, w.shore, launches, w.people,
        w.queue, w.boats, w.gangs, w.tallies, w.shares, w.looking, w.resting, w.payments, leads,
        w.log, w.key,
    )  # fmt: skip
    intelligence.run(
        now, v, w.levers.investigating, w.agencies, w.gangs, w.tallies, w.cases[: now.cases],
        w.leads_due, leads,
    )  # fmt: skip


@kernel
def judge(w: Everything) -> None:
    """Bring cases on and pay out fares."""
    now, v, row = w.now[0], w.values[0], w.table[w.now[0].day - w.now[0].first_day]
    justice.run(
        now, v, row, w.levers.investigating, w.agencies, w.boats, w.gangs, w.tallies, w.cases,
        w.struck, w.log, w.key,
    )  # fmt: skip
    recovery.receive_fares(now, row, w.gangs, w.payments)
    now.part = STRUCK


@kernel
def close(w: Everything) -> int:
    """Settle the day and on Mondays the week, learn, and write down; say what needs Python first.

    Python founds gangs and lets them go, one by one. This is then called again.
    """
    now, v, row = w.now[0], w.values[0], w.table[w.now[0].day - w.now[0].first_day]
    monday = now.day % 7 == 1
    while now.part < EVENING:
        fate = recovery.fate(now, v, w.gangs, w.tallies, w.struck, w.key)
        if fate:
            return fate
        now.part += 1
        if now.part == WEEK and monday:
            recovery.settle_week(now, v, row, w.gangs, w.tallies, w.struck, w.key)
        if now.part == EVENING and monday:
            now.newcomers = recovery.newcomers(now, v, w.gangs, w.tallies, w.key)
    if now.newcomers:
        return ENTER
    if monday:
        learning.run(
            now, v, w.gangs, w.tallies, w.heard, w.graph.choices.shape[1], w.posts, w.looking
        )
        now.settled = 0
    recorder.run(w, row)
    now.part = MORNING
    now.day += 1
    return WHOLE


class Needs(NamedTuple):
    """Most rows that a day may need: people, boats, consignments and cases are new ones."""

    moving: int
    coast: int
    turning: int
    freight: int
    boats: int
    cargo: int
    cases: int
    events: int


@kernel
def needs(w: Everything, entering: int) -> Needs:
    """Most people who may move, be on the coast and turn today, and what else may be added."""
    now, v, today = w.now[0], w.values[0], w.now[0].day - w.now[0].first_day
    moving = w.journeys.days[today].number + 2 * entering
    boats = engines = cases = 0
    if now.day % 7 == 1:
        boats, engines = procurement.most_sold(v, w.market)
        cases = justice.most_cases(v, w.levers.investigating, w.agencies)
    return Needs(
        moving,
        now.queue + moving + w.resting.days[today].number,
        moving + w.restless.days[today].number,
        w.freight.days[today].number + now.stored,
        boats,
        boats + engines,
        cases + 1,
        8 * (now.boats + now.cargo + now.cases + 2 * (boats + engines) + cases) + 64,
    )
