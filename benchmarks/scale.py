"""What a cluster adds to a study of many short runs, and how much memory the driver needs.

``make bench-scale BENCH="[--runs 2000] [--days 30] [--memory 10000 20000] [--copied 100000]"``:
runs on Dask beside local ones, by the clock and by what processors did, the driver's memory over
whole studies, and that of taking up and reporting a finished study whose parts are copies of one.
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.kills import parquet, start
from experiments.study.batch_files import Receipt, make
from experiments.study.study_file import Overrides, read_study
from experiments.study.study_folder import Store
from runs.atomic_files import digest_of

STUDY = """\
name: short
question: Who is stopped on the way?
scenarios:
  - name: less
    interventions:
      - kind: change
        value: people_interception
        multiply: 0.5
        start: 2024-01-01
start: 2024-01-01
days: 2
warmup_days: 1
uncertainties: declared
"""
POINTS = 2


@dataclass(frozen=True)
class Taken:
    """What a study took: seconds, seconds of processors over all processes, MB of its driver."""

    seconds: float
    processors: float
    most: float


def run(*words: str) -> Taken:
    """Run a study."""
    begun, used, most = time.monotonic(), _processors(), 0.0
    process = start("study", *words)
    while process.poll() is None:
        most = max(most, _high_water(process.pid))
        time.sleep(0.1)
    _, said = process.communicate()
    if process.returncode:
        raise RuntimeError(said.decode())
    return Taken(time.monotonic() - begun, _processors() - used, most)


def _processors() -> float:
    """Seconds of processors of all processes that this one, and those that it started, ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _high_water(pid: int) -> float:
    try:
        text = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    lines = [line.split() for line in text.splitlines() if line.startswith("VmHWM")]
    return int(lines[0][1]) / 1024 if lines else 0.0


def copied(path: Path, folder: Path, runs: int) -> None:
    """Write a study's folder as if it were finished, every part a copy of the first."""
    study = read_study(str(path), Overrides(replicates=runs // POINTS))
    store = Store(study, folder)
    with store.claimed():
        store.plan(study.replicates)
        chunks = store.chunks(study.replicates)
        first = next(chunks)
        make(folder, first)
        table = pq.read_table(folder / "parts" / f"{first.name}.parquet")
        for chunk in chunks:
            numbers = chunk.comparison.numbers
            here = table.slice(0, len(numbers) * POINTS)
            column = pa.array(np.repeat(list(numbers), POINTS), pa.int32())
            part = folder / "parts" / f"{chunk.name}.parquet"
            pq.write_table(here.set_column(1, "replicate", column), part, compression="zstd")
            receipt = Receipt(chunk.name, len(here), 0, {"parts": digest_of(part)})
            part.with_suffix(".json").write_text(json.dumps(asdict(receipt), sort_keys=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=2_000)
    parser.add_argument("--days", type=int, default=30, help="of each run beside local ones")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--memory", type=int, nargs="*", default=[10_000, 20_000])
    parser.add_argument("--copied", type=int, nargs="*", default=[])
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch, "short.yaml")
        path.write_text(STUDY)

        def short(runs: int, out: str, *words: str) -> Taken:
            replicates = str(runs // POINTS)
            return run(str(path), "--replicates", replicates, "--out", f"{scratch}/{out}", *words)

        for number in range(asked.rounds):
            both = ("--workers", "2", "--days", str(asked.days))
            here = short(asked.runs, f"here-{number}", *both)
            there = short(asked.runs, f"dask-{number}", *both, "--executor", "dask")
            same = parquet(Path(scratch, f"here-{number}")) == parquet(
                Path(scratch, f"dask-{number}")
            )
            clock, used = there.seconds / here.seconds, there.processors / here.processors
            print(
                f"{asked.runs:,} runs of {asked.days} days: local {here.seconds:.1f} s, Dask "
                f"{there.seconds:.1f} s, ratio {clock:.2f}; of processors {here.processors:.1f} s "
                f"and {there.processors:.1f} s, ratio {used:.2f}; files "
                f"{'the same' if same else 'DIFFERENT'}", flush=True,
            )  # fmt: skip
        for runs in asked.memory:
            took = short(runs, f"memory-{runs}", "--workers", "2")
            print(f"{runs:,} runs: driver {took.most:.0f} MB, {took.seconds:.0f} s", flush=True)
        for runs in asked.copied:
            copied(path, Path(scratch, f"copied-{runs}"), runs)
            took = short(runs, f"copied-{runs}", "--workers", "2")
            print(
                f"{runs:,} runs that were there: driver {took.most:.0f} MB, {took.seconds:.0f} s "
                f"({took.processors:.0f} s of processors)", flush=True,
            )  # fmt: skip


if __name__ == "__main__":
    main()
