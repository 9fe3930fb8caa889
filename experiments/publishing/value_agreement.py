"""How far the values of two files of runs agree whose bytes differ."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

TOLERANCE = 1e-9
"""Largest difference, as a share of the value, that processors with other instructions explain.

They add up sums of many numbers in another order; what was seen is 2e-13.
"""


def largest_difference(one: Path, other: Path) -> float:
    """The largest difference between two tables, as a share of the larger of the two values.

    Args:
        one: A Parquet file.
        other: Another one.

    Returns:
        Infinity, if anything but a number of floating point differs, or a value is undefined in one
        alone.
    """
    try:
        left, right = pq.read_table(one), pq.read_table(other)
    except (OSError, pa.ArrowException):
        return np.inf
    if not left.schema.equals(right.schema, check_metadata=True) or len(left) != len(right):
        return np.inf
    largest = 0.0
    for name in left.column_names:
        if not pa.types.is_floating(left.schema.field(name).type):
            if not left[name].equals(right[name]):
                return np.inf
            continue
        a, b = left[name].to_numpy(), right[name].to_numpy()
        unequal = ~((a == b) | (np.isnan(a) & np.isnan(b)))
        if not unequal.any():
            continue
        a, b = a[unequal], b[unequal]
        if not (np.isfinite(a) & np.isfinite(b)).all():
            return np.inf
        largest = max(largest, float((np.abs(a - b) / np.maximum(np.abs(a), np.abs(b))).max()))
    return largest
