"""Ridge regression whose penalty leave-one-out errors choose."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

PENALTIES = (0.001, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 1e6)
"""Tried, in variances of a term; the last leaves the mean alone."""
SMALLEST = 1e-9
"""Share of a draw's own value that its fit must leave, so that leaving it out is defined."""
NEGLIGIBLE = 1e-12
"""Square of a direction's size, beside the largest, below which the terms do not span it."""


def ridge_coefficients(terms: Floats, effect: Floats) -> tuple[float, Floats]:
    """Constant and slopes of the ridge regression with the least leave-one-out errors.

    Args:
        terms: Shape (draws, terms).
        effect: Of each draw.
    """
    centre, mean = terms.mean(axis=0), float(effect.mean())
    centred = terms - centre
    squares, left = np.linalg.eigh(centred @ centred.T)
    spans = squares > squares.max(initial=0.0) * NEGLIGIBLE
    left, squares = left[:, spans], squares[spans]
    along, best, weights = left.T @ (effect - mean), np.inf, np.zeros(squares.size)
    for penalty in PENALTIES:
        kept = squares / (squares + penalty * len(effect))
        rest = 1 - 1 / len(effect) - left**2 @ kept
        if rest.min() <= SMALLEST:
            continue
        errors = float((((effect - mean - left @ (kept * along)) / rest) ** 2).sum())
        if errors < best:
            best, weights = errors, kept / squares * along
    slopes = centred.T @ (left @ weights)
    return mean - float(centre @ slopes), slopes
