"""Paired effects of a study's points, each against the baseline of its world, with verdicts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from experiments.comparison.paired_effects import (
    Effect,
    Effects,
    compare_values,
    judged,
    paired,
    unit_of,
    with_parts,
)
from experiments.comparison.verdicts import MARGINS
from experiments.study.stored_study import StudyResults
from runs.arrivals_accounting import NEEDED
from scenarios.packaged_places import OUTCOMES

Floats = NDArray[np.float64]

ARRIVALS = "arrivals"
HEADLINE = tuple(name for name in MARGINS if name in OUTCOMES)
"""Declared outcomes from which all headline outcomes, which get a verdict, are made."""


class Pairs:
    """Some outcomes of a study, point by point beside their baseline.

    A replicate in which either run failed, or is not yet there, is left out of a pair. Arrivals
    bring the parts of their fall along.

    Args:
        kept: The study's folder.
        outcomes: Names of declared outcomes whose values are read.
    """

    def __init__(self, kept: StudyResults, outcomes: Sequence[str]) -> None:
        self.kept = kept
        self.outcomes = tuple(with_parts(iter(outcomes)))
        self.references = kept.references
        self.names = [str(about["name"]) for about in kept.points]
        needed = NEEDED if ARRIVALS in outcomes else ()
        self._values = kept.values(tuple(dict.fromkeys((*outcomes, *needed))))
        self._sound = self._values.done & ~self._values.failed

    @property
    def failed(self) -> int:
        """Runs that failed."""
        return int(self._values.failed.sum())

    @property
    def compared(self) -> list[int]:
        """Numbers of the points that are compared with another."""
        return [point for point, other in enumerate(self.references) if point != other]

    def sound(self, points: Sequence[int]) -> NDArray[np.int64]:
        """Replicates in which the runs of all these points succeeded."""
        return np.flatnonzero(self._sound[list(points)].all(axis=0))

    def levels(self, outcome: str, replicates: NDArray[np.int64]) -> Floats:
        """A declared outcome of all points, shape (points, replicates)."""
        return self._values.outcomes[outcome][:, replicates]

    def pair(
        self, point: int, replicates: NDArray[np.int64] | None = None
    ) -> tuple[Floats, Floats]:
        """A point's baseline and the point, in some replicates, or in those of both.

        A part of the fall in arrivals has no level of its own: it is zero in the baseline.

        Returns:
            Two arrays of shape (outcomes, replicates), in the order of ``outcomes``.
        """
        other = self.references[point]
        replicates = self.sound((point, other)) if replicates is None else replicates
        there, here = (
            {name: values[at, replicates] for name, values in self._values.outcomes.items()}
            for at in (other, point)
        )
        if ARRIVALS in here:
            both = compare_values(there, here)
        else:
            both = {name: (there[name], here[name]) for name in here}
        baseline, values = (
            np.array([both[name][side] for name in self.outcomes]) for side in (0, 1)
        )
        return baseline, values

    def effects(self, point: int) -> dict[str, Effect]:
        """The effects of one point on all outcomes; of a baseline, zeros without a verdict."""
        if self.references[point] == point:
            return self._paired(*self.pair(point))
        return self.by_name[self.names[point]]

    @cached_property
    def by_name(self) -> Effects:
        """The effects of all compared points, with their verdicts.

        The family of a verdict is all compared points by all headline outcomes. Where some of
        those were not read, no effect has a verdict.
        """
        found: Effects = {}
        differences: dict[str, dict[str, Floats]] = {}
        headline = MARGINS if set(MARGINS) <= set(self.outcomes) else ()
        for point in self.compared:
            baseline, values = self.pair(point)
            name = self.names[point]
            found[name] = self._paired(baseline, values)
            change = dict(zip(self.outcomes, values - baseline, strict=True))
            differences[name] = {outcome: change[outcome] for outcome in headline}
        return judged(found, differences) if headline else found

    def _paired(self, baseline: Floats, values: Floats) -> dict[str, Effect]:
        rows = zip(self.outcomes, baseline, values, strict=True)
        return paired({name: (unit_of(name), *both) for name, *both in rows})


def reached(kept: StudyResults, outcome: str) -> float:
    """Widest half-width of the intervals of an outcome, as a share of their baselines' means.

    Intervals are simultaneous if the outcome gets a verdict. What is unknown is not precise: an
    undefined effect counts as infinite.
    """
    pairs = Pairs(kept, tuple(dict.fromkeys((*HEADLINE, outcome))))
    widths = [effects[outcome].relative.half_width for effects in pairs.by_name.values()]
    return max((math.inf if math.isnan(width) else width for width in widths), default=0.0)
