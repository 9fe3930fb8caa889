"""Runs that no model has made, for tests of what is said of runs."""

from __future__ import annotations

import numpy as np

from narrows.view.lever_positions import pair
from narrows.view.page_link import State
from narrows.view.paired_replicate import SERIES, Outturn, Question
from runs.monthly_columns import all_months
from runs.results import Record
from scenarios.packaged_places import OUTCOMES
from scenarios.world_tables import load_world

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
