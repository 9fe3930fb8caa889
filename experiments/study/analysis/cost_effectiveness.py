"""What an effect costs: by the million, and by the officer-year that the money would pay."""

from __future__ import annotations

from runs.intervals import Interval

MILLION, OFFICER_YEAR = "GBP million", "officer-year"
"""For which money."""


def worth(averted: Interval, cost: float, officer_cost: float) -> dict[str, Interval]:
    """People averted for money; empty if the policy costs no more than the baseline.

    The cost is what was planned, the same in every replicate, so that the interval of people
    averted, divided by it, is the interval of the ratio.

    Args:
        averted: People averted, with the interval that carries the verdict.
        cost: Mean cost beyond the baseline, GBP.
        officer_cost: Of an officer a year, GBP.

    Returns:
        People for each million, and for as much money as an officer costs a year, whatever it was
        spent on, so that policies without officers are compared with them at equal cost.
    """
    if not cost > 0:
        return {}
    return {
        MILLION: scaled(averted, 1e6 / cost),
        OFFICER_YEAR: scaled(averted, officer_cost / cost),
    }


def scaled(found: Interval, factor: float) -> Interval:
    """An interval in another unit."""
    return Interval(found.mean * factor, found.low * factor, found.high * factor)
