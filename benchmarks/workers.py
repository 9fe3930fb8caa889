"""What a second worker process brings, and how much memory each takes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.timing import ratios, seconds
from benchmarks.worlds import YEAR
from runs.comparison_design import Comparison
from runs.runner import Job, each_replicate
from scenarios.loader import load_scenario
from scenarios.world_tables import load_world


def measure(rounds: int, replicates: int, progress: Callable[[str], None]) -> dict[str, Any]:
    """A batch of years of the baseline by one worker and by two, as whole processes."""
    taken: dict[int, list[float]] = {1: [], 2: []}
    printed: set[bytes] = set()
    for number in range(rounds):
        for workers, times in taken.items():
            progress(f"round {number + 1} of {rounds}: {replicates} years, workers: {workers}")
            times.append(seconds(partial(_batch, replicates, workers, printed)))
    assert len(printed) == 1, "results depend on the number of workers"
    return {
        "replicates": replicates,
        "speedup": ratios(taken[1], taken[2]),
        "megabytes_a_worker": _memory(),
    }


def _batch(replicates: int, workers: int, printed: set[bytes]) -> None:
    words = [
        "run", "baseline", "--days", str(YEAR), "--replicates", str(replicates),
        "--workers", str(workers), "--declared", "--json",
    ]  # fmt: skip
    command = [sys.executable, "-m", "narrows.cli.main", *words]
    printed.add(subprocess.run(command, capture_output=True, check=True).stdout)


@dataclass(frozen=True)
class _Weighed:
    """A replicate, and the most memory that its process has taken so far, in MB."""

    job: Job

    def __call__(self, replicate: int) -> float:
        self.job.run(replicate)
        status = Path("/proc/self/status").read_text().splitlines()
        return next(int(line.split()[1]) * 1024e-6 for line in status if line.startswith("VmHWM"))


def _memory() -> int:
    design = Comparison((load_scenario("baseline").lasting(YEAR),), 1, 4)
    job = Job(load_world(), design, 0)
    return round(max(each_replicate(_Weighed(job), design, 2, None)))
