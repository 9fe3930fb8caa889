"""Shares of the variance of an effect by source; they add up to 1.

Inputs become independent standard normal scores, and the effect a sum of orthogonal (Hermite)
polynomials of them. A polynomial's part of the variance is its coefficient squared; one of inputs
of two sources counts half for each (their Shapley effect). Squares are estimated without bias from
products of different draws, after a regression fitted to the other half of the draws has taken out
what it can. So the share of a source that does nothing is zero on average, with any number of
inputs.

What inputs do not explain is stochastic; so is what polynomials of the third degree miss. With 100
draws the stochastic share is on average some 0.05 too great, with 200 some 0.02 (linear-normal
models). Where sets of inputs are replicated, the stochastic part
is the variance within sets instead, and what polynomials miss is divided between sources.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments.uncertainty.draw_table import DRAWN, DrawTable, Source
from experiments.uncertainty.polynomial_terms import (
    IndependentScores,
    Polynomials,
    crossed_polynomials,
    independent_scores,
    single_polynomials,
)
from experiments.uncertainty.ridge import ridge_coefficients
from experiments.uncertainty.unbiased_squares import (
    ends,
    pair_factors,
    resample_counts,
    squared_means,
)
from runs.intervals import SEED, Interval

Floats = NDArray[np.float64]
Integers = NDArray[np.intp]

LEAST_DRAWS = 40
"""Sets of inputs below which no shares are given: as many as verdicts need."""
LEAST_WITHIN = 20
"""Runs beyond the first of their set from which the stochastic part is the variance within sets."""
SPLITS = 6
"""Random halvings of the draws."""
CROSSED = 0.05
"""Scores whose products are among the terms, as a share of draws: those that matter most in the
other half."""
MOST_CROSSED = 8
UNKNOWN = Interval(np.nan, np.nan, np.nan)


@dataclass(frozen=True)
class VarianceShares:
    """Shares of the variance of one effect.

    Attributes:
        variance: Of single runs.
        shares: By source, with 95 % intervals; none below zero, and adding up to 1. NaN if there
            are too few draws or the effect does not vary.
        raw: By source, before those below zero were set to zero.
        replicated: Whether the stochastic part is the variance within sets of equal inputs.
        held_fixed: Sources of which no input varies.
    """

    variance: float
    shares: Mapping[Source, Interval]
    raw: Mapping[Source, float]
    replicated: bool
    held_fixed: tuple[Source, ...]


def variance_shares(
    draws: DrawTable, effect: Floats, reference: DrawTable | None = None
) -> VarianceShares:
    """Split the variance of an effect by source.

    Args:
        draws: What each replicate drew. Sources are independent of one another; fitted inputs may
            depend on one another.
        effect: Of each replicate.
        reference: More draws of the fitted inputs, from which their correlations are taken.
    """
    return ShareEstimator(draws, reference)(effect)


class ShareEstimator:
    """Splits variances of several effects of the same draws; see :func:`variance_shares`."""

    def __init__(self, draws: DrawTable, reference: DrawTable | None = None) -> None:
        """Prepare what all effects share.

        Args:
            draws: What each replicate drew.
            reference: More draws of the fitted inputs.
        """
        self._fixed = tuple(source for source in DRAWN if not draws.of(source))
        self._groups = draws.groups()
        first = np.unique(self._groups, return_index=True)[1]
        self._sets = len(first)
        if self._sets >= LEAST_DRAWS:
            self._counts = resample_counts(self._sets)
            sets = DrawTable(draws.values.iloc[first], draws.sources)
            self._scores = independent_scores(sets, reference or draws)

    def __call__(self, effect: Floats) -> VarianceShares:
        """Shares of the variance of one effect."""
        fixed = self._fixed
        variance = float(effect.var(ddof=1)) if effect.size > 1 else np.nan
        if not (variance > 0 and self._sets >= LEAST_DRAWS):
            known = dict.fromkeys(Source, UNKNOWN)
            return VarianceShares(variance, known, dict.fromkeys(Source, np.nan), False, fixed)
        runs, counts = _Runs.of(effect, self._groups), self._counts
        parts = _parts(self._scores, runs.means, counts)
        replicated = effect.size - self._sets >= LEAST_WITHIN
        within = runs.within(counts) if replicated else None
        return _split(variance, _shares(parts, runs.totals(counts), within, fixed), within, fixed)


def _split(
    variance: float, found: Floats, within: Floats | None, fixed: tuple[Source, ...]
) -> VarianceShares:
    """Shares with their intervals, from those of the draws and of each resample."""
    shown = np.maximum(found, 0.0)
    shown /= shown.sum(axis=1, keepdims=True)
    low, high = ends(shown[1:])
    shares = {
        source: Interval(*map(float, (shown[0, at], low[at], high[at])))
        for at, source in enumerate(_ORDER)
    }
    raw = {source: float(found[0, at]) for at, source in enumerate(_ORDER)}
    return VarianceShares(variance, shares, raw, within is not None, fixed)


_ORDER = (Source.STOCHASTIC, *DRAWN)


@dataclass(frozen=True)
class _Runs:
    """Effects by set of inputs: number of runs, their mean, and squares about it."""

    sizes: Floats
    means: Floats
    squares: Floats

    @staticmethod
    def of(effect: Floats, groups: Integers) -> _Runs:
        sizes = np.bincount(groups).astype(np.float64)
        means = np.bincount(groups, effect) / sizes
        squares = np.bincount(groups, (effect - means[groups]) ** 2)
        return _Runs(sizes, means, squares)

    def within(self, counts: Floats) -> Floats:
        """Variance within sets, of each resample of sets."""
        return np.asarray(counts @ self.squares / np.maximum(counts @ (self.sizes - 1), 1))

    def totals(self, counts: Floats) -> Floats:
        """Variance of single runs, of each resample of sets."""
        runs = counts @ self.sizes
        centred = self.means - np.average(self.means, weights=self.sizes)
        mean = counts @ (self.sizes * centred) / runs
        squares = counts @ (self.squares + self.sizes * centred**2) / runs - mean**2
        number = self.sizes.sum()
        return np.asarray(squares * number / (number - 1))


def _shares(
    parts: Floats, totals: Floats, within: Floats | None, fixed: tuple[Source, ...]
) -> Floats:
    """Shares by source, stochastic first, of each resample; they add up to 1."""
    if within is None:
        explained = parts / totals[:, None]
        return np.column_stack([1 - explained.sum(axis=1), explained])
    explained = 1 - np.minimum(within / totals, 1.0)
    positive = np.maximum(parts, 0.0)
    among = np.array([source not in fixed for source in DRAWN], dtype=np.float64)
    weights = np.where(positive.sum(axis=1, keepdims=True) > 0, positive, among)
    weights = weights / np.maximum(weights.sum(axis=1, keepdims=True), 1e-300)
    return np.column_stack([1 - explained, explained[:, None] * weights])


def _parts(scores: IndependentScores, effect: Floats, counts: Floats) -> Floats:
    """Variance that each source explains, of each resample: shape (resamples, sources)."""
    if not scores.values.size:
        return np.zeros((len(counts), len(DRAWN)))
    single = single_polynomials(scores)
    random = np.random.default_rng((SEED, 1))
    made = np.zeros((len(counts), len(DRAWN)))
    for _ in range(SPLITS):
        order = random.permutation(len(effect))
        half = len(effect) // 2
        for fitted, judged in ((order[:half], order[half:]), (order[half:], order[:half])):
            made += _of_half(scores, single, effect, fitted, judged, counts) / (2 * SPLITS)
    return made


def _of_half(
    scores: IndependentScores,
    single: Polynomials,
    effect: Floats,
    fitted: Integers,
    judged: Integers,
    counts: Floats,
) -> Floats:
    """Variance by source from one half, with a regression fitted to the other."""
    terms = single.and_(crossed_polynomials(scores, _leading(scores, effect, fitted)))
    mean, slopes = ridge_coefficients(terms.values[fitted], effect[fitted])
    rest = effect[judged] - mean - terms.values[judged] @ slopes
    products = terms.values[judged] * rest[:, None]
    times = counts[:, judged]
    number = np.maximum(times.sum(axis=1), 1)[:, None]
    squares = squared_means(products, times) / pair_factors(terms.values)
    cross = 2 * slopes * (times @ products) / number
    return np.asarray((slopes**2 + cross + squares) @ terms.parts)


def _leading(scores: IndependentScores, effect: Floats, fitted: Integers) -> list[int]:
    """Scores that go with the effect most, among the draws to which a regression is fitted."""
    number = min(MOST_CROSSED, int(CROSSED * len(effect)))
    strength = np.abs((effect[fitted] - effect[fitted].mean()) @ scores.values[fitted])
    return sorted(np.argsort(-strength, kind="stable")[:number].tolist())
