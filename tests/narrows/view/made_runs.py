"""Runs that no model has made, for tests of what is said of runs."""

from __future__ import annotations

import numpy as np
import pytest

from narrows.view import make_emulator
from narrows.view.emulated_answer import FILE
from narrows.view.lever_design import points
from narrows.view.lever_positions import pair
from narrows.view.make_emulator import save
from narrows.view.page_link import State
from narrows.view.paired_replicate import SERIES, Outturn, Question
from narrows.view.value_changes import value_changes
from runs.monthly_columns import all_months
from runs.results import Record
from scenarios.packaged_places import OUTCOMES
from scenarios.world_tables import load_world

DETECTED = "equipment_detection.all.multiply"
LEVELS = {
    "arrivals": 40_000, "entered": 60_000, "people_gave_up": 12_000, "expected_deaths": 50,
    "public_cost": 0, "people_per_boat": 53, "price": 3_000,
}  # fmt: skip


def question(preset="finance", days=120, seed=1):
    state = State(preset=preset, days=days)
    return Question(*pair(preset, state.pulled, days), seed)


def made_pairs(asked, count, fall=4_000, cost=2e7, seed=5):
    """Pairs in which arrivals fall by so many, all of whom do not set out."""
    draws, noise = np.random.default_rng(seed), np.random.default_rng([seed, fall])
    found = {}
    for number in range(count):
        base = {name: LEVELS.get(name, 10) * draws.normal(1, 0.02) for name in OUTCOMES}
        changed = dict(base)
        drop = fall + noise.normal(0, 200)
        changed |= {
            "arrivals": base["arrivals"] - drop,
            "entered": base["entered"] - drop,
            "expected_deaths": base["expected_deaths"] + noise.normal(0, 4),
            "public_cost": base["public_cost"] + cost,
        }
        found[number] = (_run(asked, base), _run(asked, changed))
    return found


def _run(asked, values):
    months = len(all_months(asked.design(1).dates).starts)
    corridors = len(load_world().network.corridors)
    return Outturn(
        Record(np.array([float(values[name]) for name in OUTCOMES]), None),
        np.array([[values[name] / months] * months for name in SERIES], dtype=np.float32),
        np.full(corridors, 7.0),
        np.full(corridors, 3.0),
    )


def made_emulator(folder, count=60, seed=4):
    """A file of what was learned from packages that no model has run, in a folder.

    Every hundredth by which equipment is detected more averts a hundred people and two deaths.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(make_emulator, "folder", lambda: folder)
        save(*(_made(points(many, each), each) for many, each in
               ((count, seed), (20, seed + 1), (20, seed + 2))))  # fmt: skip
    return folder / FILE


def _made(asked, seed):
    noise = np.random.default_rng([seed, 1])
    found = []
    for each in asked:
        later = value_changes(make_emulator.question(each, 1).changed).get(DETECTED, (0, 0))[1]
        fall = 10_000 * np.expm1(later)
        effects = np.array([-fall, fall, 0.1 * fall, -0.02 * fall])
        found.append({number: effects + noise.normal(0, [90, 90, 90, 1.0]) for number in range(4)})
    return asked, found
