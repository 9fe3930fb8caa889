"""Forecasts that need no model, from the record to 31 October 2024 alone.

All are made on the scale log(1 + x) from January 2020 on, with intervals by their own means. The
first month was chosen before the outcomes were opened: of January 2018 to January 2021, it gave the
best mean scores from three earlier cut-offs.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats import norm
from statsforecast import StatsForecast
from statsforecast.models import AutoARIMA, AutoCES, AutoETS, AutoTheta, SeasonalNaive

FIRST, YEAR, MEMBERS = "2020-01", 12, 4_000
LEVELS = (20, 40, 60, 80, 90, 95, 98, 99.8)
NAMES = {
    "SeasonalNaive": "seasonal naive",
    "AutoETS": "AutoETS",
    "AutoARIMA": "AutoARIMA",
    "AutoTheta": "AutoTheta",
    "CES": "CES",
}
SCALED, POOL = "scaled last year", "pool"
POSITIONS = (np.arange(MEMBERS) + 0.5) / MEMBERS


def rivals(history: pd.Series) -> dict[str, np.ndarray]:
    """Members of every rival and of their equal pool, shape (members, 12 months) each.

    Args:
        history: Value by month, of months before those to be forecast.
    """
    logs = np.log1p(history.loc[FIRST:].astype(float))
    made = {**by_library(logs), SCALED: scaled_last_year(logs.to_numpy())}
    made = {name: np.expm1(members).clip(0.0) for name, members in made.items()}
    return {**made, POOL: np.concatenate(list(made.values()))}


def by_library(logs: pd.Series) -> dict[str, np.ndarray]:
    """Members of the rivals of statsforecast: evenly spaced quantiles of their intervals."""
    table = pd.DataFrame({"unique_id": "x", "ds": logs.index.to_timestamp(), "y": logs.to_numpy()})
    models = [
        SeasonalNaive(YEAR),
        AutoETS(season_length=YEAR),
        AutoARIMA(season_length=YEAR),
        AutoTheta(season_length=YEAR),
        AutoCES(season_length=YEAR),
    ]
    made = StatsForecast(models, freq="MS", n_jobs=1).forecast(df=table, h=YEAR, level=list(LEVELS))
    return {name: members(made, column) for column, name in NAMES.items()}


def members(made: pd.DataFrame, column: str) -> np.ndarray:
    """Quantiles between the ends of the intervals, read off along normal scores."""
    low = [f"{column}-lo-{level}" for level in reversed(LEVELS)]
    high = [f"{column}-hi-{level}" for level in LEVELS]
    tails = [(1 - level / 100) / 2 for level in reversed(LEVELS)]
    given = norm.ppf([*tails, 0.5, *(1 - tail for tail in reversed(tails))])
    wanted = norm.ppf(POSITIONS)
    ends = np.sort(made[[*low, column, *high]].to_numpy(), axis=1)
    return np.column_stack([np.interp(wanted, given, month) for month in ends])


def scaled_last_year(logs: np.ndarray) -> np.ndarray:
    """Last year's months times the growth of the last twelve, with the errors it made before."""
    origins = range(2 * YEAR, logs.size)
    errors = np.full((len(origins), YEAR), np.nan)
    for row, origin in enumerate(origins):
        seen = logs[origin : origin + YEAR]
        errors[row, : seen.size] = seen - _scaled(logs[:origin])[: seen.size]
    spread = np.sqrt(np.nanmean(errors**2, axis=0))
    return _scaled(logs) + spread * norm.ppf(POSITIONS)[:, None]


def _scaled(logs: np.ndarray) -> np.ndarray:
    last, before = (np.expm1(part).sum() for part in (logs[-YEAR:], logs[-2 * YEAR : -YEAR]))
    return logs[-YEAR:] + np.log(last) - np.log(before)
