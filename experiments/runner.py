"""Execute the runs of a comparison, in this process or over worker processes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from experiments import pool
from experiments.comparison import Comparison, Task
from experiments.results import Record, Results, collect, daily_replicates
from sim.model import SmugglingModel
from sim.network import World
from sim.outcomes import DAILY_COLUMNS, OUTCOMES
from sim.scenario import Scenario

Progress = Callable[[int, int], None]
"""Called with runs done and runs in all."""


class RunError(RuntimeError):
    """A run failed.

    Args:
        scenario: Name of its scenario.
        replicate: Number of its replicate.
        seed: The study's seed.
        reason: What went wrong.
    """

    def __init__(self, scenario: str, replicate: int, seed: int, reason: str) -> None:
        super().__init__(scenario, replicate, seed, reason)

    def __str__(self) -> str:
        scenario, replicate, seed, reason = self.args
        return f"scenario {scenario!r}, replicate {replicate}, seed {seed} failed: {reason}"


@dataclass(frozen=True)
class Job:
    """What every run of a design needs.

    Attributes:
        keep_days_before: Replicates below this number keep their daily table.
    """

    world: World
    scenarios: tuple[Scenario, ...]
    seed: int
    keep_days_before: int

    def run(self, task: Task) -> Record:
        """Run one task.

        Raises:
            RunError: If the run fails.
        """
        scenario = self.scenarios[task.scenario]
        try:
            run = SmugglingModel(self.world, scenario, self.seed, task.replicate).run()
        except Exception as error:
            reason = f"{type(error).__name__}: {error}"
            raise RunError(scenario.name, task.replicate, self.seed, reason) from error
        keep = task.replicate < self.keep_days_before
        daily = np.column_stack([run.daily[name] for name in DAILY_COLUMNS]) if keep else None
        return Record(np.array([run.outcomes[name] for name in OUTCOMES]), daily)

    def run_all(self, tasks: Sequence[Task]) -> list[Record]:
        """Run tasks one after another."""
        return [self.run(task) for task in tasks]


def execute(
    world: World,
    comparison: Comparison,
    workers: int = 1,
    progress: Progress | None = None,
    origin: int | None = None,
) -> Results:
    """Run a whole design.

    Results do not depend on the number of workers. With more than one, the program's main module
    must be importable without side effects, as for any use of worker processes.

    Args:
        world: Network and tables.
        comparison: The design.
        workers: Processes that run at once; with one, runs happen in this process.
        progress: Told after each run or group of runs.
        origin: First replicate of the study, where this design continues one.

    Raises:
        RunError: If a run fails; the others are stopped.
        pool.WorkerError: If a worker process dies.
    """
    first = comparison.first if origin is None else origin
    keep = first + daily_replicates(comparison)
    job = Job(world, comparison.scenarios, comparison.seed, keep)
    tasks = comparison.tasks()
    if min(workers, len(tasks)) == 1:
        records = _one_by_one(job, tasks, progress)
    else:
        records = pool.run_chunks(job.run_all, tasks, workers, progress)
    return collect(comparison, records)


def _one_by_one(job: Job, tasks: Sequence[Task], progress: Progress | None) -> list[Record]:
    records = []
    for done, task in enumerate(tasks, start=1):
        records.append(job.run(task))
        if progress is not None:
            progress(done, len(tasks))
    return records
