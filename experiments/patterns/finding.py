"""What a pattern's module gives: numbers by measure, one figure, and its caption."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike, NDArray

from experiments.intervals import Interval, interval
from experiments.patterns.declared import Span

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Value:
    """One measure: its mean and interval over replicates, and the range seen, if any."""

    simulated: Interval
    seen: Span | None = None


@dataclass(frozen=True)
class Finding:
    """One pattern found or not.

    Attributes:
        values: By the names of its declared measures.
        figure: The figure.
        shows: What the figure shows, for those who cannot see it.
        caption: What each panel is, with sample sizes and sources.
    """

    values: dict[str, Value]
    figure: Figure
    shows: str
    caption: str


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
