"""Run policies beside the baseline, batch by batch; a batch on the disk is not run again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from calibration.known_world import known_world
from experiments.allocation.allocation_design import Allocation, Policy
from runs.batches import Batch
from runs.comparison_design import Comparison
from runs.progress import Progress
from runs.runner import execute
from runs.stored_tables import read_table
from scenarios.packaged_places import OUTCOMES

Floats = NDArray[np.float64]
KEY = b"narrows"
BATCHES = "batches"


@dataclass(frozen=True)
class Evaluator:
    """Who runs policies, and where what they gave is kept.

    Attributes:
        question: The allocation.
        folder: Its results folder.
        workers: Processes at once; nothing depends on it.
    """

    question: Allocation
    folder: Path
    workers: int

    def comparison(self, policies: Sequence[Policy], first: int, replicates: int) -> Comparison:
        """The design of a batch: the baseline and the policies over the same replicates."""
        scenarios = tuple(policy.scenario(self.question) for policy in policies)
        return self.question.comparison(scenarios, replicates, first)

    def values(
        self, batch: str, policies: Sequence[Policy], first: int, replicates: int,
        progress: Progress,
    ) -> Floats:  # fmt: skip
        """Outcomes of the baseline and of the policies: shape (1 + policies, replicates, outcomes).

        Args:
            batch: Name of the file that keeps them.
            policies: What is run beside the baseline.
            first: Number of the first replicate.
            replicates: How many.
            progress: Called with runs done and in all of this batch.

        Raises:
            RunError: If a run fails; earlier batches are kept.
        """
        about = [[policy.name, policy.spread, *policy.spending] for policy in policies]
        note = json.dumps([first, replicates, about])
        kept_in = batch_of(self.folder, batch)
        table = kept(kept_in, note)
        if table is None:
            found = execute(
                known_world(self.question.data),
                self.comparison(policies, first, replicates),
                self.workers,
                progress,
            ).outcomes
            rows = found.reshape(-1, len(OUTCOMES))
            columns: dict[str, Any] = {
                "policy": np.repeat(["baseline", *(each.name for each in policies)], replicates),
                "replicate": np.tile(np.arange(first, first + replicates), len(found)),
                **dict(zip(OUTCOMES, rows.T, strict=True)),
            }
            keep(kept_in, note, pa.table(columns))
            return found
        runs = (1 + len(policies)) * replicates
        progress(runs, runs)
        stored = np.column_stack([table[name].to_numpy() for name in OUTCOMES])
        return stored.reshape(1 + len(policies), replicates, len(OUTCOMES))


def batch_of(folder: Path, name: str) -> Batch:
    """The file of a batch."""
    return Batch(folder, name, ".parquet", (BATCHES,))


def keep(batch: Batch, note: str, table: pa.Table) -> None:
    """Write a batch, whole or not at all."""
    noted = table.replace_schema_metadata({KEY: note.encode()})
    batch.receipt.parent.mkdir(parents=True, exist_ok=True)
    batch.keep({"batch": batch.name}, partial(pq.write_table, noted, compression="zstd"))


def kept(batch: Batch, note: str) -> pa.Table | None:
    """A batch of the same design that is on the disk as it was written; else None."""
    if batch.kept() is None:
        return None
    table = read_table(batch.file(BATCHES))
    return table if (table.schema.metadata or {}).get(KEY) == note.encode() else None
