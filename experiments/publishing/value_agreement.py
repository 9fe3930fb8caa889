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
SMALL = 1e-3
"""Share of a column's largest value below which differences are shares of that much.

A sum that cancels out leaves a rest of rounding, as money held does: 3e-11 in a column up to 8e5.
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
        least = SMALL * max(_largest(a), _largest(b))
        a, b = a[unequal], b[unequal]
        if not (np.isfinite(a) & np.isfinite(b)).all():
            return np.inf
        scale = np.maximum(np.maximum(np.abs(a), np.abs(b)), least)
        largest = max(largest, float((np.abs(a - b) / scale).max()))
    return largest


def _largest(values: np.ndarray) -> float:
    """The largest finite value without its sign."""
    finite = np.abs(values[np.isfinite(values)])
    return float(finite.max()) if len(finite) else 0.0
