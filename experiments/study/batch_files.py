"""One chunk as one file: run, written whole with its receipt, and recognised when it is there."""

from __future__ import annotations

import shlex
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from experiments.study.batches import Cell, Chunk, Outcome, part_of
from experiments.study.earlier_runs import earlier_runs, set_aside
from experiments.study.study_design import Point, Study
from runs.batches import Batch
from runs.provenance import code_digest
from runs.results_tables import write_table
from runs.runner import Job, RunError
from scenarios.packaged_places import DAILY_COLUMNS, OUTCOMES
from scenarios.world_tables import load_world


class OtherCodeError(RuntimeError):
    """A worker would run another version of the model than the study's."""


@dataclass(frozen=True)
class Receipt:
    """What a part holds.

    Attributes:
        part: Its name.
        rows: Runs in it.
        failed: How many of them failed.
        sha256: Of the file of outcomes, and of that of days where there is one, by folder.
    """

    part: str
    rows: int
    failed: int
    sha256: dict[str, str] = field(default_factory=dict)


def make(folder: Path, chunk: Chunk) -> Receipt:
    """Run a chunk and write its files, unless they are there.

    Runs that the study had before it grew are taken from there.

    Args:
        folder: The study's folder.
        chunk: What to run.

    Raises:
        OtherCodeError: If this process has other code than the study was planned with.
    """
    if chunk.code != code_digest():
        raise OtherCodeError(
            "a worker has another version of Narrows than the study; install the same everywhere"
        )
    if receipt := stored(folder, chunk):
        return receipt
    kept = earlier_runs(set_aside(folder), chunk)
    return write(folder, chunk, [*kept.values(), *run(chunk, kept)])


def write(folder: Path, chunk: Chunk, runs: Iterable[Outcome]) -> Receipt:
    """Write the files of a chunk whose runs are there, in any order."""
    ordered = sorted(runs, key=lambda each: (each.replicate, each.point))
    facts = {"product": "narrows", "study": chunk.study, "code": chunk.code, "part": chunk.name}
    tables = [_outcomes(chunk, ordered), *([_daily(chunk, ordered)] if chunk.keeps_days else [])]
    writers = [partial(write_table, table=table, facts=facts) for table in tables]
    failed = sum(each.error is not None for each in ordered)
    of = {"part": chunk.name, "rows": len(ordered), "failed": failed}
    return Receipt(**batch_of(folder, chunk).keep(of, *writers))


def run(chunk: Chunk, kept: Container[Cell] = ()) -> Iterator[Outcome]:
    """Run a chunk, replicate by replicate; a run that fails is recorded and the others go on.

    Args:
        chunk: What to run.
        kept: Point and replicate of runs that are there already.
    """
    comparison, world = chunk.comparison, chunk.world or load_world()
    reference, *others = comparison.scenarios
    for replicate in comparison.numbers:
        lacking = {
            name: point for name, point in chunk.numbers.items() if (point, replicate) not in kept
        }
        if not lacking:
            continue
        scenarios = (reference, *(each for each in others if each.name in lacking))
        design = replace(comparison, scenarios=scenarios, first=replicate, replicates=1)
        left = len(lacking)
        for attempt in Job(world, design, chunk.daily).attempts(replicate):
            if isinstance(attempt, RunError):
                name, _, _, error = attempt.args
                record = None
            else:
                name, _, record = attempt
                error = None
            if name in lacking:
                yield Outcome(lacking[name], replicate, record, error)
                left -= 1
            if left == 0:
                break


def run_alone(point: Point, study: Study, replicate: int) -> Outcome:
    """Run one point in one replicate, from its own first day."""
    comparison = study.comparison((point.scenario,), 1, replicate)
    job = Job(study.own_world or load_world(), comparison, 0)
    attempt = next(job.attempts(replicate))
    if isinstance(attempt, RunError):
        return Outcome(point.number, replicate, None, attempt.args[-1])
    return Outcome(point.number, replicate, attempt[2], None)


def stored(folder: Path, chunk: Chunk) -> Receipt | None:
    """The receipt of a chunk whose files are there and whole; None if they are not.

    Files that are there without being whole, or whose receipt is missing, are not whole.
    """
    found = batch_of(folder, chunk).kept()
    try:
        receipt = found and Receipt(**found)
    except TypeError:
        return None
    return receipt if receipt and receipt.rows == chunk.runs else None


def batch_of(folder: Path, chunk: Chunk) -> Batch:
    """The files of a chunk."""
    return part_of(folder, chunk.name, chunk.keeps_days)


def repeats(chunk: Chunk, run: Outcome) -> str:
    """The command that repeats one run alone."""
    options = ["--point", str(run.point), "--replicate", str(run.replicate)]
    return f"{chunk.repeat} {shlex.join(options)}"


def _outcomes(chunk: Chunk, runs: list[Outcome]) -> Any:
    """One row a run, one column an outcome; a failed run has its error instead."""
    members = chunk.comparison.posterior
    nothing = np.full(len(OUTCOMES), np.nan)
    values = np.array([each.record.outcomes if each.record else nothing for each in runs])
    drawn = [
        members.member(chunk.comparison.seed, each.replicate) if members else None for each in runs
    ]
    failed = [repeats(chunk, each) if each.error else None for each in runs]
    columns: dict[str, tuple[Any, dict[str, str]]] = {
        "point": (pa.array([each.point for each in runs], pa.int32()), {}),
        "replicate": (pa.array([each.replicate for each in runs], pa.int32()), {}),
        "member": (pa.array(drawn, pa.int32()), {}),
        "error": (pa.array([each.error for each in runs], pa.string()), {}),
        "repeat": (pa.array(failed, pa.string()), {}),
    }
    for index, outcome in enumerate(OUTCOMES.values()):
        column = pa.array(values[:, index], pa.float64(), mask=np.isnan(values[:, index]))
        columns[outcome.name] = (column, {"unit": outcome.unit})
    fields = [
        pa.field(name, column.type, metadata=about or None)
        for name, (column, about) in columns.items()
    ]
    return pa.Table.from_arrays(
        [column for column, _ in columns.values()], schema=pa.schema(fields)
    )


def _daily(chunk: Chunk, runs: list[Outcome]) -> Any:
    """One row a run and day, of the replicates that keep every day."""
    start: date = chunk.comparison.baseline.start
    kept = [
        (each, each.record.daily) for each in runs if each.record and each.record.daily is not None
    ]
    days = [start + timedelta(days=day) for day in range(chunk.comparison.baseline.days)]
    values = (
        np.concatenate([daily for _, daily in kept]) if kept else np.empty((0, len(DAILY_COLUMNS)))
    )
    return pa.table(
        {
            "point": pa.array(np.repeat([each.point for each, _ in kept], len(days)), pa.int32()),
            "replicate": pa.array(
                np.repeat([each.replicate for each, _ in kept], len(days)), pa.int32()
            ),
            "date": pa.array(days * len(kept), pa.date32()),
            **{name: values[:, index] for index, name in enumerate(DAILY_COLUMNS)},
        }
    )
