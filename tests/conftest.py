"""What tests share: the world, a small scenario, and a run."""

from __future__ import annotations

import signal
from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import pytest

from runs.comparison_design import Comparison
from runs.results import Results
from scenarios.packaged_places import DAILY_COLUMNS, OUTCOMES
from scenarios.world_tables import load_world
from sim.interventions import KINDS
from sim.model import Run, SmugglingModel
from sim.scenario import Scenario
from sim.world import World

START = date(2024, 1, 1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, so that no worker is left with one at the end."""
    items.sort(key=lambda item: item.get_closest_marker("early") is None)


@pytest.fixture(scope="session", autouse=True)
def interrupts() -> None:
    """Tests interrupt, also where the shell has them ignored, as with ``nohup make test &``."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


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


def scenario(name: str, days: int, **changes: Any) -> Scenario:
    terms: dict[str, Any] = {
        "name": name,
        "title": name.capitalize(),
        "description": "Made for a test.",
        "start": START,
        "days": days,
        "warmup_days": 10,
    }
    return Scenario(**(terms | changes))


@pytest.fixture(scope="session")
def make_results() -> Callable[..., Results]:
    """Results of ``baseline`` and ``policy``: outcomes are noise, plus the shifts that are given.

    A shift is a pair of mean and spread of an outcome's paired difference.
    """

    def make(replicates: int = 60, days: int = 90, **shifts: tuple[float, float]) -> Results:
        returns = KINDS["returns"](start=START, returned=0.1, elasticity=0.5)
        pair = (scenario("baseline", days), scenario("policy", days, interventions=(returns,)))
        generator = np.random.default_rng(7)
        baseline = 1_000 + 50 * generator.standard_normal((replicates, len(OUTCOMES)))
        policy = baseline.copy()
        for name, (mean, spread) in shifts.items():
            noise = generator.standard_normal(replicates)
            noise = (noise - noise.mean()) / noise.std(ddof=1) if replicates > 1 else noise
            policy[:, list(OUTCOMES).index(name)] += mean + spread * noise
        daily = generator.poisson(20, (2, replicates, days, len(DAILY_COLUMNS))).astype(float)
        return Results(Comparison(pair, 1, replicates), np.stack([baseline, policy]), daily)

    return make


@pytest.fixture
def quick_forecasts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Learn the discrepancy of forecasts from two draws instead of forty."""
    monkeypatch.setattr("calibration.forecasts.LEARNT_WITH", 2)
