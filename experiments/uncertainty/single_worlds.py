"""How far the effect in one world may lie from the mean: a prediction interval over replicates.

A 95 % interval of a mean says where the mean over all draws lies, and narrows with every replicate.
The world is one draw. Its effect lies in an interval that does not narrow.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from runs.intervals import LEVEL, Interval

Floats = NDArray[np.float64]

LEAST_DRAWS = 40
"""Draws below which even the least and the greatest enclose less than 95 % of worlds."""


def single_world(effect: Floats) -> Interval:
    """Mean effect, and the ends between which the effect of one more world lies in 95 % of cases.

    The ends are order statistics at ``p (n + 1)``, interpolated: whatever the distribution, so many
    of the next draws lie between them on average (Wilks 1941). Random draws are in it.

    Args:
        effect: By replicate. With too few, or where one is undefined, the ends are NaN.
    """
    mean = float(effect.mean()) if effect.size else np.nan
    if effect.size < LEAST_DRAWS or not np.isfinite(effect).all():
        return Interval(mean, np.nan, np.nan)
    tails = ((1.0 - LEVEL) / 2, (1.0 + LEVEL) / 2)
    low, high = np.quantile(effect, tails, method="weibull")
    return Interval(mean, float(low), float(high))
