"""Runs as rows that anyone can read: the ledger, and the same data as CSV."""

from __future__ import annotations

import csv
from pathlib import Path

import pyarrow.csv as pc
import pyarrow.parquet as pq

from experiments.publishing.bundle_layout import DATA, LEDGER, STUDY
from experiments.study.batch_files import repeats
from experiments.study.batches import DAILY, PARTS, Chunk, Outcome
from experiments.study.stored_study import POINTS, StudyResults
from experiments.study.study_folder import Store
from runs.atomic_files import digest_of

HEADER = (
    "run", "point", "scenario", "seed", "replicate", "member", "part", "sha256", "daily",
    "daily_sha256", "ended", "error", "repeat",
)  # fmt: skip
"""Columns of the ledger; ``repeat`` is the command that repeats the run alone."""


def write_ledger(store: Store, folder: Path) -> None:
    """Write one row a run: seed, replicate, the file that holds it and its SHA-256.

    Args:
        store: The study.
        folder: Of the bundle, which holds the study's files.
    """
    kept = StudyResults(folder / STUDY, store.read().facts)
    names = [about["name"] for about in kept.points]
    with (folder / LEDGER).open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(HEADER)
        number = 0
        for chunk in store.chunks(kept.replicates):
            files = _files(kept, chunk)
            columns = ["point", "replicate", "member", "error"]
            for run in pq.read_table(kept.folder / PARTS / f"{chunk.name}.parquet",
                                     columns=columns, partitioning=None).to_pylist():  # fmt: skip
                ended = Outcome(run["point"], run["replicate"], None, run["error"])
                rows.writerow([
                    number, run["point"], names[run["point"]], kept.facts["seed"],
                    run["replicate"], run["member"], *files, run["error"] is None, run["error"],
                    repeats(chunk, ended),
                ])  # fmt: skip
                number += 1


def write_data(kept: StudyResults, folder: Path) -> None:
    """Write points and runs as CSV; in Parquet they stand with the study."""
    (folder / DATA).mkdir()
    points = pq.read_table(kept.folder / POINTS).drop_columns(["definition"])
    pc.write_csv(points, folder / DATA / "points.csv")
    first = pq.read_schema(next(kept.files()))
    with pc.CSVWriter(folder / DATA / "runs.csv", first) as runs:
        for part in kept.stream():
            runs.write_table(part)


def _files(kept: StudyResults, chunk: Chunk) -> list[str]:
    """Path and SHA-256 of a chunk's file of outcomes, and of that of its days or nothing."""
    found = []
    for index in (PARTS, DAILY):
        path = kept.folder / index / f"{chunk.name}.parquet"
        there = index == PARTS or chunk.keeps_days
        found += [f"{STUDY}/{index}/{path.name}", digest_of(path)] if there else ["", ""]
    return found
