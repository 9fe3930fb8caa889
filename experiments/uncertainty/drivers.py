"""Which inputs an effect depends on most, in order, with the direction of each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments.uncertainty.draw_table import DrawTable, Source
from experiments.uncertainty.normal_scores import Scores
from experiments.uncertainty.polynomial_terms import hermite
from experiments.uncertainty.unbiased_squares import (
    ends,
    pair_factors,
    resample_counts,
    squared_means,
)
from runs.intervals import LEVEL, SEED, Interval
from sim.core.range_quantiles import NINETY_FIVE

Floats = NDArray[np.float64]

MOST = 10
LEAST_DRAWS = 40
"""Sets of inputs below which no input is named."""
SHUFFLES = 200
SMALLEST = 1e-9
"""Spread below which a parabola is none: an input of two values has a straight line alone."""
AT_ENDS = float((NINETY_FIVE**2 - 1) / np.sqrt(2))
"""The parabola's value at either percentile."""


@dataclass(frozen=True)
class Driver:
    """One input and what the effect does over its range.

    Attributes:
        name: Of the input.
        source: Why it varies.
        share: Share of the effect's variance that it explains alone, with a 95 % interval; what
            correlates with it counts too. Zero on average for an input that does nothing.
        direction: 1 if the effect rises with the input, -1 if it falls.
        low: Mean effect where the input is at its 5th percentile.
        high: Mean effect where it is at its 95th percentile.
        value_low: The 5th percentile.
        value_high: The 95th percentile.
        clear: Whether it explains more than the strongest of all inputs does in 95 % of shuffles of
            the effect among replicates.
    """

    name: str
    source: Source
    share: Interval
    direction: int
    low: float
    high: float
    value_low: float
    value_high: float
    clear: bool


def drivers(draws: DrawTable, effect: Floats, most: int = MOST) -> list[Driver]:
    """The inputs that matter most, in order; none where there are too few draws.

    The effect of each input is a straight line and a parabola of its normal scores.

    Args:
        draws: What each replicate drew.
        effect: Of each replicate.
        most: How many to give.
    """
    return DriverFinder(draws)(effect, most)


class DriverFinder:
    """Finds what several effects of the same draws depend on; see :func:`drivers`."""

    def __init__(self, draws: DrawTable) -> None:
        """Prepare what all effects share."""
        self._sources, self._inputs, self._groups = draws.sources, draws.varying, draws.groups()
        first = np.unique(self._groups, return_index=True)[1]
        self._enough = bool(self._inputs) and len(first) >= LEAST_DRAWS
        if self._enough:
            columns = draws.columns(self._inputs)[first]
            self._terms = _terms(columns)
            self._from, self._to = np.quantile(columns, (0.05, 0.95), axis=0)

    def __call__(self, effect: Floats, most: int = MOST) -> list[Driver]:
        """The inputs that one effect depends on most."""
        if not self._enough or not np.ptp(effect) > 0:
            return []
        terms, groups = self._terms, self._groups
        means = np.bincount(groups, effect) / np.bincount(groups)
        coefficients = np.stack([each.T @ (means - means.mean()) for each in terms]) / len(means)
        shares = _shares(terms, means, float(effect.var(ddof=1)))
        order = np.argsort(-shares[0], kind="stable")[:most]
        low_end, high_end = ends(shares[1:])
        strongest = _strongest_shuffled(terms, means)
        line, bend = coefficients[0] * NINETY_FIVE, coefficients[1] * AT_ENDS
        return [
            Driver(
                name=self._inputs[at],
                source=self._sources[self._inputs[at]],
                share=Interval(*map(float, (shares[0, at], low_end[at], high_end[at]))),
                direction=1 if line[at] > 0 else -1,
                low=float(means.mean() + bend[at] - line[at]),
                high=float(means.mean() + bend[at] + line[at]),
                value_low=float(self._from[at]),
                value_high=float(self._to[at]),
                clear=bool((coefficients[:, at] ** 2).sum() > strongest),
            )
            for at in order.tolist()
        ]


def _terms(columns: Floats) -> tuple[Floats, Floats]:
    """A straight line and a parabola of each input: mean 0, variance 1, uncorrelated."""
    scores = np.column_stack([Scores.of(column)(column) for column in columns.T])
    line = (scores - scores.mean(axis=0)) / scores.std(axis=0)
    parabola = hermite(line, 2)
    parabola = parabola - parabola.mean(axis=0) - line * (line * parabola).mean(axis=0)
    spread = parabola.std(axis=0)
    bends = spread > SMALLEST
    return line, np.where(bends, parabola / np.where(bends, spread, 1.0), 0.0)


def _shares(terms: tuple[Floats, Floats], means: Floats, variance: float) -> Floats:
    """Share of variance by input, of the draws and of each resample: (1 + resamples, inputs)."""
    counts = resample_counts(len(means))
    centred = means - means.mean()
    explained = sum(
        squared_means(each * centred[:, None], counts) / pair_factors(each) for each in terms
    )
    spread = counts @ centred**2 / len(means) - (counts @ centred / len(means)) ** 2
    totals = spread / spread[0] * variance
    return np.asarray(explained / np.maximum(totals, 1e-300)[:, None])


def _strongest_shuffled(terms: tuple[Floats, Floats], means: Floats) -> float:
    """What the strongest input explains, in 95 % of shuffles at most."""
    random = np.random.default_rng((SEED, 2))
    shuffled = np.stack([random.permutation(means - means.mean()) for _ in range(SHUFFLES)])
    explained = sum((shuffled @ each / len(means)) ** 2 for each in terms)
    return float(np.quantile(np.max(explained, axis=1), LEVEL))
