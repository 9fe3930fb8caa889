"""Measures of patterns: their values by replicate, and what they are made with."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from calibration.patterns.declared_patterns import Span
from runs.intervals import Interval, interval

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Value:
    """One measure: its mean and interval over replicates, and the range seen, if any."""

    simulated: Interval
    seen: Span | None = None


def value(simulated: Floats, *seen: float) -> Value:
    """A measure from its value in each replicate and from one or more values seen."""
    return Value(interval(simulated), (min(seen), max(seen)) if seen else None)


def change(base: Floats, other: Floats) -> Floats:
    """Paired difference as a share of the baseline's mean over replicates (the first axis)."""
    mean = np.asarray(base.mean(axis=0))
    relative: Floats = (other - base) / np.where(mean == 0, np.nan, mean)
    return relative


def ratio(above: ArrayLike, below: ArrayLike) -> Floats:
    """One array over another, undefined where that is zero."""
    under = np.asarray(below, dtype=np.float64)
    shares: Floats = np.asarray(above) / np.where(under == 0, np.nan, under)
    return shares


def bins(daily: Floats, first: int, length: int, number: int) -> Floats:
    """Sums over consecutive stretches of days: (replicates, days) to (replicates, number)."""
    part = daily[:, first : first + length * number]
    return part.reshape(part.shape[0], number, length).sum(axis=2)
