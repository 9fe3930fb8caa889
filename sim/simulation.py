"""A run: the state of the world, and the schedule that moves it through its days."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from sim import initial_state
from sim.core.day_context import Today
from sim.outcomes import measure
from sim.people.run_out import after_last_day
from sim.scenario import Scenario
from sim.schedule import SCHEDULE
from sim.state import ModelState
from sim.world import World


@dataclass(frozen=True)
class Run:
    """What one run gives.

    Attributes:
        daily: Daily columns of the days that count, by name.
        outcomes: Value of each declared outcome.
    """

    daily: dict[str, NDArray[np.float64]]
    outcomes: dict[str, float]


class Simulation(ModelState):
    """One replicate of one scenario.

    Args:
        world: Network and tables.
        scenario: What is assumed and what is done.
        seed: The study's seed, 0 to 2**32 - 1.
        replicate: Number of the replicate; equal numbers share weather, people and luck.
        log: Whether to keep every event.

    Raises:
        KeyError: If an intervention names a value, unit, corridor or side that does not exist.
        ValueError: If a parameter is out of bounds.
    """

    def __init__(
        self, world: World, scenario: Scenario, seed: int, replicate: int, log: bool = False
    ) -> None:
        super().__init__(world, scenario, seed, replicate, log)
        initial_state.fill(self)

    def step(self) -> None:
        """Run one day."""
        self.record.begin(self.day - self.spec.first_day)
        self.today = Today()
        for _, process in SCHEDULE:
            process(self)
        self.day += 1

    def branch(self, scenario: Scenario) -> Self:
        """Return a model of another scenario that continues this one's history from today.

        It equals a model of that scenario run from its first day, to the last bit, as long as the
        two scenarios are the same until today: see :meth:`Scenario.same_until`.
        """
        other = type(self)(self.world, scenario, self.seed, self.replicate)
        for name in self.HISTORY:
            setattr(other, name, copy.deepcopy(getattr(self, name)))
        other.values.evaluate(self.day - 1)
        return other

    def run_until(self, day: int) -> None:
        """Run the days before ``day`` that have not been run."""
        while self.day < day:
            self.step()

    def run(self, progress: Callable[[int, int], None] | None = None) -> Run:
        """Run all days that are left: warm-up, days that count, run-out.

        Args:
            progress: Called after each day with days done and days in all.

        Returns:
            Daily columns and outcomes of the days that count.
        """
        total = self.spec.days_in_all
        while self.day < self.spec.stop:
            self.step()
            if progress is not None:
                progress(self.day - self.spec.first_day, total)
        counted = slice(self.spec.warmup_days, self.spec.warmup_days + self.spec.days)
        daily = {name: column[counted] for name, column in self.record.daily().items()}
        last = self.spec.end.toordinal()
        return Run(daily, measure({**daily, **after_last_day(self.travellers, last)}))
