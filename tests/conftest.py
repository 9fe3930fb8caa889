"""What tests share: the world, a small scenario, and a run."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from scenarios.world import load_world
from sim.model import Run, SmugglingModel
from sim.scenario import Scenario
from sim.world import World

START = date(2024, 1, 1)


@pytest.fixture(scope="session")
def world() -> World:
    return load_world()


@pytest.fixture(scope="session")
def make_scenario() -> Callable[..., Scenario]:
    """A baseline of a few days; keywords change it."""

    def make(**changes: Any) -> Scenario:
        terms: dict[str, Any] = {
            "name": "test", "title": "", "description": "",
            "start": START, "days": 60, "warmup_days": 120,
        }  # fmt: skip
        return Scenario(**(terms | changes))

    return make


@pytest.fixture(scope="session")
def run(world: World, make_scenario: Callable[..., Scenario]) -> Callable[..., Run]:
    """Run a small scenario; ``seed`` and ``replicate`` besides the scenario's own keywords."""

    def run(seed: int = 1, replicate: int = 0, **changes: Any) -> Run:
        return SmugglingModel(world, make_scenario(**changes), seed, replicate).run()

    return run
