"""Paired differences between scenarios, with their uncertainty."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments.results import Results
from sim.outcomes import OUTCOMES

Floats = NDArray[np.float64]

LEVEL = 0.95
LOW, HIGH = 0.05, 0.95


@dataclass(frozen=True)
class Interval:
    """A mean over replicates and its 95 % t-interval; NaN where undefined."""

    mean: float
    low: float
    high: float

    @property
    def half_width(self) -> float:
        """Half the width of the interval."""
        return (self.high - self.low) / 2

    @property
    def direction(self) -> int:
        """1 or -1 if the whole interval lies above or below zero, else 0."""
        return int(self.low > 0) - int(self.high < 0)

    @property
    def known(self) -> bool:
        """Whether there is an interval at all."""
        return math.isfinite(self.low) and math.isfinite(self.high)


@dataclass(frozen=True)
class Effect:
    """One outcome of one scenario, beside the baseline.

    Attributes:
        outcome: Name of the outcome.
        unit: Its unit.
        baseline: Mean in the baseline.
        level: Mean in this scenario.
        difference: This scenario minus the baseline, replicate by replicate; zero for the baseline.
        middle: Ends of the middle nine tenths of replicates' differences: chance, and what the
            posterior leaves open where each replicate has a member of its own.
        agreement: Share of replicates whose difference has the sign of the mean difference.
    """

    outcome: str
    unit: str
    baseline: float
    level: Interval
    difference: Interval
    middle: tuple[float, float]
    agreement: float

    @property
    def relative(self) -> Interval:
        """The difference as a share of the baseline's mean; NaN if that is zero."""
        whole = abs(self.baseline) or math.nan
        parts = (self.difference.mean, self.difference.low, self.difference.high)
        return Interval(*(part / whole for part in parts))


Effects = dict[str, dict[str, Effect]]
"""Effects by scenario and outcome."""


def interval(sample: Floats) -> Interval:
    """Mean and 95 % t-interval of independent values.

    One value has a mean and no interval. Where any value is undefined, all three are NaN: leaving
    out the replicates in which an outcome is undefined would change what it means.
    """
    if sample.size == 0:
        return Interval(math.nan, math.nan, math.nan)
    mean = float(sample.mean())
    if sample.size == 1:
        return Interval(mean, math.nan, math.nan)
    from scipy.special import stdtrit

    error = float(sample.std(ddof=1)) / math.sqrt(sample.size)
    reach = float(stdtrit(sample.size - 1, (1 + LEVEL) / 2)) * error
    return Interval(mean, mean - reach, mean + reach)


def agreement(differences: Floats) -> float:
    """Share of differences with the sign of their mean; NaN if any is undefined."""
    if not np.isfinite(differences).all():
        return math.nan
    return float((np.sign(differences) == np.sign(differences.mean())).mean())


def effect(outcome: str, baseline: Floats, values: Floats) -> Effect:
    """Compare the values of an outcome with the baseline's in the same replicates."""
    return difference(outcome, OUTCOMES[outcome].unit, baseline, values)


def difference(name: str, unit: str, baseline: Floats, values: Floats) -> Effect:
    """Compare the values of anything with the baseline's in the same replicates."""
    differences = values - baseline
    low, high = np.quantile(differences, (LOW, HIGH))
    return Effect(
        name,
        unit,
        float(baseline.mean()),
        interval(values),
        interval(differences),
        (float(low), float(high)),
        agreement(differences),
    )


def effects(results: Results) -> Effects:
    """All effects of a comparison, the baseline's own zeros included."""
    baseline = results.comparison.baseline.name
    return {
        scenario: {
            outcome: effect(
                outcome, results.outcome(baseline, outcome), results.outcome(scenario, outcome)
            )
            for outcome in OUTCOMES
        }
        for scenario in results.comparison.names
    }
