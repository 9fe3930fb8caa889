"""Execute the runs of a comparison, in this process or over worker processes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from runs import worker_pool
from runs.comparison_design import Comparison
from runs.progress import Progress, stretch
from runs.results import Record, Results, collect, daily_replicates
from scenarios.packaged_places import DAILY_COLUMNS, OUTCOMES
from sim.scenario import Scenario
from sim.world import World

if TYPE_CHECKING:
    from sim.simulation import Simulation


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
    """What every replicate of a design needs.

    Attributes:
        keep_days_before: Replicates below this number keep their daily table.
    """

    world: World
    comparison: Comparison
    keep_days_before: int

    def run(self, replicate: int) -> list[Record]:
        """Run one replicate of every scenario.

        Raises:
            RunError: If a run fails.
        """
        records = {scenario: record for scenario, _, record in self.worlds(replicate)}
        return [records[name] for name in self.comparison.names]

    def worlds(self, replicate: int) -> Iterator[tuple[str, Simulation, Record]]:
        """Yield the name of each scenario, its world at the end and what it gave; the first last.

        As long as a scenario is the same world as the first one, its days are not run again: it
        branches off where the two may first differ.

        Raises:
            RunError: If a run fails.
        """
        for attempt in self.attempts(replicate):
            if isinstance(attempt, RunError):
                raise attempt
            yield attempt

    def attempts(self, replicate: int) -> Iterator[tuple[str, Simulation, Record] | RunError]:
        """As :meth:`worlds`, but a run that fails is yielded as its error, and the others go on."""
        from sim.simulation import Simulation

        new = partial(Simulation, self.world, seed=self.comparison.seed, replicate=replicate)
        first, *others = self.comparison.drawn(replicate)
        trunk = self._tried(first, replicate, lambda: new(first))
        for scenario in sorted(others, key=first.same_until):
            day = first.same_until(scenario)
            begin: Callable[[Scenario], Simulation] = new
            if not isinstance(trunk, RunError):
                trunk = self._tried(first, replicate, partial(_grown, trunk, day))
            if not isinstance(trunk, RunError) and day > first.first_day:
                begin = trunk.branch
            yield self._tried(scenario, replicate, partial(self._begun, begin, scenario))
        if isinstance(trunk, RunError):
            yield trunk
        else:
            yield self._tried(first, replicate, partial(self._ended, trunk))

    def _tried[R](self, scenario: Scenario, replicate: int, work: Callable[[], R]) -> R | RunError:
        """What work gives, or the error that says which run failed.

        Want of memory is the machine's failure, not the run's, and is raised.
        """
        try:
            return work()
        except MemoryError:
            raise
        except Exception as error:
            reason = f"{type(error).__name__}: {error}"
            failed = RunError(scenario.name, replicate, self.comparison.seed, reason)
            failed.__cause__ = error
            return failed

    def _begun(
        self, begin: Callable[[Scenario], Simulation], scenario: Scenario
    ) -> tuple[str, Simulation, Record]:
        return self._ended(begin(scenario))

    def _ended(self, model: Simulation) -> tuple[str, Simulation, Record]:
        """A world run to its end, with its name and what it gave."""
        run = model.run()
        keep = model.replicate < self.keep_days_before
        daily = np.column_stack([run.daily[name] for name in DAILY_COLUMNS]) if keep else None
        outcomes = np.array([run.outcomes[name] for name in OUTCOMES])
        return model.run_scenario.name, model, Record(outcomes, daily)


def _grown(trunk: Simulation, day: int) -> Simulation:
    """The same world, run until a day."""
    trunk.run_until(day)
    return trunk


def execute(
    world: World,
    comparison: Comparison,
    workers: int = 1,
    progress: Progress | None = None,
    origin: int | None = None,
) -> Results:
    """Run a whole design.

    Results do not depend on the number of workers.

    Args:
        world: Network and tables.
        comparison: The design.
        workers: Processes that run at once; with one, runs happen in this process.
        progress: Called after each replicate or group of replicates.
        origin: First replicate of the study, where this design continues one.

    Raises:
        RunError: If a run fails; the others are stopped.
        pool.WorkerError: If a worker process dies.
    """
    first = comparison.first if origin is None else origin
    keep = first + daily_replicates(comparison)
    job = Job(world, comparison, keep)
    replicates = each_replicate(job.run, comparison, workers, progress)
    return collect(comparison, [record for records in replicates for record in records])


def each_replicate[R](
    work: Callable[[int], R], comparison: Comparison, workers: int, progress: Progress | None
) -> list[R]:
    """Do some work for every replicate of a design; results are in their order.

    Args:
        work: Takes the number of a replicate; picklable, if there is more than one worker.
        comparison: The design.
        workers: Processes that run at once; with one, the work is done in this process.
        progress: Called with runs done and in all, as many a replicate as there are scenarios.

    Raises:
        pool.WorkerError: If a worker process dies.
    """
    report = stretch(progress, each=len(comparison.scenarios))
    return worker_pool.run_chunks(partial(_all, work), comparison.numbers, workers, report)


def _all[R](work: Callable[[int], R], replicates: Sequence[int]) -> list[R]:
    return [work(replicate) for replicate in replicates]
