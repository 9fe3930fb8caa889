"""How surely an effect is not chance alone, one comparison among many."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def chances(differences: Floats) -> Floats:
    """Chance of a mean as far from zero if there were no effect: paired t-test, two sides.

    Args:
        differences: Shape (rows, replicates).

    Returns:
        One chance a row; NaN where a value is undefined or there is one replicate; 1 where all
        differences are zero.
    """
    from scipy.special import stdtr

    replicates = differences.shape[1]
    if replicates < 2:
        return np.full(len(differences), np.nan)
    mean = differences.mean(axis=1)
    error = differences.std(axis=1, ddof=1) / np.sqrt(replicates)
    with np.errstate(all="ignore"):
        found = 2.0 * np.asarray(stdtr(replicates - 1, -np.abs(mean) / error))
    found[(error == 0) & (mean == 0)] = 1.0
    return found


def corrected(chances: Floats) -> Floats:
    """Chances corrected for how many comparisons there are, by Benjamini and Hochberg.

    Of all effects with a corrected chance below 5 %, at most one in twenty is expected to be chance
    alone. Undefined chances are left out and stay undefined.
    """
    from scipy.stats import false_discovery_control

    known = np.isfinite(chances)
    found = np.full(chances.shape, np.nan)
    if known.any():
        found[known] = false_discovery_control(chances[known], method="bh")
    return found
