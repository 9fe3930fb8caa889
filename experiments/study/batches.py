"""How a study falls into chunks: by its design alone, so that anyone who runs it writes one thing.

A chunk is some replicates of some points that share a baseline. It is run by one worker, branching
off one history a replicate, and becomes one file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import batched

from experiments.study.study_design import Point, Study
from runs.comparison_design import Comparison
from sim.world import World

MOST_RUNS = 100
MOST_DAYS = 12_000
"""Most runs, and most days of all runs together, in a chunk of more than one run."""


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
class Chunking:
    """The chunks of a study."""

    study: Study

    @cached_property
    def runs(self) -> int:
        """Most runs in a chunk."""
        return max(1, min(MOST_RUNS, MOST_DAYS // self.study.baseline.days_in_all))

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
        for first in range(0, replicates, self.block):
            number = min(self.block, replicates - first)
            for each in self.slices:
                others = [point for point in each.points if point is not each.reference]
                scenarios = tuple(point.scenario for point in (each.reference, *others))
                yield Chunk(
                    Comparison(scenarios, study.seed, number, first, study.members),
                    {point.scenario.name: point.number for point in each.points},
                    each.number, study.daily, repeat, study.name, code, study.own_world,
                )  # fmt: skip
