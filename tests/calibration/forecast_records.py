"""A forecast that no model made, for tests of what is done with one."""

from __future__ import annotations

from datetime import date

import numpy as np

from calibration.forecast_record import ForecastRecord
from calibration.forecasts import DIGITS, UNITS, WHOLE, Forecast
from calibration.measures import ratio
from calibration.posterior import load_posterior
from scenarios.loader import load_scenario

MONTHS = (date(2024, 9, 1), date(2024, 10, 1), date(2024, 11, 1))


def record_of(replicates: int = 40, months: tuple[date, ...] = MONTHS) -> ForecastRecord:
    """A record of made-up paths; the first has a month without boats."""
    rng = np.random.default_rng(3)
    shape = (replicates, len(months))
    series = {name: rng.gamma(20.0, 10.0, shape) for name in UNITS}
    series["arrivals"] *= 20
    series["arrivals"][0, 0] = series["boats"][0, 0] = 0.0
    series = {
        name: np.round(paths, 0 if name in WHOLE else DIGITS) for name, paths in series.items()
    }
    series["people_per_boat"] = np.round(ratio(series["arrivals"], series["boats"]), DIGITS)
    return ForecastRecord(Forecast(months, series), load_scenario("baseline"), load_posterior(), 7)
