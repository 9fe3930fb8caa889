"""Pattern 2: fewer, fuller boats, as load answers the price and the supply of boats."""

from __future__ import annotations

import numpy as np

from calibration.patterns import observed
from calibration.patterns.pattern_runs import BOAT_PRICES, PRICE, SUPPLIES, SUPPLY, Runs, level
from calibration.patterns.pattern_values import Floats, Value, ratio, value
from scenarios.evidence import CUT_OFF


def load_seen(year: int) -> float:
    """People per boat in a year, up to the cut-off."""
    kept = observed.daily().of_year(year)
    return float(kept["arrivals"].sum() / kept["boats"].sum())


def _boats_seen(year: int) -> float:
    return float(observed.daily().of_year(year)["boats"].sum())


def measure_values(runs: Runs) -> dict[str, Value]:
    """Values of the declared measures, by name."""
    results, base = runs.levers, runs.baseline
    dates = [day for day in results.comparison.dates if day <= CUT_OFF]
    days = slice(0, len(dates))
    arrivals, boats = (results.days(base, name)[:, days] for name in ("arrivals", "boats_arrived"))
    load, landed = (results.outcome(base, name) for name in ("people_per_boat", "boats_arrived"))
    costlier, scarcer = level(PRICE, max(BOAT_PRICES)), level(SUPPLY, min(SUPPLIES))
    fatal = observed.incidents().between(dates[0], dates[-1])["dead_and_missing"].sum()
    return {
        "load": value(ratio(arrivals.sum(axis=1), boats.sum(axis=1)), load_seen(2024)),
        "costlier": value(
            ratio(results.outcome(costlier, "people_per_boat"), load),
            load_seen(2023) / load_seen(2021),
        ),
        "scarcer": value(
            ratio(results.outcome(scarcer, "people_per_boat"), load),
            load_seen(2023) / load_seen(2022),
        ),
        "fewer": value(
            ratio(results.outcome(scarcer, "boats_arrived"), landed),
            _boats_seen(2023) / _boats_seen(2022),
        ),
        "deaths": value(results.days(base, "deaths")[:, days].sum(axis=1), float(fatal)),
    }


def sweep(
    runs: Runs, lever: str, factors: tuple[float, ...], outcome: str
) -> tuple[Floats, Floats]:
    """Factors in order with the baseline among them, and the outcome by replicate and factor."""
    ordered = sorted([*factors, 1.0])
    names = [runs.baseline if factor == 1.0 else level(lever, factor) for factor in ordered]
    samples = np.column_stack([runs.levers.outcome(name, outcome) for name in names])
    return np.array(ordered), samples
