"""What measures do to the model's values, in few numbers: inputs of the emulator of the page.

Each measure is dated changes of named values, and several may change the same. So the inputs are
values, not levers: by how much measures change each of them, in the mean of the first and of the
second half of the period. Dates, days to effect and fading are in it.
"""

from __future__ import annotations

import math
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

import numpy as np

from scenarios.world_tables import load_world
from sim.named_values import Modifier
from sim.scenario import Scenario
from sim.scenario_values import TALLIES, named_values

HALVES = 2
LEAST_FACTOR = 0.02
"""Smaller factors count as this, so that their logarithm is finite."""
KEPT = 1_024
"""Changes whose means are kept, since a lever that is moved leaves the others as they are."""

Changes = dict[str, tuple[float, ...]]
"""Means over each half of the period, by value, entity and how it changes."""


def value_changes(scenario: Scenario) -> Changes:
    """How measures change each value that they change.

    Factors are logarithms, amounts are in the value's unit; changes of the same add up.
    """
    base = named_values(load_world(), replace(scenario, interventions=()))
    first, last = scenario.start.toordinal(), scenario.end.toordinal()
    found: Changes = {}
    for made in scenario.interventions:
        for each in made.modifiers(base):
            means = _means(each, first, last)
            if each.value not in TALLIES and any(means):
                name = ".".join((each.value, each.entity or "all", each.how))
                before = found.get(name, (0.0,) * HALVES)
                found[name] = tuple(map(sum, zip(before, means, strict=True)))
    return found


@lru_cache(KEPT)
def _means(change: Modifier, first: int, last: int) -> tuple[float, ...]:
    """Means of a change over each half of the days from ``first`` to before ``last``."""
    bounds = np.linspace(first, last, HALVES + 1).round().astype(int).tolist()
    ramp = change.ramp
    turns = {*ramp.changes(), *bounds}
    days = np.array(sorted(day for day in turns if first <= day < last))
    sizes = np.array([_size(change, day) for day in days]) * np.diff([*days, last])
    return tuple(
        float(sizes[(days >= low) & (days < high)].sum()) / (high - low)
        for low, high in pairwise(bounds)
    )


def _size(change: Modifier, day: int) -> float:
    share = change.ramp.at(day)
    if change.how == "add":
        return change.amount * share
    return math.log(max(1.0 + (change.amount - 1.0) * share, LEAST_FACTOR))
