"""Simultaneous intervals: all of a family hold their means at once, in 95 % of reports.

The largest studentised mean over the family, resampled by whole replicates (max-t), decides how
many standard errors each interval reaches. Resampling whole replicates keeps the correlation that
a shared baseline brings; dividing by the standard error of the same resample follows skew.
``docs/decisions/0016-verdicts.md`` has what was compared with it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from runs.intervals import FEWEST, LEVEL, MOST_RESAMPLED, RESAMPLES, deviations

Floats = NDArray[np.float64]

RESAMPLED_SHARE = 0.4
"""Share of the error that the resampling is given. The rest is what it misses: effects have long
tails, of which so few replicates hold too little, so that the error made is larger than the error
asked for. Measured on families of real runs; see the decision."""


MOST_SKEWED = 3.5
"""Standard errors that an effect's own 95 % interval may reach if it is to be judged: beyond, a few
replicates decide it, and it would widen all intervals of the family."""


@dataclass(frozen=True)
class Reaches:
    """How far the intervals of a family reach, in standard errors.

    Attributes:
        each: One a cell.
        judged: Whether the cell may be judged; the others are too skewed for so few replicates.
    """

    each: Floats
    judged: NDArray[np.bool_]


def simultaneous_reaches(differences: Floats, level: float = LEVEL) -> Reaches:
    """Standard errors to which the intervals of a family reach.

    Cells that a few replicates decide are left out of the family of the others, and reach as far as
    the family with them would.

    Args:
        differences: Paired differences, shape (cells, replicates), all finite; with ``FEWEST``
            replicates or more, each row varies enough to be resampled.
        level: Share of families in which all intervals are to hold their means.

    Returns:
        The quantile of the largest resampled deviation; with fewer than ``FEWEST`` replicates, the
        t-quantile divided among the cells (Bonferroni). NaN with one replicate.
    """
    cells, replicates = differences.shape
    every = np.ones(cells, np.bool_)
    if not cells or replicates < 2:
        return Reaches(np.full(cells, math.nan), every)
    if replicates < FEWEST:
        from scipy.special import stdtrit

        shared = float(stdtrit(replicates - 1, 1 - (1 - level) / (2 * cells)))
        return Reaches(np.full(cells, shared), every)
    largest, of_judged = np.zeros(RESAMPLES), np.zeros(RESAMPLES)
    judged: list[NDArray[np.bool_]] = []
    for some in deviations(differences[:, :MOST_RESAMPLED]):
        judged.append(np.quantile(some, LEVEL, axis=0) <= MOST_SKEWED)
        np.maximum(largest, some.max(axis=1), out=largest)
        np.maximum(of_judged, some[:, judged[-1]].max(axis=1, initial=0.0), out=of_judged)
    at = 1 - RESAMPLED_SHARE * (1 - level)
    may = np.concatenate(judged)
    return Reaches(np.where(may, np.quantile(of_judged, at), np.quantile(largest, at)), may)
