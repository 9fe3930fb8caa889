"""Reading what a study's folder holds, a part at a time: the way in for all analysis.

``stream`` yields every run once; ``values`` gives the values of some outcomes by point and
replicate; ``connect`` opens DuckDB views, which see the same runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray

from experiments.study.batches import DAILY, PARTS, part_of
from experiments.study.study_design import Sampled
from runs.batches import Batch
from runs.effect_draws import EFFECTS, EffectSizes
from runs.number_format import counted
from runs.parameter_source import SHOWN
from runs.run_store import read_note
from runs.stored_tables import read_table
from scenarios.earlier_names import NOW
from scenarios.errors import InputError
from scenarios.packaged_data import USUAL
from sim.core.draw_order import draw_number

if TYPE_CHECKING:
    import duckdb

Floats = NDArray[np.float64]
NOTE, POINTS, MEMBERS = "study.json", "points.parquet", "members.parquet"
DESIGN = "design.parquet"
KINDS: dict[str, type] = {
    **dict.fromkeys(("name", "question", "start"), str),
    **dict.fromkeys(("levers", "outcomes"), list),
    **dict.fromkeys(("seed", "replicates", "days", "points", "slices", "block", "daily"), int),
}  # fmt: skip
"""Facts without which a folder cannot be read."""
FIRST = "first_replicate"
"""Fact of a study whose replicates do not begin at 0."""


@dataclass(frozen=True)
class Values:
    """Some outcomes of all runs.

    Attributes:
        outcomes: By name, shape (points, replicates); NaN where undefined, failed or not yet run.
        failed: Whether a run failed, same shape.
        done: Whether a run is there, same shape.
    """

    outcomes: dict[str, Floats]
    failed: NDArray[np.bool_]
    done: NDArray[np.bool_]


@dataclass(frozen=True)
class StudyResults:
    """A study's folder.

    Attributes:
        folder: Where it is.
        facts: What the study is of, as ``study.json`` has it.
    """

    folder: Path
    facts: dict[str, Any]

    @cached_property
    def points(self) -> list[dict[str, Any]]:
        """One row a point: number, scenario, what it is compared with, and values of levers."""
        columns = [
            name for name in pq.read_schema(self.folder / POINTS).names if name != "definition"
        ]
        rows: list[dict[str, Any]] = pq.read_table(
            self.folder / POINTS, columns=columns
        ).to_pylist()
        return rows

    @property
    def members(self) -> dict[str, Floats]:
        """Numbers that replicates draw, by name; which entry a replicate has says ``draws``."""
        if not self.facts["members"]:
            return {}
        table = pq.read_table(self.folder / MEMBERS)
        return {
            name: np.asarray(table[name].to_numpy(), np.float64)
            for name in table.column_names
            if name != "member"
        }

    def draws(self, replicates: NDArray[np.int64]) -> NDArray[np.int64]:
        """Number of the parameter draw that each replicate runs; its own number if there is none.

        Args:
            replicates: Their places among those of the study, from 0.
        """
        count, first, seed = self.facts["members"], self.first, self.facts["seed"]
        if not count:
            return replicates
        numbers = (first + int(each) for each in replicates)
        return np.array([draw_number(seed, each, count) for each in numbers], np.int64)

    @property
    def design(self) -> Sampled:
        """How the levers were drawn, of a study whose levers were."""
        table = pq.read_table(self.folder / DESIGN)
        levers = tuple(self.facts["levers"])
        shares = np.column_stack([table[f"share of {name}"].to_numpy() for name in levers])
        points = {
            name.removeprefix("point of "): tuple(table[name].to_pylist())
            for name in table.column_names
            if name.startswith("point of ")
        }
        return Sampled(self.facts["design"], levers, shares, points)

    @property
    def replicates(self) -> int:
        """Replicates of each point, as planned."""
        return int(self.facts["replicates"])

    @property
    def first(self) -> int:
        """Number of the first replicate."""
        return int(self.facts.get(FIRST, 0))

    @property
    def period(self) -> str:
        """Which days were run, in words."""
        facts = self.facts
        return (
            f"{counted(facts['days'], 'day')} from {facts['start']}, after "
            f"{facts['warmup_days']} of warm-up and before {facts['run_out_days']} of run-out"
        )

    @property
    def reported(self) -> list[str]:
        """Outcomes that the study is to report."""
        return [NOW.get(name, name) for name in self.facts["outcomes"]]

    @cached_property
    def references(self) -> list[int]:
        """For each point, the number of the baseline that it is compared with."""
        return [int(point["reference"]) for point in self.points]

    def parts(self) -> Iterator[str]:
        """Names of all parts of the study, there or not, block by block."""
        block, stop = self.facts["block"], self.first + self.replicates
        for first in range(self.first, stop, block):
            last = min(first + block, stop)
            for number in range(self.facts["slices"]):
                yield f"{number:05}-{first:06}-{last:06}"

    def batch(self, part: str) -> Batch:
        """The files of a part, there or not."""
        first = int(part.split("-")[1])
        return part_of(self.folder, part, first < self.facts["daily"])

    def files(self, index: str = PARTS) -> Iterator[Path]:
        """Files of the parts that are there."""
        for part in self.parts():
            batch = self.batch(part)
            if batch.file(index).exists() and batch.receipt.exists():
                yield batch.file(index)

    def stream(self, columns: Sequence[str] | None = None) -> Iterator[Any]:
        """Yield all runs, one Arrow table a part; columns are those of the view ``runs``."""
        for path in self.files():
            yield read_table(path, columns)

    def values(self, outcomes: Sequence[str]) -> Values:
        """Some outcomes of all runs: eight bytes a run and outcome."""
        shape = (len(self.points), self.replicates)
        found = {name: np.full(shape, np.nan) for name in outcomes}
        failed, done = np.zeros(shape, np.bool_), np.zeros(shape, np.bool_)
        for table in self.stream(["point", "replicate", "error", *outcomes]):
            at = (table["point"].to_numpy(), table["replicate"].to_numpy() - self.first)
            done[at] = True
            failed[at] = table["error"].is_valid().to_numpy()
            for name in outcomes:
                found[name][at] = table[name].to_numpy()
        return Values(found, failed, done)

    def connect(self, settings: Mapping[str, str | int] | None = None) -> duckdb.DuckDBPyConnection:
        """Open the views ``points``, ``runs``, ``outcomes``, ``pairs`` and, if kept, ``daily``.

        Args:
            settings: Of DuckDB, such as ``memory_limit``.
        """
        from experiments.study.sql_views import connect

        return connect(self, settings)


def rests_on(facts: Mapping[str, Any], digests: bool = True) -> str:
    """The posterior and the data of a study, in a line.

    Args:
        facts: Of the study.
        digests: Whether to name their SHA-256.
    """
    data, members = facts.get("data") or USUAL.facts, facts.get("members_from") or {}
    said = "declared defaults" if not facts["members"] else f"{facts['members']} parameter draws"
    if cutoff := members.get("cutoff"):
        said = f"posterior of {facts['members']} draws, data until {cutoff}"
    known = f"data to {data['last_day']}"
    if digests:
        if digest := facts.get("members_sha256"):
            said += f", SHA-256 {digest[:SHOWN]}"
        known += f", SHA-256 {data['sha256'][:SHOWN]}"
    if facts["members"]:
        known += f"; {counted(len(members.get('assumed') or []), 'assumed parameter')} drawn"
    return f"{said}; {known}; open strengths of measures {facts.get(EFFECTS, EffectSizes.CENTRAL)}"


def open_study(folder: Path) -> StudyResults:
    """Open a study's folder for reading.

    Raises:
        InputError: If it is none.
    """
    path = folder / NOTE
    if not folder.is_dir():
        raise InputError(f"there is no folder {folder}; give the folder of a study that was run")
    if not path.is_file():
        raise InputError(f"{folder} holds no study; give a folder that narrows study wrote")
    facts = read_note(path)
    if (
        any(not isinstance(facts.get(key), kind) for key, kind in KINDS.items())
        or not facts["block"]
    ):
        raise InputError(f"{path} is damaged; put a copy of it back, or give another folder")
    return StudyResults(folder, facts)


__all__ = ["DAILY", "PARTS", "StudyResults", "Values", "open_study"]
