"""What pairing gains: how many times fewer replicates than with independent seeds."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from runs.intervals import Interval, of_statistic

Floats = NDArray[np.float64]

ROUNDING = 1e-9
"""Share of a value below which differences are rounding."""


def gains(baseline: Floats, values: Floats) -> list[Interval]:
    """Variance of the effect with independent seeds over that with paired ones, row by row.

    Independent seeds would add the variances of both worlds. NaN where the effect never varies.

    Args:
        baseline: Shape (outcomes, replicates).
        values: The same of the world that is compared.
    """
    found = [Interval(np.nan, np.nan, np.nan)] * len(values)
    if values.shape[1] < 3:
        return found
    differences = values - baseline
    least = ROUNDING * np.abs(values).max(axis=1, initial=0.0)
    differ = np.isfinite(differences).all(axis=1) & (np.ptp(differences, axis=1) > least)
    if not differ.any():
        return found
    made = of_statistic(_gain, baseline[differ], values[differ])
    for index, each in zip(np.flatnonzero(differ), made, strict=True):
        found[index] = each
    return found


def _gain(baseline: Floats, values: Floats, axis: int = -1) -> Floats:
    with np.errstate(all="ignore"):
        return (baseline.var(axis=axis) + values.var(axis=axis)) / (values - baseline).var(
            axis=axis
        )
