"""Which free numbers each policy's effect depends on, over posterior draws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from calibration.identifiability.data_information import Dependence, dependences
from calibration.posterior import Posterior
from runs.comparison_design import Comparison
from runs.intervals import Interval, interval
from runs.progress import Progress
from runs.results import Results
from runs.runner import execute
from scenarios.loader import load_scenario
from scenarios.world_tables import load_world

Floats = NDArray[np.float64]

SCENARIOS = (
    "baseline",
    "bsc-package",
    "bsc-150m",
    "posts-abroad",
    "balkan-agreements",
    "upstream-equipment",
    "technology-and-prosecution",
    "finance",
    "takedown",
    "french-coast",
)
OUTCOMES = ("arrivals", "expected_deaths")


@dataclass(frozen=True)
class Rest:
    """What one outcome's change under one scenario rests on.

    Attributes:
        scenario, outcome: Their names.
        change: Mean over draws of the change, as a share of each draw's own baseline.
        on: How the change goes with each free number, strongest first.
    """

    scenario: str
    outcome: str
    change: Interval
    on: tuple[Dependence, ...]

    @property
    def clear(self) -> tuple[Dependence, ...]:
        """Free numbers that it clearly goes with."""
        return tuple(each for each in self.on if each.clear)


def run(
    posterior: Posterior,
    members: int,
    seed: int,
    workers: int,
    progress: Progress,
) -> Results:
    """Run every scenario under each of the first draws, a replicate a draw."""
    scenarios = tuple(load_scenario(name) for name in SCENARIOS)
    design = Comparison(scenarios, seed, members, posterior=posterior)
    return execute(load_world(), design, workers, progress)


def rests(results: Results, members: Mapping[str, Floats], seed: int) -> list[Rest]:
    """What the changes of each scenario rest on.

    Args:
        results: Runs whose replicate is the number of a draw.
        members: Free numbers of all draws, as
            :func:`calibration.identifiability.data_information.standardised` gives them.
        seed: Of resampling.

    Raises:
        ValueError: If there are more replicates than draws, or too few.
    """
    numbers = results.comparison.numbers
    if numbers.stop > next(iter(members.values())).size:
        raise ValueError(f"replicate {numbers.stop - 1} has no member of its own; run fewer")
    ran = {name: values[numbers.start : numbers.stop] for name, values in members.items()}
    baseline, *others = results.comparison.names
    about = [(scenario, outcome) for scenario in others for outcome in OUTCOMES]
    changes = np.array([_change(results, baseline, *each) for each in about])
    return [
        Rest(scenario, outcome, interval(change), tuple(on))
        for (scenario, outcome), change, on in zip(
            about, changes, dependences(changes, ran, seed), strict=True
        )
    ]


def _change(results: Results, baseline: str, scenario: str, outcome: str) -> Floats:
    before = results.outcome(baseline, outcome)
    return np.asarray((results.outcome(scenario, outcome) - before) / before)
