"""Simultaneous intervals: all of a family hold their means at once, in 95 % of reports.

The largest studentised mean over the family, resampled by whole replicates (max-t), decides how
many standard errors each interval reaches. Resampling whole replicates keeps the correlation that
a shared baseline brings; dividing by the standard error of the same resample follows skew.
``docs/decisions/0016-verdicts.md`` has what was compared with it.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from experiments.intervals import FEWEST, LEVEL, RESAMPLES, deviations

Floats = NDArray[np.float64]

RESAMPLED_SHARE = 0.4
"""Share of the error that the resampling is given. The rest is what it misses: effects have long
tails, of which so few replicates hold too little, so that the error made is larger than the error
asked for. Measured on families of real runs; see the decision."""


def simultaneous_reach(differences: Floats, level: float = LEVEL) -> float:
    """Standard errors to which every interval of a family reaches.

    Args:
        differences: Paired differences, shape (cells, replicates), all finite; with ``FEWEST``
            replicates or more, each row varies enough to be resampled.
        level: Share of families in which all intervals are to hold their means.

    Returns:
        The quantile of the largest resampled deviation; with fewer than ``FEWEST`` replicates, the
        t-quantile divided among the cells (Bonferroni). NaN without cells or with one replicate.
    """
    cells, replicates = differences.shape
    if not cells or replicates < 2:
        return math.nan
    if replicates < FEWEST:
        from scipy.special import stdtrit

        return float(stdtrit(replicates - 1, 1 - (1 - level) / (2 * cells)))
    largest = np.zeros(RESAMPLES)
    for each in deviations(differences):
        np.maximum(largest, each.max(axis=1), out=largest)
    return float(np.quantile(largest, 1 - RESAMPLED_SHARE * (1 - level)))
