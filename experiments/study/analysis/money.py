"""What an effect costs: by the million, and by the officer-year that the money would pay."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments.paired import Interval
from experiments.study.analysis.intervals import of_ratios

Floats = NDArray[np.float64]

AVERTED = ("arrivals", "deaths", "expected_deaths")
MILLION, OFFICER_YEAR = "GBP million", "officer-year"
"""For which money."""


@dataclass(frozen=True)
class Worth:
    """What one policy averts of one outcome for its money.

    Attributes:
        outcome: What is averted; below zero if it rises.
        per_million: For each million spent beyond the baseline.
        per_officer_year: For as much money as an officer costs a year, whatever it was spent on, so
            that policies without officers are compared with them at equal cost.
    """

    outcome: str
    per_million: Interval
    per_officer_year: Interval


def worth(averted: dict[str, Floats], cost: Floats, officer_cost: float) -> list[Worth]:
    """What is averted for money, where the policy costs more than the baseline.

    Args:
        averted: By outcome, baseline less policy in each replicate.
        cost: Cost beyond the baseline in each replicate, GBP.
        officer_cost: Of an officer a year, GBP.
    """
    if not len(cost) or not cost.mean() > 0:
        return []
    above = np.array(list(averted.values()))
    ratios = of_ratios(above, np.broadcast_to(cost, above.shape))
    return [
        Worth(outcome, scaled(ratio, 1e6), scaled(ratio, officer_cost))
        for outcome, ratio in zip(averted, ratios, strict=True)
    ]


def scaled(found: Interval, factor: float) -> Interval:
    """An interval in another unit."""
    return Interval(found.mean * factor, found.low * factor, found.high * factor)
