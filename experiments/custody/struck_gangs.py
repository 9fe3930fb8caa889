"""What is left of gangs so long after they were struck."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scenarios.world_tables import load_world
from sim.scenario import Scenario
from sim.simulation import Simulation

Floats = NDArray[np.float64]

WEEK = 7
OUTCOMES = ("arrivals", "expected_deaths", "strikes", "members", "in_custody", "gangs")
"""What is measured of a run, besides its gangs."""


@dataclass(frozen=True)
class Traced:
    """Gangs struck in a run, and the run.

    Attributes:
        struck: How many strikes are followed.
        strength: Their mean strength against that of the week before, by time after the strike, the
            gangs that have left counted as nothing.
        in_trade: Share of them still in the trade.
        held: Members in custody, as a share of those at large in the week before.
        outcomes: Outcomes of the run by name, for each time: of so many days from the first day
            that counts.
    """

    struck: int
    strength: Floats
    in_trade: Floats
    held: Floats
    outcomes: dict[str, Floats]


def trace(scenario: Scenario, after: Sequence[int], seed: int, replicate: int) -> Traced:
    """Run a scenario and follow its gangs from each strike.

    Args:
        scenario: It must last longer than the longest time; strikes that are followed are those of
            the days that count from which it is still so long to the end.
        after: Days after a strike.
        seed: Seed.
        replicate: Number of the replicate.
    """
    model = Simulation(load_world(), scenario, seed, replicate)
    weeks: list[tuple[Floats, Floats, Floats]] = []
    first = model.day
    while model.day < scenario.stop:
        weeks.append(_gangs(model))
        model.run_until(min(model.day + WEEK, scenario.stop))
    weeks.append(_gangs(model))
    latest = scenario.stop - max(after)
    cases = [
        (int(gang), int(day))
        for gang, day in zip(model.cases.gang, model.cases.struck, strict=True)
        if gang >= 0 and scenario.start.toordinal() <= day < latest
    ]
    found = np.zeros((3, len(cases), len(after)))
    for place, (gang, day) in enumerate(cases):
        strength, members, _ = weeks[(day - first) // WEEK]
        for index, days in enumerate(after):
            then = weeks[min((day + days - first + WEEK) // WEEK, len(weeks) - 1)]
            found[0, place, index] = then[0][gang] / max(strength[gang], 1e-9)
            found[1, place, index] = then[1][gang] > 0.0
            found[2, place, index] = then[2][gang] / max(members[gang], 1e-9)
    mean = found.mean(axis=1) if cases else np.full((3, len(after)), np.nan)
    return Traced(len(cases), mean[0], mean[1], mean[2], _outcomes(model, after))


def _gangs(model: Simulation) -> tuple[Floats, Floats, Floats]:
    """Strength, members at large and in custody of each gang, nothing of those that have left."""
    gangs, values = model.gangs, model.values
    strength = gangs.strength(values.hierarchy, values.incapacitation)
    active = gangs.active.astype(np.float64)
    return strength * active, gangs.size() * active, gangs.custody.sum(axis=1) * active


def _outcomes(model: Simulation, after: Sequence[int]) -> dict[str, Floats]:
    """Outcomes over the first days that count, for each number of days."""
    daily, skip = model.record.daily(), model.run_scenario.warmup_days
    found = {name: np.empty(len(after)) for name in OUTCOMES}
    for index, days in enumerate(after):
        for name in OUTCOMES:
            column = daily[name][skip : skip + days]
            is_stock = name in ("members", "in_custody", "gangs")
            found[name][index] = column.mean() if is_stock else column.sum()
    return found
