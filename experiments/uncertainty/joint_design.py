"""Stratified draws of many inputs at once, by seed; the first of many are those of few."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from experiments.uncertainty.draw_table import REPLICATE, DrawTable, Source
from experiments.uncertainty.range_quantiles import UNBOUNDED, Bounds, quantile
from sim.core.plausible_range import PlausibleRange

Floats = NDArray[np.float64]

STREAM = 7
"""Distinguishes these draws from others of the same seed."""
SMALLEST = 2.0**-31
"""Least distance of a probability from 0 and 1, so that every quantile is finite."""


def probabilities(inputs: int, replicates: int, seed: int) -> Floats:
    """Scrambled Sobol points in the open unit cube, shape (replicates, inputs).

    The first n of 2n points are those of n. Any power of two of them, from the first, has one
    point in each of as many equal parts of every input's range.

    Args:
        inputs: Dimensions. With another number of them all points change.
        replicates: Points.
        seed: The study's.
    """
    from scipy.stats import qmc

    if not inputs or not replicates:
        return np.empty((replicates, inputs))
    sequence = qmc.Sobol(inputs, rng=np.random.default_rng((seed, STREAM)))
    points = sequence.random_base2((replicates - 1).bit_length())[:replicates]
    return np.clip(points, SMALLEST, 1 - SMALLEST)


def joint_draws(
    ranges: Mapping[str, PlausibleRange],
    sources: Mapping[str, Source],
    replicates: int,
    seed: int,
    bounds: Mapping[str, Bounds] = MappingProxyType({}),
) -> DrawTable:
    """Draw all inputs independently of one another, each over its plausible range.

    Args:
        ranges: By input; their order does not matter.
        sources: Source of each input.
        replicates: How many draws.
        seed: The study's.
        bounds: What an input cannot leave, where it has bounds.

    Raises:
        ValueError: If a range does not lie within its bounds.
    """
    names = sorted(ranges)
    points = probabilities(len(names), replicates, seed)
    columns = {
        name: quantile(ranges[name], points[:, at], bounds.get(name, UNBOUNDED))
        for at, name in enumerate(names)
    }
    index = pd.RangeIndex(replicates, name=REPLICATE)
    return DrawTable(pd.DataFrame(columns, index=index), {name: sources[name] for name in names})
