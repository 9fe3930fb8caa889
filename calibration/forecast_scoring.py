"""Scores of a forecast that was written, against the record, by outcome and month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from calibration.forecast_scores import covered, crps, interval, wis
from calibration.forecast_table import ForecastTable
from calibration.forecasts import months_between
from calibration.naive_forecasts import Rule
from calibration.naive_forecasts import forecast as naive
from calibration.observations import Observations

Floats = NDArray[np.float64]

SEEN = {"arrivals": "arrivals", "boats": "boats", "people_per_boat": "load", "deaths": "deaths"}
"""Outcomes that are scored, with their column in the record."""
LEVELS = (0.5, 0.8, 0.9)
"""Central intervals whose coverage and width are given."""
BASELINES: dict[str, Rule] = {"seasonal naive": "seasonal", "scaled last year": "scaled-12"}
NAIVE_PATHS, NAIVE_SEED = 4_000, 1
FEWEST_PATHS = 2


@dataclass(frozen=True)
class OutcomeScores:
    """Scores of one outcome; every array has one value a month, missing where nothing was seen.

    Attributes:
        observed: What was seen.
        median: Median of the forecast.
        crps: Continuous ranked probability score, fair for ensembles; lower is better.
        wis: Weighted interval score; lower is better.
        widths: Width of each central interval of :data:`LEVELS`.
        covered: For each, 1 where it holds what was seen, else 0.
    """

    observed: Floats
    median: Floats
    crps: Floats
    wis: Floats
    widths: Mapping[float, Floats]
    covered: Mapping[float, Floats]

    @property
    def by_month(self) -> dict[str, Floats]:
        """All of them by name, each of shape (months,)."""
        return {
            **{name: getattr(self, name) for name in ("observed", "median", "crps", "wis")},
            **{f"width_{per_cent(level)}": self.widths[level] for level in LEVELS},
            **{f"covered_{per_cent(level)}": self.covered[level] for level in LEVELS},
        }

    @property
    def means(self) -> dict[str, float]:
        """Number of months seen, and means over them; missing if there are none."""
        seen = ~np.isnan(self.observed)
        return {"months": float(seen.sum())} | {
            name: float(values[seen].mean()) if seen.any() else float("nan")
            for name, values in self.by_month.items()
        }


@dataclass(frozen=True)
class ScoredForecast:
    """One forecast and what is set beside it.

    Attributes:
        months: Months that were scored: those of the forecast that are known whole.
        left_out: Months of the forecast that are not known yet.
        outcomes: Scores by outcome.
        baselines: The same of each baseline, by its name.
    """

    months: tuple[date, ...]
    left_out: tuple[date, ...]
    outcomes: Mapping[str, OutcomeScores]
    baselines: Mapping[str, Mapping[str, OutcomeScores]]


def score_table(
    table: ForecastTable, record: Observations, *, baselines: bool = False
) -> ScoredForecast:
    """Score a forecast.

    Args:
        table: The paths.
        record: What came.
        baselines: Whether to score naive forecasts of the same months as well, which know what the
            forecast knew; statistical models too, if their library is installed.

    Raises:
        ValueError: If no month is known, no outcome is in the record, or there is but one path.
    """
    made = table.made
    if made.replicates < FEWEST_PATHS:
        raise ValueError("it has one path; scores need two or more")
    names = [name for name in SEEN if name in made.series]
    if not names:
        raise ValueError(f"it has no outcome of the record; those are {', '.join(SEEN)}")
    known = record.monthly().index
    months = tuple(month for month in made.months if pd.Period(month, "M") in known)
    if not months:
        raise ValueError(
            f"it is of {made.months[0]:%Y-%m} to {made.months[-1]:%Y-%m}, and months are known "
            f"from {known[0]} to {known[-1]}"
        )
    came = record.monthly(months[0], months[-1])
    came = came[came.index.isin(pd.PeriodIndex(months, freq="M"))]
    columns = [made.months.index(month) for month in months]
    seen = {name: came[SEEN[name]].to_numpy(np.float64) for name in names}
    found = {
        name: score_outcome(np.nan_to_num(made.series[name][:, columns]), seen[name])
        for name in names
    }
    beside = _baselines(table, record, months, seen) if baselines else {}
    left_out = tuple(month for month in made.months if month not in months)
    return ScoredForecast(months, left_out, found, beside)


def score_outcome(paths: Floats, seen: Floats, *, fair: bool = True) -> OutcomeScores:
    """Scores of one outcome.

    Args:
        paths: Shape (replicates, months).
        seen: What came, shape (months,); may be missing.
        fair: Whether the paths are draws, so that the fair score holds.
    """
    ends = {level: interval(paths, level) for level in LEVELS}
    unseen = np.isnan(seen)
    return OutcomeScores(
        observed=seen,
        median=np.median(paths, axis=0),
        crps=np.where(unseen, np.nan, crps(paths, seen, fair=fair)),
        wis=np.where(unseen, np.nan, wis(paths, seen)),
        widths={level: np.where(unseen, np.nan, high - low) for level, (low, high) in ends.items()},
        covered={level: covered(paths, seen, level) for level in LEVELS},
    )


def per_cent(level: float) -> int:
    """A probability as a whole number of per cent."""
    return round(100 * level)


def _baselines(
    table: ForecastTable, record: Observations, months: Sequence[date], seen: Mapping[str, Floats]
) -> dict[str, dict[str, OutcomeScores]]:
    from calibration import statistical_forecasts

    known = record.until(min(table.cutoff, record.cutoff))
    begin = known.monthly().index[-1].start_time.date()
    ahead = [months_between(begin, month) - 1 for month in months]
    made: dict[str, tuple[Mapping[str, Floats], bool]] = {
        name: (naive(known, rule, ahead[-1] + 1, NAIVE_PATHS, NAIVE_SEED), True)
        for name, rule in BASELINES.items()
    }
    if statistical_forecasts.installed():
        others = statistical_forecasts.forecast(known, ahead[-1] + 1)
        made |= {name: (paths, False) for name, paths in others.items()}
    return {
        name: {
            outcome: score_outcome(paths[SEEN[outcome]][:, ahead], observed, fair=fair)
            for outcome, observed in seen.items()
            if SEEN[outcome] in paths
        }
        for name, (paths, fair) in made.items()
    }
