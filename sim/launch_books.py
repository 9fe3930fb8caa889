"""What the launches of a day leave behind: money, memories, the day's row, and the log."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.events import Event
from sim.handover import Crossed, Launches
from sim.network import DEPARTURE_ZONES
from sim.state import ModelState

Floats = NDArray[np.float64]

REPUTATION_MEMORY = 300
"""Passengers after which a gang's reputation has mostly forgotten: assumed."""


def book(model: ModelState, launches: Launches, crossed: Crossed) -> None:
    """Write down all that the day's launches leave behind."""
    _take_fares(model, launches, crossed)
    _remember(model, launches, crossed)
    _count(model, launches, crossed)
    if model.log is not None:
        _note(model, launches, crossed)


def _take_fares(model: ModelState, launches: Launches, crossed: Crossed) -> None:
    """Take what passengers pay: part on their first attempt, the rest once they have landed."""
    values, gangs = model.values, model.gangs
    price = gangs.price[launches.gang]
    upfront = price * (1.0 - values.paid_on_arrival) * crossed.first_tries
    released = price * values.paid_on_arrival * crossed.arrivals
    extra = np.array([method.cost for method in model.world.methods])[launches.method]
    gangs.capital += np.bincount(launches.gang, weights=upfront - extra, minlength=gangs.count)
    due = np.bincount(launches.gang, weights=released, minlength=gangs.count)
    model.payments[model.day + int(values.payment_delay)].append(due)
    model.escrow += due.sum()
    model.record.add("gang_revenue", upfront.sum() + released.sum())
    model.record.add("money_fares", upfront.sum())
    model.record.add("money_ways", extra.sum())


def _remember(model: ModelState, launches: Launches, crossed: Crossed) -> None:
    """Leave with gangs, customers and police what they saw of the day's launches."""
    gangs, prevented = model.gangs, crossed.prevented
    way = (launches.gang, launches.zone, launches.method)
    np.add.at(gangs.launched, way, 1.0)
    np.add.at(gangs.prevented, way, prevented.astype(np.float64))
    got_through = np.bincount(launches.gang, weights=crossed.arrivals, minlength=gangs.count)
    aboard = np.bincount(launches.gang, weights=launches.load, minlength=gangs.count)
    gangs.reputation += (got_through - gangs.reputation * aboard) / (aboard + REPUTATION_MEMORY)
    place = len(model.network.corridors) + launches.zone[prevented]
    np.add.at(model.units.found_equipment, place, 1.0)
    model.today.find(launches.gang[prevented], place, model.values.leads_per_prevention)


def _count(model: ModelState, launches: Launches, crossed: Crossed) -> None:
    """Add the launches to the day's row."""
    prevented, arrivals = crossed.prevented, crossed.arrivals
    flows: dict[str, Any] = {
        "boats_launched": launches.boats.size,
        "boats_arrived": np.count_nonzero(arrivals > 0),
        "boats_arrived_over_60": np.count_nonzero(arrivals > 60),
        "boats_seized_beach": np.count_nonzero(prevented),
        "boats_turned_back": np.count_nonzero(crossed.turned_back),
        "engines_seized": np.count_nonzero(prevented),
        "engines_used": np.count_nonzero(~prevented),
        "attempts": crossed.attempts.sum(),
        "arrivals": arrivals.sum(),
        "preventions": crossed.found.sum(),
        "returned": (crossed.attempts - arrivals - crossed.deaths)[~prevented].sum(),
        "deaths": crossed.deaths.sum(),
        "expected_deaths": crossed.expected_deaths.sum(),
        "incidents": np.count_nonzero(crossed.incident),
    }
    by_zone = np.bincount(launches.zone, weights=arrivals, minlength=len(DEPARTURE_ZONES))
    for name, amount in zip(DEPARTURE_ZONES, by_zone, strict=True):
        flows[f"arrivals_{name.lower()}"] = amount
    methods = model.world.methods
    launched = np.bincount(launches.method, minlength=len(methods))
    landed = np.bincount(launches.method, weights=arrivals, minlength=len(methods))
    for row, method in enumerate(methods):
        name = method.name.replace("-", "_")
        flows[f"boats_launched_{name}"] = launched[row]
        flows[f"arrivals_{name}"] = landed[row]
    for name, amount in flows.items():
        model.record.add(name, amount)


def _note(model: ModelState, launches: Launches, crossed: Crossed) -> None:
    """Log each launch and how it ended."""
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
