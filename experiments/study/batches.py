"""How a study falls into chunks: by its design alone, so that anyone who runs it writes one thing.

A chunk is some replicates of some points that share a baseline. It is run by one worker, branching
off one history a replicate, and becomes one file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import batched, groupby
from pathlib import Path

from experiments.study.study_design import Point, Study
from runs.batches import Batch
from runs.comparison_design import Comparison
from runs.results import Record
from sim.world import World

PARTS, DAILY = "parts", "daily"
"""Folders of outcomes and of days."""
Cell = tuple[int, int]
"""Point and replicate."""
MOST_RUNS = 100
MOST_DAYS = 12_000
"""Most runs, and most days of all runs together, in a chunk of more than one run."""


def most_runs(days: int) -> int:
    """Most runs in a chunk, each of so many days, warm-up and run-out among them."""
    return max(1, min(MOST_RUNS, MOST_DAYS // days))


def part_of(folder: Path, name: str, keeps_days: bool) -> Batch:
    """The files of the part of a name."""
    return Batch(folder, name, ".parquet", (PARTS, DAILY) if keeps_days else (PARTS,))


def slice_numbers(references: Sequence[int], days: int) -> list[int]:
    """For each point, the slice that it is in.

    Args:
        references: For each point, the number of the baseline that it is compared with.
        days: Days of a run.
    """
    groups = [list(group) for _, group in groupby(references)]
    sizes = [len(part) for group in groups for part in batched(group, most_runs(days))]
    return [number for number, size in enumerate(sizes) for _ in range(size)]


@dataclass(frozen=True)
class Slice:
    """Points that are run together.

    Attributes:
        number: Its place in the study, from 0.
        reference: The baseline, from whose history they branch off.
        points: The points that are kept; the baseline only in the first slice that has it.
    """

    number: int
    reference: Point
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Chunk:
    """Some replicates of a slice.

    Attributes:
        comparison: Its runs, the baseline first.
        numbers: Number of each kept point, by its scenario's name.
        slice: Number of the slice.
        daily: Replicates below this number keep every day.
        repeat: The command that repeats a run, but for point and replicate.
        study: Name of the study.
        code: Digest of the code that is to run it.
        world: What is run in, if not the packaged world.
    """

    comparison: Comparison
    numbers: dict[str, int]
    slice: int
    daily: int
    repeat: str
    study: str
    code: str
    world: World | None = None

    @property
    def name(self) -> str:
        """Name of its file without suffix: slice, first replicate, and the one after the last."""
        numbers = self.comparison.numbers
        return f"{self.slice:05}-{numbers.start:06}-{numbers.stop:06}"

    @property
    def runs(self) -> int:
        """Runs that it keeps."""
        return len(self.numbers) * self.comparison.replicates

    @property
    def keeps_days(self) -> bool:
        """Whether any of its replicates keeps every day."""
        return self.comparison.first < self.daily


@dataclass(frozen=True)
class Outcome:
    """One run of a chunk: what it gave, or why it gave nothing."""

    point: int
    replicate: int
    record: Record | None
    error: str | None


@dataclass(frozen=True)
class Chunking:
    """The chunks of a study."""

    study: Study

    @cached_property
    def runs(self) -> int:
        """Most runs in a chunk."""
        return most_runs(self.study.baseline.days_in_all)

    @cached_property
    def slices(self) -> list[Slice]:
        """All slices, in the order of points."""
        parts = [
            (group[0], part) for group in self.study.groups for part in batched(group, self.runs)
        ]
        return [Slice(number, *each) for number, each in enumerate(parts)]

    @cached_property
    def block(self) -> int:
        """Replicates in a chunk."""
        return max(1, self.runs // max(len(each.points) for each in self.slices))

    def chunks(self, replicates: int, repeat: str, code: str) -> Iterator[Chunk]:
        """All chunks of a number of replicates, block by block."""
        study = self.study
        stop = study.first + replicates
        for first in range(study.first, stop, self.block):
            number = min(self.block, stop - first)
            for each in self.slices:
                others = [point for point in each.points if point is not each.reference]
                scenarios = tuple(point.scenario for point in (each.reference, *others))
                yield Chunk(
                    study.comparison(scenarios, number, first),
                    {point.scenario.name: point.number for point in each.points},
                    each.number, study.daily, repeat, study.name, code, study.own_world,
                )  # fmt: skip
