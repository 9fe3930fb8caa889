"""What the launches of a day leave behind: money, memories, the day's row, and the log."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import Index
from sim.core.day_context import Crossed, Launches
from sim.core.events import Event, note
from sim.core.exact_math import total
from sim.core.kernels import kernel
from sim.core.later import Later, promise
from sim.enforcement.units import Looking
from sim.gangs.gangs import Tallies
from sim.state import Columns, Shore
from sim.value_types import Numbers

Floats = NDArray[np.float64]
Rows = NDArray[Any]

REPUTATION_MEMORY = 300
"""Passengers after which a gang's reputation has mostly forgotten: assumed."""


@kernel
def book(
    now: Any, v: Numbers, row: Any, cell: Floats, columns: Columns, shore: Shore,
    launches: Launches, crossed: Crossed, boats: Rows, gangs: Rows, tallies: Tallies,
    looking: Looking, payments: Later, leads: Floats, log: Rows,
) -> None:  # fmt: skip
    """Write down all that the day's launches leave behind."""
    _take_fares(now, v, row, shore, launches, crossed, gangs, payments)
    _remember(now, v, launches, crossed, gangs, tallies, looking, leads)
    _count(row, cell, columns, launches, crossed)
    if log.size:
        _note(now, shore, launches, crossed, boats, gangs, log)


@kernel
def _take_fares(
    now: Any, v: Numbers, row: Any, shore: Shore, launches: Launches, crossed: Crossed, gangs: Rows,
    payments: Later,
) -> None:  # fmt: skip
    """Take what passengers pay: part on their first attempt, the rest once they have landed.

    What a method costs is paid as far as there is money.
    """
    gang, number = launches.gang, launches.gang.size
    upfront, released, extra = np.empty((3, number))
    paid, spent, due = np.zeros((3, gangs.size))
    for index in range(number):
        price = gangs[gang[index]].price
        upfront[index] = price * (1.0 - v.paid_on_arrival) * crossed.first_tries[index]
        released[index] = price * v.paid_on_arrival * crossed.arrivals[index]
        extra[index] = shore.cost[launches.method[index]]
        paid[gang[index]] += upfront[index]
        spent[gang[index]] += extra[index]
        due[gang[index]] += released[index]
    for index in range(gangs.size):
        spent[index] = min(spent[index], gangs[index].capital + paid[index])
        gangs[index].capital += paid[index] - spent[index]
    promise(payments, now.day - now.first_day, now.day + int(v.payment_delay), due)
    now.escrow += total(due)
    fares = total(upfront)
    row.gang_revenue += fares + total(released)
    row.money_fares += fares
    row.money_operating += total(spent)


@kernel
def _remember(
    now: Any, v: Numbers, launches: Launches, crossed: Crossed, gangs: Rows, tallies: Tallies,
    looking: Looking, leads: Floats,
) -> None:  # fmt: skip
    """Leave with gangs, customers and police what they saw of the day's launches."""
    corridors = looking.people.size
    got_through, aboard = np.zeros(gangs.size), np.zeros(gangs.size)
    for index in range(launches.gang.size):
        gang, zone, method = launches.gang[index], launches.zone[index], launches.method[index]
        tallies.launched[gang, zone, method] += 1.0
        got_through[gang] += crossed.arrivals[index]
        aboard[gang] += launches.load[index]
        if crossed.found[index] > 0:
            stopped = crossed.found[index] / launches.load[index]
            tallies.prevented[gang, zone, method] += 1.0 if crossed.prevented[index] else stopped
            looking.found_equipment[corridors + zone] += 1.0
            leads[gang] += v.leads_per_prevention * looking.sharing[corridors + zone]
            now.finds += 1
    for index in range(gangs.size):
        gang = gangs[index]
        better = got_through[index] - gang.reputation * aboard[index]
        gang.reputation += better / (aboard[index] + REPUTATION_MEMORY)


@kernel
def _count(row: Any, cell: Floats, columns: Columns, launches: Launches, crossed: Crossed) -> None:
    """Add the launches to the day's row."""
    for index in range(launches.boats.size):
        arrivals, prevented = crossed.arrivals[index], crossed.prevented[index]
        row.boats_launched += 1.0
        row.boats_arrived += arrivals > 0
        row.boats_arrived_over_60 += arrivals > 60
        row.boats_seized_beach += prevented
        row.events_prevented += crossed.found[index] > 0
        row.engines_seized += prevented
        row.engines_used += not prevented
        row.boats_turned_back += crossed.turned_back[index]
        row.incidents += crossed.incident[index]
        row.attempts += crossed.attempts[index]
        row.arrivals += arrivals
        row.preventions += crossed.found[index]
        row.deaths += crossed.deaths[index]
        at_sea = crossed.attempts[index] - crossed.found[index]
        row.returned += at_sea - arrivals - crossed.deaths[index]
        cell[columns.zone[launches.zone[index]]] += arrivals
        cell[columns.launched[launches.method[index]]] += 1.0
        cell[columns.method[launches.method[index]]] += arrivals
        cell[columns.landed[launches.method[index]]] += arrivals > 0
    row.expected_deaths += total(crossed.expected_deaths)


@kernel
def _note(
    now: Any, shore: Shore, launches: Launches, crossed: Crossed, boats: Rows, gangs: Rows,
    log: Rows,
) -> None:  # fmt: skip
    """Log each launch and how it ended: all launches, then all prevented, and so on."""
    load, all_boats = launches.load, np.ones(launches.load.size, dtype=np.bool_)
    _note_those(now, Event.LAUNCHED.value, all_boats, load, shore, launches, boats, gangs, log)
    _note_those(
        now, Event.PREVENTED.value, crossed.prevented, crossed.found, shore, launches, boats, gangs,
        log,
    )  # fmt: skip
    went_on = (crossed.found > 0) & ~crossed.prevented
    _note_those(
        now, Event.GROUP_STOPPED.value, went_on, crossed.found, shore, launches, boats, gangs, log
    )
    _note_those(
        now, Event.TURNED_BACK.value, crossed.turned_back, load, shore, launches, boats, gangs, log
    )
    _note_those(
        now, Event.INCIDENT.value, crossed.incident, crossed.deaths, shore, launches, boats, gangs,
        log,
    )  # fmt: skip
    landed = crossed.arrivals > 0
    _note_those(
        now, Event.LANDED.value, landed, crossed.arrivals, shore, launches, boats, gangs, log
    )


@kernel
def _note_those(
    now: Any, event: int, which: NDArray[np.bool_], amount: Index, shore: Shore,
    launches: Launches, boats: Rows, gangs: Rows, log: Rows,
) -> None:  # fmt: skip
    for index in range(which.size):
        if which[index]:
            note(
                log, now, event, gangs[launches.gang[index]].identity,
                boats[launches.boats[index]].identity, 0, -1, shore.hub[launches.zone[index]],
                amount[index],
            )  # fmt: skip
