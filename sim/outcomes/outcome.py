"""What an outcome is, and the ways to measure one from daily columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Daily = Mapping[str, NDArray[np.float64]]
"""Daily columns of the days that count; and, one number each, what came after the last day."""


@dataclass(frozen=True)
class Outcome:
    """A declared output.

    Attributes:
        unit: Unit of the value.
        counts: What is counted: people, attempts, boats, events, money or none of these.
        definition: What it is, in one sentence.
        measure: Value over a period, from the daily columns of that period.
    """

    name: str
    unit: str
    counts: str
    definition: str
    measure: Callable[[Daily], float]


def total(column: str) -> Callable[[Daily], float]:
    """Sum over the days."""
    return lambda daily: float(daily[column].sum())


def mean(column: str) -> Callable[[Daily], float]:
    """Mean over the days on which there is a value."""

    def measure(daily: Daily) -> float:
        known = daily[column][~np.isnan(daily[column])]
        return float(known.mean()) if known.size else float("nan")

    return measure


def last(column: str) -> Callable[[Daily], float]:
    """Value of the last day."""
    return lambda daily: float(daily[column][-1])


def ratio(
    above: tuple[str, ...], below: tuple[str, ...], scale: float = 1.0
) -> Callable[[Daily], float]:
    """Sum of some columns over the sum of others, over all days; undefined if that is 0."""

    def measure(daily: Daily) -> float:
        over, under = (sum(float(daily[name].sum()) for name in group) for group in (above, below))
        return scale * over / under if under > 0 else float("nan")

    return measure


def days_with(column: str) -> Callable[[Daily], float]:
    """Number of days on which the column is above 0."""
    return lambda daily: float((daily[column] > 0).sum())
