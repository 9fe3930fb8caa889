"""Quantiles of an ensemble that hold what they say with few paths as with many."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SHOWN = {"p05": 0.05, "p25": 0.25, "median": 0.5, "p75": 0.75, "p95": 0.95}
"""Quantiles that tables show, by name of the column."""


FEWEST = 19
"""Paths below which the ends of a 90 % interval are the outermost paths."""


def quantiles(paths: Floats, levels: Sequence[float]) -> Floats:
    """Values at positions p (n + 1) of the n ordered paths.

    If what comes is as any path, it falls between the values at p and q with probability q - p,
    however many paths there are (Weibull's positions). Interpolation between the outermost paths,
    as is usual, is too narrow: 90 % intervals of 20 paths would hold 82 %. Levels below 1 / (n + 1)
    or above n / (n + 1) are those of the outermost paths; 19 paths are needed for 5 % and 95 %.

    Args:
        paths: Shape (replicates, months); missing where undefined.
        levels: Probabilities.

    Returns:
        Shape (levels, months); missing where no path is defined.
    """
    defined = ~np.isnan(paths).all(axis=0)
    found = np.full((len(levels), paths.shape[1]), np.nan)
    kept = paths[:, defined]
    found[:, defined] = np.nanquantile(kept, list(levels), axis=0, method="weibull")
    return found
