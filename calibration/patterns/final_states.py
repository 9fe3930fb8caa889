"""Runs whose last state is looked at: incidents one by one, tries by person, routes by month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from runs.comparison_design import Comparison
from runs.progress import Progress
from runs.runner import each_replicate
from scenarios.packaged_places import DAILY_COLUMNS
from sim.core.events import Event
from sim.people.travellers import State
from sim.scenario import Scenario
from sim.simulation import Simulation
from sim.world import World

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MOST_TRIES = 20


@dataclass(frozen=True)
class Sight:
    """What one run shows.

    Attributes:
        daily: Daily table of the days that count: shape (days, columns).
        incident_days, fatalities: Ordinal of the day and deaths of each fatal incident.
        tries: People by number of tries, of those whose journey ended on days that count: those
            who left, then those who landed or died.
        passages: People who set out on each corridor: shape (months, corridors).
    """

    daily: Floats
    incident_days: Ints
    fatalities: Floats
    tries: Floats
    passages: Floats


@dataclass(frozen=True)
class Watched:
    """Sights of a design, by scenario and replicate."""

    comparison: Comparison
    sights: dict[str, list[Sight]]

    def days(self, scenario: str, column: str) -> Floats:
        """One daily column: shape (replicates, days)."""
        position = DAILY_COLUMNS.index(column)
        return np.array([sight.daily[:, position] for sight in self.sights[scenario]])


@dataclass(frozen=True)
class Watch:
    """What every replicate of a watched design needs."""

    world: World
    comparison: Comparison

    def run(self, replicate: int) -> list[Sight]:
        """Run one replicate of every scenario."""
        return [self._run(each, replicate) for each in self.comparison.drawn(replicate)]

    def _run(self, scenario: Scenario, replicate: int) -> Sight:
        seed = self.comparison.seed
        model = Simulation(self.world, scenario, seed, replicate, log=True)
        passed = []
        for first in month_starts(scenario):
            model.run_until(first)
            passed.append(passages(model))
        daily = model.run().daily
        days, fatalities = fatal_incidents(model)
        return Sight(
            np.column_stack([daily[name] for name in DAILY_COLUMNS]),
            days,
            fatalities,
            tries(model),
            np.diff([*passed, passages(model)], axis=0),
        )


def watch(
    world: World, comparison: Comparison, workers: int = 1, progress: Progress | None = None
) -> Watched:
    """Run a whole design; results do not depend on the number of workers."""
    work = Watch(world, comparison)
    sights = zip(*each_replicate(work.run, comparison, workers, progress), strict=True)
    return Watched(comparison, dict(zip(comparison.names, map(list, sights), strict=True)))


def month_starts(scenario: Scenario) -> list[int]:
    """Ordinals of the first day that counts and of the first of each month after it."""
    first, end = scenario.start.toordinal(), scenario.end.toordinal()
    return [first, *(d for d in range(first + 1, end) if date.fromordinal(d).day == 1)]


def passages(model: Simulation) -> Ints:
    """People so far who set out on each corridor."""
    watched = model.travellers.corridors_passed
    numbers = np.arange(len(model.network.corridors), dtype=np.uint64)
    return np.array([((watched >> n) & np.uint64(1)).sum() for n in numbers], dtype=np.int64)


def fatal_incidents(model: Simulation) -> tuple[Ints, Floats]:
    """Day and deaths of each fatal incident on days that count, from the events of a run.

    Raises:
        ValueError: If the run kept no events.
    """
    if model.log is None:
        raise ValueError("incidents are read from the events of a run; run it with log=True")
    events = model.log.table()
    counted = (events["event"] == Event.INCIDENT) & (
        events["day"] >= model.run_scenario.start.toordinal()
    )
    return events["day"][counted].astype(np.int64), events["amount"][counted].astype(np.float64)


def tries(model: Simulation) -> Floats:
    """People by number of tries, of those whose journey ended after a try.

    Returns:
        Those whose last try failed, then those whose last try landed or killed them: shape
        (2, ``MOST_TRIES`` + 1).
    """
    people = model.travellers
    ended = (people.ended >= model.run_scenario.start.toordinal()) & (people.attempts > 0)
    counts = np.minimum(people.attempts.astype(np.int64), MOST_TRIES)
    left = people.state == State.GAVE_UP
    return np.array(
        [np.bincount(counts[ended & kept], minlength=MOST_TRIES + 1) for kept in (left, ~left)],
        dtype=np.float64,
    )
