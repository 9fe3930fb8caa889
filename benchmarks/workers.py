"""What a second worker process brings, and how much memory each takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.timing import ratios, seconds
from benchmarks.worlds import YEAR
from experiments.comparison import Comparison
from experiments.runner import Job, each_replicate, execute
from scenarios.loader import load_scenario
from scenarios.world import load_world


@dataclass(frozen=True)
class _Weighed:
    """A replicate, and the most memory that its process has taken so far, in MB."""

    job: Job

    def __call__(self, replicate: int) -> float:
        self.job.run(replicate)
        status = Path("/proc/self/status").read_text().splitlines()
        return next(int(line.split()[1]) * 1024e-6 for line in status if line.startswith("VmHWM"))


def measure(rounds: int, replicates: int, progress: Callable[[str], None]) -> dict[str, Any]:
    """A batch of years of the baseline by one worker and by two, which are started for it."""
    world = load_world()
    design = Comparison((load_scenario("baseline").lasting(YEAR),), 1, replicates)
    taken: dict[int, list[float]] = {1: [], 2: []}
    for number in range(rounds):
        for workers, times in taken.items():
            progress(f"round {number + 1} of {rounds}: {replicates} years by {workers} workers")
            times.append(seconds(partial(execute, world, design, workers)))
    job = Job(world, design.scenarios, design.seed, 0)
    weighed = each_replicate(_Weighed(job), Comparison(design.scenarios, 1, 4), 2, None)
    return {
        "replicates": replicates,
        "speedup": ratios(taken[1], taken[2]),
        "megabytes_a_worker": round(max(weighed)),
    }
