"""Pattern 7: deaths are clustered in few incidents, and incidents rise with load."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from calibration.patterns import observed
from calibration.patterns.final_states import Watched
from calibration.patterns.fuller_boats import load_seen, sweep
from calibration.patterns.pattern_runs import BOAT_PRICES, PRICE, SUPPLIES, SUPPLY, Runs
from calibration.patterns.pattern_values import Floats, Value, ratio, value
from scenarios.evidence import CUT_OFF

YEARS = (2021, 2022, 2023, 2024, 2025)
LEAST_DEATHS = 10
"""Deaths in a year below which the share of its two largest incidents says nothing."""


def two_largest(fatalities: Floats) -> float:
    """Share of all deaths in the two largest incidents."""
    total = float(fatalities.sum())
    return float(np.sort(fatalities)[-2:].sum()) / total if total else float("nan")


def _first_day() -> date:
    return CUT_OFF.replace(year=CUT_OFF.year - 1) + timedelta(days=1)


def simulated_fatalities(watched: Watched, base: str) -> list[Floats]:
    """Deaths of each incident in the twelve months to the cut-off, by replicate."""
    first = _first_day().toordinal()
    return [sight.fatalities[sight.incident_days >= first] for sight in watched.sights[base]]


def observed_fatalities() -> Floats:
    """Deaths of each incident that was seen."""
    return observed.incidents().between(date(YEARS[0], 1, 1), CUT_OFF)["dead_and_missing"]


def _twelve_months(watched: Watched, base: str, column: str) -> Floats:
    kept = [day >= _first_day() for day in watched.comparison.dates]
    return watched.days(base, column)[:, kept].sum(axis=1)


def rates_seen() -> tuple[Floats, Floats, Floats]:
    """Load, incidents and incidents for 1,000 boats of each year."""
    loads = np.array([load_seen(year) for year in YEARS])
    number = np.array([float(observed.incidents().of_year(y).days.size) for y in YEARS])
    boats = np.array([observed.daily().of_year(y)["boats"].sum() for y in YEARS])
    return loads, number, 1000 * ratio(number, boats)


def slope(load: Floats, rate: Floats) -> float:
    """Exponent with which a rate rises with load, by least squares over the worlds given."""
    usable = (load > 0) & (rate > 0)
    if np.unique(load[usable]).size < 2:
        return float("nan")
    return float(np.polyfit(np.log(load[usable]), np.log(rate[usable]), 1)[0])


def worlds(runs: Runs) -> tuple[Floats, Floats]:
    """Load and incidents for 1,000 boats: shape (replicates, worlds)."""
    found = []
    for outcome in ("people_per_boat", "incidents", "boats_arrived"):
        prices = sweep(runs, PRICE, BOAT_PRICES, outcome)[1]
        found.append(np.column_stack([prices, sweep(runs, SUPPLY, SUPPLIES, outcome)[1]]))
    load, incidents, boats = found
    return load, 1000 * ratio(incidents, boats)


def measure_values(runs: Runs) -> dict[str, Value]:
    """Values of the declared measures, by name."""
    watched, base = runs.watched, runs.baseline
    fatalities = simulated_fatalities(watched, base)
    kept = [observed.incidents().of_year(year)["dead_and_missing"] for year in YEARS]
    period = observed.incidents().between(_first_day(), CUT_OFF)["dead_and_missing"]
    crossed = observed.daily().between(_first_day(), CUT_OFF)
    incidents, boats = (_twelve_months(watched, base, n) for n in ("incidents", "boats_arrived"))
    load, rate = worlds(runs)
    return {
        "fatalities": value(np.array([t.mean() if t.size else np.nan for t in fatalities]),
                      float(observed_fatalities().mean())),
        "two_largest": value(np.array([two_largest(t) for t in fatalities]),
                             *(two_largest(t) for t in kept if t.sum() >= LEAST_DEATHS)),
        "deaths": value(_twelve_months(watched, base, "deaths"), float(period.sum())),
        "incidents": value(1000 * ratio(incidents, boats),
                           1000 * period.size / float(crossed["boats"].sum())),
        "slope": value(np.array([slope(*each) for each in zip(load, rate, strict=True)]),
                       slope(rates_seen()[0], rates_seen()[2])),
        "arrivals": value(
            _twelve_months(watched, base, "arrivals"), float(crossed["arrivals"].sum())
        ),
    }  # fmt: skip
