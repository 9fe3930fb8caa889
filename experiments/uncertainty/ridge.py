"""Ridge regression whose penalty leave-one-out errors choose."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

PENALTIES = (0.001, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 1e6)
"""Tried, in variances of a term; the last leaves the mean alone."""
NEGLIGIBLE = 1e-9
"""Size of a direction, beside the largest, below which the terms do not span it."""


def ridge_coefficients(terms: Floats, effect: Floats) -> tuple[float, Floats]:
    """Constant and slopes of the ridge regression with the least leave-one-out errors.

    Args:
        terms: Shape (draws, terms).
        effect: Of each draw.
    """
    centre, mean = terms.mean(axis=0), float(effect.mean())
    left, sizes, right = np.linalg.svd(terms - centre, full_matrices=False)
    spans = sizes > sizes.max(initial=0.0) * NEGLIGIBLE
    left, sizes, right = left[:, spans], sizes[spans], right[spans]
    along, best, slopes = left.T @ (effect - mean), np.inf, np.zeros(terms.shape[1])
    for penalty in PENALTIES:
        kept = sizes**2 / (sizes**2 + penalty * len(effect))
        rest = 1 - 1 / len(effect) - left**2 @ kept
        if rest.min() <= NEGLIGIBLE:
            continue
        errors = float((((effect - mean - left @ (kept * along)) / rest) ** 2).sum())
        if errors < best:
            best, slopes = errors, right.T @ (kept / sizes * along)
    return mean - float(centre @ slopes), slopes
