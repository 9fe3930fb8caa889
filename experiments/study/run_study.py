"""Run a study to its end: the parts that lack, more replicates if precision asks for them."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from experiments.comparison.precision import LEAST, wanted
from experiments.study.analysis.point_effects import reached
from experiments.study.batch_files import Receipt, make
from experiments.study.stored_study import StudyResults
from experiments.study.study_design import Precision
from experiments.study.study_folder import Store
from runs.executors import KEPT, Executor
from runs.progress import Progress
from runs.worker_pool import WorkerError


@dataclass
class Count:
    """Runs that are there, and those of them that failed."""

    done: int = 0
    failed: int = 0

    def add(self, receipt: Receipt) -> None:
        """Count a part."""
        self.done += receipt.rows
        self.failed += receipt.failed


def run_study(
    store: Store, executor: Executor, progress: Progress, tell: Callable[[str], None]
) -> StudyResults:
    """Run all that a study lacks; the caller has claimed its folder.

    Args:
        store: The study and its folder.
        executor: Who runs it.
        progress: Called with runs done and in all.
        tell: Called with what a reader should know, such as a part that was damaged.

    Raises:
        WorkerError: If workers die again and again, or leave runs out; what is done is kept.
    """
    study = store.study
    replicates = study.replicates
    if study.precision:
        replicates = min(max(replicates, LEAST), study.precision.most)
    there = store.plan(replicates)
    while True:
        _complete(store, there.replicates, executor, progress, tell)
        more = study.precision and _more(there, study.precision, store.chunking.block)
        if not more:
            break
        there = store.plan(more)
    store.tidy()
    return there


def _complete(
    store: Store, replicates: int, executor: Executor, progress: Progress,
    tell: Callable[[str], None],
) -> None:  # fmt: skip
    total, count = replicates * len(store.study.points), Count()

    def note(receipt: Receipt) -> None:
        count.add(receipt)
        progress(count.done, total)

    missing = store.missing(replicates, tell, note)
    for receipt in executor(partial(make, store.folder.resolve()), missing):
        note(receipt)
    if count.done != total:
        raise WorkerError(f"{total - count.done:,} of {total:,} runs were never made; {KEPT}")


def _more(there: StudyResults, precision: Precision, block: int) -> int:
    """Replicates to go on to; 0 if the precision is reached or no more may be added."""
    width = reached(there, precision.outcome)
    if width <= precision.within or there.replicates >= precision.most:
        return 0
    asked = wanted(there.replicates, width / precision.within)
    return min(precision.most, math.ceil(asked / block) * block)
