"""One day, in order.

The order follows the way news travels. What policy decides comes first, since everyone meets it. On
Mondays gangs order boats and think again about ways. Then the sea; people enter, choose a gang and
set out; both flows move, boats rest in stores, both meet enforcement and reach the coast. Only then
do gangs sell one another boats and launch, so that today's arrivals on the coast can leave today.
What enforcement found becomes leads, leads become cases, gangs recover, on Mondays everybody
learns, and last the day is written down.

What happens every day is compiled, and days on which nothing else happens run in one call. What
happens on Mondays, when a case comes to its day or when a named value changes is plain Python.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim import current_values
from sim.core.calendar import Due, has_room
from sim.core.columns import Index
from sim.core.day_context import Launches
from sim.core.kernels import kernel
from sim.core.later import Later
from sim.core.network import Ways
from sim.enforcement import intelligence, interdiction, justice, learning
from sim.enforcement.units import Looking
from sim.equipment import procurement, resale, storage
from sim.gangs import recovery, routing
from sim.gangs.gangs import Tallies
from sim.launching import departure, launch_decision, weather
from sim.outcomes import recorder
from sim.people import demand, movement, recruitment, waiting
from sim.people.seasons import Seasons
from sim.state import Columns, Entries, Shore, Vectors

SCHEDULE: tuple[tuple[str, Callable[..., Any]], ...] = (
    ("interventions", current_values.run),
    ("procurement", procurement.run),
    ("routing", routing.run),
    ("weather", weather.run),
    ("demand", demand.run),
    ("recruitment", recruitment.run),
    ("movement", movement.move_people),
    ("storage", storage.hold),
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

WHOLE, NO_ROOM, JUSTICE_WAITS = 0, 1, 2
"""How far a day has come: to its end, not begun for want of room, or to justice."""


class Everything(NamedTuple):
    """The state of the world as kernels take it; see :class:`sim.state.ModelState`."""

    now: Rows
    values: Rows
    vectors: Vectors
    table: Rows
    cells: Floats
    columns: Columns
    key: NDArray[np.uint64]
    chances: Floats
    seasons: Seasons
    entries: Entries
    shore: Shore
    ways: Ways
    routes: tuple[Floats, Floats]
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
    gangs: Rows
    tallies: Tallies
    shares: Floats
    payments: Later
    looking: Looking
    leads_due: Later
    cases: Rows
    log: Rows


@kernel
def days(w: Everything, until: int, thinking: bool) -> int:
    """Run days until a day, or until one needs room or justice; say how far the last has come.

    Args:
        w: The state of the world.
        until: The day to stop at.
        thinking: Whether the first day is one on which all who decide think, from justice on.
    """
    now, v = w.now[0], w.values[0]
    while now.day < until:
        means = demand.means(now, v, w.vectors, w.entries, w.seasons, w.gangs, w.tallies)
        room = _has_room(
            now, demand.most(means), w.people.size, w.queue.size, w.stores.size, w.journeys,
            w.patience, w.resting, w.restless, w.freight,
        )  # fmt: skip
        events = most_events(w.boats.size, w.cargo.size)
        if not room or 0 < w.log.size < now.events + events:
            return NO_ROOM
        leads = np.zeros(w.gangs.size)
        enter(w, means)
        reach_the_coast(w, leads)
        launches = launch_decision.run(
            now, v, w.vectors, w.shore, w.boats, w.gangs, w.tallies, w.key
        )
        cross(w, launches, leads)
        if thinking or justice.is_busy(now, v, w.cases):
            return JUSTICE_WAITS
        recovery.receive_fares(now, w.table[now.day - now.first_day], w.gangs, w.payments)
        write_down(w)
    return WHOLE


@kernel
def _has_room(
    now: Any, entering: int, people: int, queue: int, stores: int, journeys: Due, patience: Due,
    resting: Due, restless: Due, freight: Due,
) -> bool:  # fmt: skip
    """Whether tables of these sizes have room for the day, if so many may enter."""
    moving, coast, turning = needs(now, entering, journeys, resting, restless)
    held = freight.days[now.day - now.first_day].number + now.stored
    return (
        people - now.people >= entering
        and queue >= coast
        and stores >= now.stored + held
        and has_room(journeys, moving)
        and has_room(patience, moving)
        and has_room(resting, coast)
        and has_room(restless, turning)
        and has_room(freight, 2 * held)
    )


@kernel
def enter(w: Everything, means: Floats) -> None:
    """Draw the day's sea, and let people enter and choose a gang."""
    now, v, row = w.now[0], w.values[0], w.table[w.now[0].day - w.now[0].first_day]
    now.shares = now.finds = 0
    weather.run(now, v, row, w.chances, w.key)
    demand.run(now, row, means, w.entries, w.people, w.key)
    recruitment.run(now, v, w.people, w.gangs, w.tallies, w.shares, w.hub_people, w.journeys, w.key)


@kernel
def reach_the_coast(w: Everything, leads: Floats) -> None:
    """Move people and consignments, stop some of them, and let those on the coast wait."""
    now, v, today = w.now[0], w.values[0], w.now[0].day - w.now[0].first_day
    row, cell = w.table[today], w.cells[today]
    reached, legs = movement.move_people(
        now, w.people, w.ways, w.routes[0], w.hub_people, w.journeys, w.key
    )
    movement.reach_coast(now, v, reached, w.people, w.patience, w.restless, w.key)
    freight = movement.move_freight(
        now, row, w.cargo, w.boats, w.gangs, w.ways, w.routes[1], w.hub_cargo, w.freight, w.log,
        w.key,
    )  # fmt: skip
    freight = storage.hold(now, freight, w.cargo, w.gangs, w.stores, w.ways, w.log)
    if now.day % 7 == 1 and now.stored:
        interdiction.find_stores(
            now, v, row, cell, w.columns.seized, w.cargo, w.boats, w.gangs, w.stores, w.looking,
            w.ways, w.hub_cargo, leads, w.log, w.key,
        )  # fmt: skip
    storage.call(now, v, w.cargo, w.gangs, w.stores, w.freight)
    interdiction.redeploy(now, w.looking)
    interdiction.stop_people(
        now, v, row, cell, w.columns.passages, legs,
        interdiction.detection(w.looking.people, v.people_detection), w.people, w.gangs, w.tallies,
        w.looking, w.ways, w.hub_people, w.journeys, leads, w.key,
    )  # fmt: skip
    interdiction.stop_freight(
        now, v, row, cell, w.columns.seized, freight, w.cargo, w.boats, w.gangs, w.tallies,
        w.looking, w.ways, w.hub_cargo, w.freight, leads, w.log,
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
    intelligence.run(now, v, w.gangs, w.tallies, w.cases, w.leads_due, leads)


@kernel
def write_down(w: Everything) -> None:
    """Complete the day's row and turn to the next day."""
    now = w.now[0]
    recorder.run(w, w.table[now.day - now.first_day])
    now.day += 1


@kernel
def needs(
    now: Any, entering: int, journeys: Due, resting: Due, restless: Due
) -> tuple[int, int, int]:
    """Most people who may move, may be on the coast and may turn today."""
    today = now.day - now.first_day
    moving = journeys.days[today].number + 2 * entering
    return (
        moving,
        now.queue + moving + resting.days[today].number,
        (moving + restless.days[today].number),
    )


@kernel
def most_events(boats: int, consignments: int) -> int:
    """Most events that kernels may write in a day."""
    return 8 * (boats + consignments) + 64
