"""Counting within groups of a sorted array."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.columns import Index


def rank(group: NDArray[np.int16]) -> Index:
    """Position of each entry within its run of equal entries; ``group`` is sorted."""
    sizes = np.bincount(group)
    return np.arange(group.size) - (np.cumsum(sizes) - sizes)[group]
