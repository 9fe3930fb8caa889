"""Which policies no other beats in everything: the Pareto front."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def front(values: Floats) -> NDArray[np.bool_]:
    """Which rows no other row equals or undercuts everywhere and undercuts somewhere.

    Args:
        values: Shape (policies, objectives), less is better.
    """
    no_worse = (values[:, None, :] <= values[None, :, :]).all(axis=2)
    better = (values[:, None, :] < values[None, :, :]).any(axis=2)
    kept: NDArray[np.bool_] = ~(no_worse & better).any(axis=0)
    return kept


def spaced(values: Floats, most: int) -> list[int]:
    """Rows of the front, at most so many, evenly along the first objective with both its ends.

    Of rows that are equal throughout, the first stands for all.

    Args:
        values: Shape (policies, objectives), less is better.
        most: At least 1.
    """
    rows = [int(row) for row in np.flatnonzero(front(values))]
    alone = [row for at, row in enumerate(rows)
             if not any((values[row] == values[other]).all() for other in rows[:at])]  # fmt: skip
    alone.sort(key=lambda row: tuple(values[row]))
    if len(alone) <= most:
        return alone
    indices = np.linspace(0, len(alone) - 1, most).round().astype(int)
    return [alone[index] for index in indices]
