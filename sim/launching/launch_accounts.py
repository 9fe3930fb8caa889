"""What the launches of a day leave behind: money, memories, the day's row, and the log."""

from __future__ import annotations

import numpy as np

from sim.core.columns import Index
from sim.core.day_context import Crossed, Flags, Floats, Launches
from sim.core.events import Event
from sim.core.kernels import kernel
from sim.core.network import DEPARTURE_ZONES
from sim.state import ModelState

REPUTATION_MEMORY = 300
"""Passengers after which a gang's reputation has mostly forgotten: assumed."""


def book(model: ModelState, launches: Launches, crossed: Crossed) -> None:
    """Write down all that the day's launches leave behind."""
    _take_fares(model, launches, crossed)
    _remember(model, launches, crossed)
    _count(model, launches, crossed)
    _note(model, launches, crossed)


def _take_fares(model: ModelState, launches: Launches, crossed: Crossed) -> None:
    """Take what passengers pay: part on their first attempt, the rest once they have landed."""
    values, gangs, gang = model.values, model.gangs, launches.gang
    price = gangs.price[gang]
    upfront = price * (1.0 - values.paid_on_arrival) * crossed.first_tries
    released = price * values.paid_on_arrival * crossed.arrivals
    extra = model.world.method_cost[launches.method]
    gangs.capital += np.bincount(gang, weights=upfront - extra, minlength=gangs.count)
    due = np.bincount(gang, weights=released, minlength=gangs.count)
    model.payments[model.day + int(values.payment_delay)].append(due)
    model.escrow += due.sum()
    fares = upfront.sum()
    model.record.add("gang_revenue", fares + released.sum())
    model.record.add("money_fares", fares)
    model.record.add("money_ways", extra.sum())


def _remember(model: ModelState, launches: Launches, crossed: Crossed) -> None:
    """Leave with gangs, customers and police what they saw of the day's launches."""
    gangs, corridors = model.gangs, len(model.network.corridors)
    _see(
        launches.gang, launches.zone, launches.method, crossed.prevented,
        gangs.launched, gangs.prevented, model.units.found_equipment[corridors:],
    )  # fmt: skip
    got_through = np.bincount(launches.gang, weights=crossed.arrivals, minlength=gangs.count)
    aboard = np.bincount(launches.gang, weights=launches.load, minlength=gangs.count)
    gangs.reputation += (got_through - gangs.reputation * aboard) / (aboard + REPUTATION_MEMORY)
    model.today.find(
        launches.gang[crossed.prevented], corridors + launches.zone[crossed.prevented],
        model.values.leads_per_prevention,
    )  # fmt: skip


@kernel
def _see(
    gang: Index,
    zone: Index,
    method: Index,
    was_prevented: Flags,
    launched: Floats,
    prevented: Floats,
    found: Floats,
) -> None:
    for place in range(gang.size):
        launched[gang[place], zone[place], method[place]] += 1.0
        if was_prevented[place]:
            prevented[gang[place], zone[place], method[place]] += 1.0
            found[zone[place]] += 1.0


def _count(model: ModelState, launches: Launches, crossed: Crossed) -> None:
    """Add the launches to the day's row."""
    zones, methods = len(DEPARTURE_ZONES), len(model.world.methods)
    boats, people = np.zeros(6, dtype=np.int64), np.zeros(5, dtype=np.int64)
    by_zone, by_method = np.zeros(zones, dtype=np.int64), np.zeros((2, methods), dtype=np.int64)
    _add_up(
        launches.zone, launches.method, crossed.prevented, crossed.turned_back, crossed.incident,
        crossed.attempts, crossed.arrivals, crossed.found, crossed.deaths,
        boats, people, by_zone, by_method,
    )  # fmt: skip
    record = model.record
    for name, number in zip(BOATS, boats, strict=True):
        record.add(name, number)
    for name, number in zip(PEOPLE, people, strict=True):
        record.add(name, number)
    record.add("engines_seized", boats[PREVENTED])
    record.add("engines_used", boats[LAUNCHED] - boats[PREVENTED])
    record.add("expected_deaths", crossed.expected_deaths.sum())
    for zone, number in zip(DEPARTURE_ZONES, by_zone, strict=True):
        record.add(f"arrivals_{zone.lower()}", number)
    for row, method in enumerate(model.world.methods):
        name = method.name.replace("-", "_")
        record.add(f"boats_launched_{name}", by_method[0, row])
        record.add(f"arrivals_{name}", by_method[1, row])


BOATS = (
    "boats_launched", "boats_arrived", "boats_arrived_over_60", "boats_seized_beach",
    "boats_turned_back", "incidents",
)  # fmt: skip
PEOPLE = ("attempts", "arrivals", "preventions", "returned", "deaths")
LAUNCHED, PREVENTED = BOATS.index("boats_launched"), BOATS.index("boats_seized_beach")


@kernel
def _add_up(
    zone: Index,
    method: Index,
    prevented: Flags,
    turned_back: Flags,
    incident: Flags,
    attempts: Index,
    arrivals: Index,
    found: Index,
    deaths: Index,
    boats: Index,
    people: Index,
    by_zone: Index,
    by_method: Index,
) -> None:
    """Sums over the boats, in the order of ``BOATS`` and ``PEOPLE``."""
    for place in range(zone.size):
        boats[0] += 1
        boats[1] += arrivals[place] > 0
        boats[2] += arrivals[place] > 60
        boats[3] += prevented[place]
        boats[4] += turned_back[place]
        boats[5] += incident[place]
        people[0] += attempts[place]
        people[1] += arrivals[place]
        people[2] += found[place]
        if not prevented[place]:
            people[3] += attempts[place] - arrivals[place] - deaths[place]
        people[4] += deaths[place]
        by_zone[zone[place]] += arrivals[place]
        by_method[0, method[place]] += 1
        by_method[1, method[place]] += arrivals[place]


def _note(model: ModelState, launches: Launches, crossed: Crossed) -> None:
    """Log each launch and how it ended, where events are kept."""
    if model.log is None:
        return
    gang = model.gangs.identity[launches.gang]
    boat, hub = model.boats.identity[launches.boats], model.network.zones[launches.zone]
    for event, which, amount in (
        (Event.LAUNCHED, launches.load > 0, launches.load),
        (Event.PREVENTED, crossed.prevented, crossed.found),
        (Event.TURNED_BACK, crossed.turned_back, launches.load),
        (Event.INCIDENT, crossed.incident, crossed.deaths),
        (Event.LANDED, crossed.arrivals > 0, crossed.arrivals),
    ):
        model.log.add(
            event, model.day, gang[which], boat[which], hub=hub[which], amount=amount[which]
        )
