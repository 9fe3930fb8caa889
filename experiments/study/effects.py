"""Paired effects of a study's points, each against the baseline of its world."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from experiments.paired import Effect, effect
from experiments.study.analysis.intervals import of_means
from experiments.study.held import Held

Floats = NDArray[np.float64]


class Pairs:
    """Some outcomes of a study, point by point beside their baseline.

    A replicate in which either run failed, or is not yet there, is left out of a pair.

    Args:
        held: The study's folder.
        outcomes: Whose values are read.
    """

    def __init__(self, held: Held, outcomes: Sequence[str]) -> None:
        self.held = held
        self.outcomes = tuple(outcomes)
        self.references = held.references
        self._values = held.values(outcomes)
        self._effects: dict[int, dict[str, Effect]] = {}
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

    def values(self, point: int, replicates: NDArray[np.int64]) -> Floats:
        """All outcomes of one point, shape (outcomes, replicates)."""
        return np.array([self._values.outcomes[each][point, replicates] for each in self.outcomes])

    def pair(self, point: int) -> tuple[Floats, Floats]:
        """All outcomes of a point's baseline and of the point, in the replicates of both."""
        other = self.references[point]
        replicates = self.sound((point, other))
        return self.values(other, replicates), self.values(point, replicates)

    def effect(self, point: int, outcome: str) -> Effect:
        """The effect of one point on one outcome, with its t-interval; of a baseline, zeros."""
        place = self.outcomes.index(outcome)
        baseline, values = self.pair(point)
        return effect(outcome, baseline[place], values[place])

    def effects(self, point: int) -> dict[str, Effect]:
        """The effects of one point on all outcomes, with the intervals that reports show."""
        if point not in self._effects:
            self._effects[point] = self._made(point)
        return self._effects[point]

    def _made(self, point: int) -> dict[str, Effect]:
        baseline, values = self.pair(point)
        intervals = of_means(values - baseline)
        return {
            outcome: replace(effect(outcome, *both), difference=difference)
            for outcome, *both, difference in zip(
                self.outcomes, baseline, values, intervals, strict=True
            )
        }


def widest(pairs: Pairs, outcome: str) -> float:
    """Widest half-width of a paired t-interval, as a share of its baseline's mean.

    What is unknown is not precise: an undefined effect counts as infinite.
    """
    widths = [pairs.effect(point, outcome).relative.half_width for point in pairs.compared]
    return max((math.inf if math.isnan(width) else width for width in widths), default=0.0)
