"""Squares of means without the bias that sampling adds, and resamples of them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from runs.intervals import LEVEL, SEED

Floats = NDArray[np.float64]

RESAMPLES = 400
RESAMPLED_SHARE = 0.4
"""Share of the error that the resampling is given; the rest is what it misses of long tails."""
LEAST_FACTOR = 0.4
"""No square is raised by more than its inverse."""


def resample_counts(draws: int) -> Floats:
    """How often each draw is in each resample, the draws themselves first.

    Returns:
        Shape (1 + resamples, draws).
    """
    random = np.random.default_rng(SEED)
    drawn = random.multinomial(draws, np.full(draws, 1 / draws), RESAMPLES)
    return np.vstack([np.ones(draws), drawn]).astype(np.float64)


def squared_means(products: Floats, counts: Floats) -> Floats:
    """The square of each mean, from products of different draws alone.

    Args:
        products: What has the means, shape (draws, means).
        counts: How often each draw counts, shape (resamples, draws).

    Returns:
        Shape (resamples, means); its average over samples is the square, zero for a mean of zero.
    """
    twice = counts * counts
    pairs = counts.sum(axis=1) ** 2 - twice.sum(axis=1)
    squares = (counts @ products) ** 2 - twice @ (products * products)
    return np.asarray(squares / np.maximum(pairs, 1)[:, None])


def pair_factors(terms: Floats) -> Floats:
    """Mean product of squares of different draws' terms, by which squares of slopes shrink.

    Scores of ranks are the same numbers in every sample, so that one draw's large score leaves
    smaller ones to the others.

    Args:
        terms: Shape (draws, terms), of variance 1.
    """
    draws = len(terms)
    squares = terms * terms
    pairs = squares.sum(axis=0) ** 2 - (squares * squares).sum(axis=0)
    return np.asarray(np.maximum(pairs / (draws * (draws - 1)), LEAST_FACTOR))


def ends(resampled: Floats) -> Floats:
    """Ends of the 95 % interval of each column, shape (2, columns)."""
    outside = RESAMPLED_SHARE * (1 - LEVEL) / 2
    return np.asarray(np.quantile(resampled, (outside, 1 - outside), axis=0))
