"""A small question of allocation, and a model that is a formula."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from experiments.allocation import policy_evaluation
from experiments.allocation.allocation_file import Overrides, read_allocation
from scenarios.packaged_places import OUTCOMES

HERE = Path(__file__).parent


@pytest.fixture
def tiny(tmp_path) -> Path:
    shutil.copy(HERE / "calm.yaml", tmp_path)
    return Path(shutil.copy(HERE / "tiny.yaml", tmp_path))


@pytest.fixture
def question(tiny):
    return read_allocation(str(tiny), Overrides())


@dataclass
class Formula:
    """Stands in for the model: post officers avert arrivals, frozen money averts deaths."""

    batches: int = 0

    def __call__(self, _world, comparison, _workers, progress):
        self.batches += 1
        names = list(OUTCOMES)
        found = np.zeros((len(comparison.scenarios), comparison.replicates, len(names)))
        for row, scenario in enumerate(comparison.scenarios):
            officers = sum(getattr(each, "officers", 0.0) for each in scenario.interventions)
            frozen = sum(getattr(each, "frozen_takings", 0.0) for each in scenario.interventions)
            for column, number in enumerate(comparison.numbers):
                found[row, column, names.index("arrivals")] = 1_000 + number - officers
                found[row, column, names.index("expected_deaths")] = 10 + number - 100 * frozen
                cost = officers * 120_000 + frozen * 60e6
                found[row, column, names.index("public_cost")] = cost
        progress(found.shape[0] * found.shape[1], found.shape[0] * found.shape[1])
        return type("Results", (), {"outcomes": found})


@pytest.fixture
def formula(monkeypatch):
    made = Formula()
    monkeypatch.setattr(policy_evaluation, "execute", made)
    return made
