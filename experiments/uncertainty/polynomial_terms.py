"""Orthogonal polynomials of inputs, each with the sources of the inputs in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from experiments.uncertainty.draw_table import DRAWN, DrawTable, Source
from experiments.uncertainty.normal_scores import Scores

Floats = NDArray[np.float64]

HIGHEST = 3
"""Highest degree of a polynomial."""
MOST_TERMS = 0.25
"""Terms, as a share of draws, up to which a higher degree is added."""
SMALLEST = 1e-6
"""Variance of a direction, beside the largest, below which inputs of a fit do not span it."""


@dataclass(frozen=True)
class IndependentScores:
    """Standard normal scores that are independent of one another.

    Attributes:
        values: Shape (draws, scores).
        sources: Index in :data:`DRAWN` of each score's source.
    """

    values: Floats
    sources: NDArray[np.intp]


@dataclass(frozen=True)
class Polynomials:
    """Polynomials of independent scores: mean 0, variance 1, uncorrelated.

    Attributes:
        values: Shape (draws, polynomials).
        parts: How each counts for the sources, shape (polynomials, sources); rows add up to 1.
    """

    values: Floats
    parts: Floats

    def and_(self, other: Polynomials) -> Polynomials:
        """These and others."""
        return Polynomials(
            np.column_stack([self.values, other.values]), np.vstack([self.parts, other.parts])
        )


def independent_scores(draws: DrawTable, reference: DrawTable | None = None) -> IndependentScores:
    """Scores of all inputs that vary.

    Fitted inputs are drawn jointly; their scores are rotated so that they do not correlate. Other
    inputs are drawn independently.

    Args:
        draws: What each replicate drew.
        reference: More draws of the fitted inputs, from which their correlations are taken.
    """
    columns: list[Floats] = []
    sources: list[int] = []
    for index, source in enumerate(DRAWN):
        inputs = draws.of(source)
        if not inputs:
            continue
        known = draws if reference is None or source != Source.FITTED else reference
        scores = [Scores.of(column) for column in known.columns(inputs).T]
        made = np.column_stack(
            [of(column) for of, column in zip(scores, draws.columns(inputs).T, strict=True)]
        )
        of_known = np.column_stack(
            [of(column) for of, column in zip(scores, known.columns(inputs).T, strict=True)]
        )
        made = (made - of_known.mean(axis=0)) / of_known.std(axis=0)
        if source == Source.FITTED:
            made = made @ _uncorrelated(of_known)
        columns.append(made)
        sources += [index] * made.shape[1]
    values = np.column_stack(columns) if columns else np.empty((len(draws.values), 0))
    return IndependentScores(values, np.array(sources, dtype=np.intp))


def _uncorrelated(scores: Floats) -> Floats:
    """Rotation of standardised scores to directions of variance 1, shape (inputs, directions)."""
    variances, directions = np.linalg.eigh(np.corrcoef(scores, rowvar=False).reshape(
        scores.shape[1], scores.shape[1]))  # fmt: skip
    kept = variances > variances.max() * SMALLEST
    return np.asarray(directions[:, kept] / np.sqrt(variances[kept]))


def hermite(scores: Floats, degree: int) -> Floats:
    """A Hermite polynomial of standard normal scores, scaled to variance 1."""
    if degree == 1:
        return scores
    if degree == 2:
        return np.asarray((scores**2 - 1) / np.sqrt(2))
    return np.asarray((scores**3 - 3 * scores) / np.sqrt(6))


def single_polynomials(scores: IndependentScores) -> Polynomials:
    """Polynomials of one score each, of as high a degree as so many draws allow."""
    draws, number = scores.values.shape
    degrees = [1, *(at for at in range(2, HIGHEST + 1) if at * number <= MOST_TERMS * draws)]
    values = np.column_stack([hermite(scores.values, degree) for degree in degrees])
    return Polynomials(values, np.tile(np.eye(len(DRAWN))[scores.sources], (len(degrees), 1)))


def crossed_polynomials(scores: IndependentScores, chosen: Sequence[int]) -> Polynomials:
    """Products of polynomials of every two of the scores chosen, up to the highest degree."""
    values, parts = [], []
    for one, other in combinations(chosen, 2):
        part = (np.eye(len(DRAWN))[scores.sources[[one, other]]]).mean(axis=0)
        for first in range(1, HIGHEST):
            for second in range(1, HIGHEST + 1 - first):
                values.append(
                    hermite(scores.values[:, one], first) * hermite(scores.values[:, other], second)
                )
                parts.append(part)
    if not values:
        return Polynomials(np.empty((len(scores.values), 0)), np.empty((0, len(DRAWN))))
    return Polynomials(np.column_stack(values), np.array(parts))
