"""The model: the state of the world, and the schedule that moves it through its days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim import start
from sim.handover import Today
from sim.network import World
from sim.outcomes import measure
from sim.scenario import Scenario
from sim.schedule import SCHEDULE
from sim.state import ModelState


@dataclass(frozen=True)
class Run:
    """What one run gives.

    Attributes:
        daily: Daily columns of the days that count, by name.
        outcomes: Value of each declared outcome.
    """

    daily: dict[str, NDArray[np.float64]]
    outcomes: dict[str, float]


class SmugglingModel(ModelState):
    """One replicate of one scenario.

    Args:
        world: Network and tables.
        scenario: What is assumed and what is done.
        seed: The study's seed, 0 to 2**32 - 1.
        replicate: Number of the replicate; equal numbers share weather, people and luck.

    Raises:
        KeyError: If an intervention names a value, unit, corridor or side that does not exist.
        ValueError: If a parameter is out of bounds.
    """

    def __init__(self, world: World, scenario: Scenario, seed: int, replicate: int) -> None:
        super().__init__(world, scenario, seed, replicate)
        start.fill(self)

    def step(self) -> None:
        """Run one day."""
        self.record.begin(self.day - self.spec.first_day)
        self.today = Today()
        for _, process in SCHEDULE:
            process(self)
        self.day += 1

    def run(self, progress: Callable[[int, int], None] | None = None) -> Run:
        """Run the warm-up and all days that count.

        Args:
            progress: Called after each day with days done and days in all.

        Returns:
            Daily columns and outcomes of the days that count.
        """
        total = self.spec.warmup_days + self.spec.days
        for done in range(1, total + 1):
            self.step()
            if progress is not None:
                progress(done, total)
        daily = self.record.daily(self.spec.warmup_days)
        return Run(daily, measure(daily))
