"""Pattern 8: prices move, and answer scarcity."""

from __future__ import annotations

from calibration.patterns import observed
from calibration.patterns.pattern_runs import SUPPLIES, SUPPLY, Runs, level
from calibration.patterns.pattern_values import Floats, Value, ratio, value

QUOTED = ("P271", "P272", "P273", "S030")
"""Prices in pounds; those that Europol gives are in euros, and of no one service (P277)."""
SINCE_2023 = ("P273", "S030")
WEEK = 7
LOW, HIGH = 0.05, 0.95


def swing(prices: Floats) -> Floats:
    """Highest over lowest price of each replicate."""
    return ratio(prices.max(axis=1), prices.min(axis=1))


def measure_values(runs: Runs, weekly: Floats) -> dict[str, Value]:
    """Values of the declared measures, by name."""
    quoted = [observed.value(name) for name in QUOTED]
    price = runs.levers.outcome(runs.baseline, "price")
    rise = observed.value("P278", "seat_price")
    scarce, plenty = (level(SUPPLY, f) for f in (min(SUPPLIES), max(SUPPLIES)))
    return {
        "level": value(price, *(observed.value(name) for name in SINCE_2023)),
        "within": value(swing(weekly[:, : 365 // WEEK])),
        "between": value(swing(weekly), max(quoted) / min(quoted)),
        "scarcer": value(ratio(runs.levers.outcome(scarce, "price"), price), rise),
        "cheaper": value(ratio(runs.levers.outcome(plenty, "price"), price)),
    }
