"""The worlds that the patterns are looked for in, all paired with the baseline."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from calibration.data_series.data_source import DataSource
from calibration.known_world import known_world
from calibration.patterns import dated_shocks as shocks
from calibration.patterns.final_states import Watched, watch
from calibration.posterior import Posterior
from runs.comparison_design import Comparison
from runs.progress import Progress, stretch
from runs.results import Results
from runs.runner import execute
from scenarios.evidence import CUT_OFF
from scenarios.loader import load_scenario
from sim.interventions import Intervention
from sim.scenario import Scenario

BOAT_PRICES = (0.3, 0.5, 2.0, 3.0, 5.0)
SUPPLIES = (0.25, 0.35, 0.5, 2.0)
DETECTIONS = (3.0, 6.0)
YEAR = 366
MORE_OFTEN = 2
"""How many times as often shocks run as other worlds: weeks depend on chance more than years."""

PRICE, SUPPLY, DETECTION = "boat_cost", "boat_supply_per_week", "equipment_detection"
TAKEDOWN, CLOSED, OPERATION = "takedown", "closed", "operation"


@dataclass(frozen=True)
class Runs:
    """All runs, each design with its baseline.

    Attributes:
        levers: The year 2024 with other boat prices and other boat supplies.
        shocks: Two years with more detection upstream or a takedown from ``shocks.DAY``.
        watched: From July 2023 to the data cut-off, with a way closed or policed.
    """

    levers: Results
    shocks: Results
    watched: Watched

    @property
    def baseline(self) -> str:
        """Name of the baseline, the same in every design."""
        return self.levers.comparison.baseline.name


@dataclass(frozen=True)
class Designs:
    """The designs behind :class:`Runs`."""

    levers: Comparison
    shocks: Comparison
    watched: Comparison
    data: DataSource

    @property
    def runs(self) -> int:
        """Runs in all."""
        return sum(each.runs for each in (self.levers, self.shocks, self.watched))


def level(value: str, factor: float) -> str:
    """Name of the world in which a named value is multiplied."""
    return f"{value} x {factor:g}"


def designs(
    replicates: int,
    seed: int,
    days: int | None = None,
    posterior: Posterior | None = None,
    data: DataSource | None = None,
) -> Designs:
    """The designs.

    Args:
        replicates: Replicates of each world.
        seed: The study's seed.
        days: Days of every design, if not its own, for a quick look.
        posterior: Where parameters come from; the declared defaults if None.
        data: Where weather and entries come from; the packaged series if None.
    """
    source = data or DataSource()
    base = load_scenario("baseline")
    year = base.lasting(days or YEAR)
    first = date.fromordinal(year.first_day)
    factors = [*((PRICE, f) for f in BOAT_PRICES), *((SUPPLY, f) for f in SUPPLIES)]
    levers = [
        _with(year, level(value, factor), shocks.multiplied(first, value, factor))
        for value, factor in factors
    ]
    long = base if days is None else base.lasting(days)
    shaken = [
        _with(long, level(DETECTION, f), shocks.multiplied(shocks.DAY, DETECTION, f))
        for f in DETECTIONS
    ]
    shaken.append(_with(long, TAKEDOWN, shocks.takedown(shocks.DAY)))
    past = replace(base, start=shocks.METHODS_FROM)
    past = past.lasting(days or (CUT_OFF - past.start).days + 1)
    moved = [
        _with(past, CLOSED, shocks.closed(shocks.OPERATION_DAY)),
        _with(past, OPERATION, shocks.operation(shocks.OPERATION_DAY)),
    ]
    return Designs(
        Comparison((year, *levers), seed, replicates, posterior=posterior, data=source.facts),
        Comparison(
            (long, *shaken), seed, MORE_OFTEN * replicates, posterior=posterior, data=source.facts
        ),
        Comparison((past, *moved), seed, replicates, posterior=posterior, data=source.facts),
        source,
    )


def run_all(wanted: Designs, workers: int = 1, progress: Progress | None = None) -> Runs:
    """Run all designs, one after another."""
    world = known_world(wanted.data)
    before = [0, wanted.levers.runs, wanted.levers.runs + wanted.shocks.runs]
    reports = [stretch(progress, each, wanted.runs) for each in before]
    levers = execute(world, wanted.levers, workers, reports[0])
    shaken = execute(world, wanted.shocks, workers, reports[1])
    watched = watch(world, wanted.watched, workers, reports[2])
    return Runs(levers, shaken, watched)


def _with(scenario: Scenario, name: str, *interventions: Intervention) -> Scenario:
    return replace(scenario, name=name, interventions=(*scenario.interventions, *interventions))
