"""Pattern 6: displacement, when a way of the Western Balkans is closed or policed."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import numpy as np

from calibration.measures import later
from calibration.patterns import observed
from calibration.patterns.dated_shocks import OPERATION_DAY
from calibration.patterns.final_states import Watched
from calibration.patterns.pattern_runs import CLOSED, OPERATION
from calibration.patterns.pattern_values import Floats, Value, change, value
from scenarios.world_tables import load_world
from sim.core.network import Network

BALKANS = ("Albania", "Bosnia and Herzegovina", "Kosovo", "North Macedonia", "Serbia")
WITHIN = ("Austria", "Croatia", "Hungary", "Italy", "Slovenia")
"""Countries at which a way in ends that is counted here; each person passes one such way."""
QUARTER, YEAR = 3, 12
"""Months after the operation that measures are about."""


def routes_in(network: Network) -> dict[str, list[int]]:
    """Corridors by which people come to the countries ``WITHIN``, grouped by country pair."""
    found: dict[str, list[int]] = {}
    for number, (origin, end) in enumerate(_countries(network)):
        corridor = network.corridors[number]
        if corridor.people and end in WITHIN and origin not in WITHIN:
            name = f"{origin} to {end}" if corridor.mode == "road" else "by sea or air"
            found.setdefault(name, []).append(number)
    return found


def routes_out(network: Network) -> list[int]:
    """Corridors by which people leave the Western Balkans."""
    return [
        number
        for number, (origin, end) in enumerate(_countries(network))
        if network.corridors[number].people and origin in BALKANS and end not in BALKANS
    ]


def _countries(network: Network) -> list[tuple[str, str]]:
    country = {hub.name: hub.country for hub in network.hubs}
    return [(country[c.origin], country[c.destination]) for c in network.corridors]


def passages(watched: Watched, scenario: str, corridors: list[int]) -> Floats:
    """People who set out on any of these corridors: shape (replicates, months)."""
    return np.array(
        [sight.passages[:, corridors].sum(axis=1) for sight in watched.sights[scenario]]
    )


def simulated_months(watched: Watched) -> list[date]:
    """First days of the simulated months."""
    return sorted({day.replace(day=1) for day in watched.comparison.dates})


def monthly(watched: Watched, scenario: str, column: str) -> Floats:
    """A daily column by calendar month, replicate by replicate."""
    position = np.array(
        [simulated_months(watched).index(d.replace(day=1)) for d in watched.comparison.dates]
    )
    daily = watched.days(scenario, column)
    return np.array([np.bincount(position, row) for row in daily])


def _year_seen() -> float:
    """Change of arrivals in the twelve months from the operation, on the twelve before."""
    days, starts = observed.daily(), [later(OPERATION_DAY, YEAR * years) for years in (-1, 0, 1)]
    before, after = (
        days.between(first, end - timedelta(days=1))["arrivals"].sum()
        for first, end in pairwise(starts)
    )
    return float(after / before - 1)


def measure_values(watched: Watched, base: str) -> dict[str, Value]:
    """Values of the declared measures, by name."""
    groups = routes_in(load_world().network)
    first = simulated_months(watched).index(OPERATION_DAY)
    after, quarter = slice(first, first + YEAR), slice(first, first + QUARTER)
    every = [number for group in groups.values() for number in group]
    shut = groups["Serbia to Hungary"]
    total, closed = (passages(watched, name, shut)[:, after].sum(axis=1) for name in (base, CLOSED))
    whole, left = (passages(watched, name, every)[:, after].sum(axis=1) for name in (base, CLOSED))
    out = routes_out(load_world().network)
    exits = [passages(watched, name, out)[:, quarter].sum(axis=1) for name in (base, OPERATION)]
    arrivals = {
        name: monthly(watched, name, "arrivals")[:, after].sum(axis=1)
        for name in (base, CLOSED, OPERATION)
    }
    deaths = [monthly(watched, name, "deaths")[:, after].sum(axis=1) for name in (base, CLOSED)]
    detected = observed.detections()
    month = int(np.searchsorted(detected.days, np.datetime64(OPERATION_DAY)))
    route = detected["Western Balkan Route"]
    fell = route[month : month + QUARTER].mean() / route[month - QUARTER : month].mean() - 1
    return {
        "size": value(total / whole),
        "reappeared": value(1 - (whole - left) / (total - closed)),
        "closed": value(change(arrivals[base], arrivals[CLOSED]), _year_seen()),
        "operation": value(change(arrivals[base], arrivals[OPERATION]), _year_seen()),
        "route": value(change(exits[0], exits[1]), float(fell)),
        "deaths": value(deaths[1] - deaths[0]),
    }
