"""Pattern 5: takedowns are absorbed."""

from __future__ import annotations

from datetime import date

from calibration.patterns import event_study, observed
from calibration.patterns.dated_shocks import DAY
from calibration.patterns.event_study import after, changed, periods
from calibration.patterns.pattern_runs import TAKEDOWN
from calibration.patterns.pattern_values import Value, change, value
from runs.results import Results

YEARS = (2021, 2022, 2023)
THE_YEAR = 2022
EIGHT_WEEKS, QUARTER, NINE_MONTHS, TWELVE = 56, 91, 274, 365


def relative_summer(year: int) -> float:
    """Arrivals of July to September over those of April to June."""
    summer = observed.daily().between(date(year, 7, 1), date(year, 9, 30))["arrivals"].sum()
    return float(
        summer / observed.daily().between(date(year, 4, 1), date(year, 6, 30))["arrivals"].sum()
    )


def measure_values(results: Results, base: str) -> dict[str, Value]:
    """Values of the declared measures, by name."""
    others = [relative_summer(year) for year in (*YEARS, 2024) if year != THE_YEAR]
    the_summer = [relative_summer(THE_YEAR) / other - 1 for other in others]
    fewer = -change(periods(results, base, "gangs", DAY), periods(results, TAKEDOWN, "gangs", DAY))
    missing = fewer[:, event_study.BEFORE :].max(axis=1)
    return {
        "quarter": value(changed(results, TAKEDOWN, "arrivals", DAY, 0, QUARTER), *the_summer),
        "year": value(changed(results, TAKEDOWN, "arrivals", DAY)),
        "last_quarter": value(changed(results, TAKEDOWN, "arrivals", DAY, NINE_MONTHS, TWELVE)),
        "gangs": value(missing),
        "arrests": value(
            after(results, TAKEDOWN, "arrests", DAY, 0, EIGHT_WEEKS)
            - after(results, base, "arrests", DAY, 0, EIGHT_WEEKS)
        ),
        "deaths": value(
            after(results, TAKEDOWN, "deaths", DAY) - after(results, base, "deaths", DAY)
        ),
    }
