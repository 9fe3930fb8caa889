"""The model as Mesa sees it: a run whose gangs, hubs, units and agencies are Mesa agents."""

from __future__ import annotations

from typing import Self

import mesa
import numpy as np

from sim.agents import Agency, EnforcementUnit, Gang, Hub
from sim.core.columns import Index
from sim.scenario import Scenario
from sim.simulation import Run, Simulation
from sim.world import World

__all__ = ["Run", "SmugglingModel"]


class SmugglingModel(Simulation, mesa.Model):
    """One replicate of one scenario, as a Mesa model.

    It is the same run as a :class:`sim.simulation.Simulation`, which worker processes use since it
    loads no Mesa, with the same outcomes to the last bit. Its agents are handles on its columns.

    Args:
        world: Network and tables.
        scenario: What is assumed and what is done.
        seed: The study's seed, 0 to 2**32 - 1.
        replicate: Number of the replicate; equal numbers share weather, people and chance.
        log: Whether to keep every event.

    Raises:
        KeyError: If an intervention names a value, unit, corridor or side that does not exist.
        ValueError: If a parameter is out of bounds.
    """

    def __init__(
        self, world: World, scenario: Scenario, seed: int, replicate: int, log: bool = False
    ) -> None:
        mesa.Model.__init__(self, rng=np.random.default_rng(0))
        for row, hub in enumerate(world.network.hubs):
            Hub(self, row, hub)
        for row, unit in enumerate(world.units):
            EnforcementUnit(self, row, unit)
        for row, agency in enumerate(world.agencies):
            Agency(self, row, agency)
        Simulation.__init__(self, world, scenario, seed, replicate, log)

    def greet(self, gangs: Index) -> None:
        """Give gangs that were founded their agents."""
        super().greet(gangs)
        for row in gangs:
            Gang(self, int(row))

    def _forward(self, stop: int) -> None:  # noqa: ARG002
        """Run one day, as Mesa counts steps."""
        self.step()

    def branch(self, scenario: Scenario) -> Self:
        """Return a model of another scenario that continues this one's history from today."""
        other = super().branch(scenario)
        other.greet(np.arange(len(other.agents_by_type[Gang]), len(other.gangs)))
        return other
