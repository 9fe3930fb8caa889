"""What a second worker process brings, and how much memory each takes."""

from __future__ import annotations

import resource
from collections.abc import Callable
from typing import Any

from benchmarks.timing import ratios, seconds
from benchmarks.worlds import YEAR
from experiments.comparison import Comparison
from experiments.runner import execute
from scenarios.loader import load_scenario
from scenarios.world import load_world

KIB = 1024


def measure(rounds: int, replicates: int, progress: Callable[[str], None]) -> dict[str, Any]:
    """A batch of years of the baseline by one worker and by two, which are started for it."""
    world = load_world()
    design = Comparison((load_scenario("baseline").lasting(YEAR),), 1, replicates)
    taken: dict[int, list[float]] = {1: [], 2: []}
    for number in range(rounds):
        for workers, times in taken.items():
            progress(f"round {number + 1} of {rounds}: {replicates} years by {workers} workers")
            times.append(seconds(lambda workers=workers: execute(world, design, workers)))
    return {
        "replicates": replicates,
        "speedup": ratios(taken[1], taken[2]),
        "megabytes_a_worker": _largest_child(),
    }


def _largest_child() -> float:
    """Most memory that any worker took, in MB."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * KIB / 1e6
