"""Paired differences over four-week periods before and after a shock."""

from __future__ import annotations

from datetime import date

import numpy as np

from calibration.patterns.pattern_values import Floats, bins, change, ratio
from runs.results import Results

LENGTH = 28
BEFORE, AFTER = 3, 13
WEEKS = np.arange(-BEFORE, AFTER) * LENGTH / 7 + LENGTH / 14
"""Middle of each period, in weeks from the shock."""


def periods(results: Results, scenario: str, column: str, shock: date) -> Floats:
    """Sums over four-week periods around the shock: shape (replicates, periods)."""
    first = (shock - results.comparison.baseline.start).days - BEFORE * LENGTH
    return bins(results.days(scenario, column), first, LENGTH, BEFORE + AFTER)


def load_periods(results: Results, scenario: str, shock: date) -> Floats:
    """People per boat in each period."""
    return ratio(
        periods(results, scenario, "arrivals", shock),
        periods(results, scenario, "boats_arrived", shock),
    )


def after(
    results: Results, scenario: str, column: str, shock: date, first: int = 0, last: int = 365
) -> Floats:
    """Sum from day ``first`` to before day ``last`` after the shock, by replicate."""
    index = (shock - results.comparison.baseline.start).days
    return results.days(scenario, column)[:, index + first : index + last].sum(axis=1)


def changed(results: Results, scenario: str, column: str, shock: date, *days: int) -> Floats:
    """Paired change of :func:`after` as a share of the baseline's mean."""
    base = results.comparison.baseline.name
    return change(
        after(results, base, column, shock, *days), after(results, scenario, column, shock, *days)
    )
