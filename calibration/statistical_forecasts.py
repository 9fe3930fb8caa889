"""Forecasts of standard statistical models of time series, and their equal pool, as a yardstick.

They need the extra ``narrows[baselines]``. Each series is forecast by itself, as log(1 + x), from
January 2021 on, as the scaled naive rules are judged from there.
"""

from __future__ import annotations

import warnings
from datetime import date
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from calibration.naive_forecasts import COLUMNS, YEAR
from calibration.observations import Observations

Floats = NDArray[np.float64]

LIBRARY = "statsforecast"
EXTRA = "narrows[baselines]"
FIRST_KNOWN = date(2021, 1, 1)
LEAST_KNOWN = 2 * YEAR
"""Months, two seasons, without which the seasonal models are not fitted."""
STEPS = 100
"""A forecast is given as its percentiles, 1 to 99."""
POOL = "pool"


def installed() -> bool:
    """Whether the library is there."""
    return find_spec(LIBRARY) is not None


def forecast(observations: Observations, months: int) -> dict[str, dict[str, Floats]]:
    """Percentiles of the months that follow the last whole month known, by model and column.

    Args:
        observations: What is known.
        months: Number of months.

    Returns:
        By model (``AutoETS``, ``AutoARIMA``, ``AutoTheta``, ``AutoCES``, ``pool``), then by
        ``arrivals``, ``boats`` and ``load``, percentiles of shape (99, months), the pool's of shape
        (396, months): those of all models, each with the same weight. None if too little is known.
    """
    known = observations.monthly(FIRST_KNOWN)[list(COLUMNS)].to_numpy(np.float64)
    if len(known) < LEAST_KNOWN:
        return {}
    found: dict[str, dict[str, Floats]] = {}
    for index, column in enumerate(COLUMNS):
        series = np.log1p(np.nan_to_num(known[:, index]))
        of = {name: _percentiles(model, series, months) for name, model in _models().items()}
        of[POOL] = np.concatenate(list(of.values()))
        for name, values in of.items():
            found.setdefault(name, {})[column] = values
    return found


def _models() -> dict[str, Any]:
    from statsforecast.models import AutoARIMA, AutoCES, AutoETS, AutoTheta

    kinds = (AutoETS, AutoARIMA, AutoTheta, AutoCES)
    return {kind.__name__: kind(season_length=YEAR) for kind in kinds}


def _percentiles(model: Any, series: Floats, months: int) -> Floats:
    """Percentiles of one model, shape (99, months)."""
    levels = [2 * each for each in range(1, STEPS // 2)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        given = model.forecast(y=series, h=months, level=levels)
    below = [given[f"lo-{level}"] for level in reversed(levels)]
    above = [given[f"hi-{level}"] for level in levels]
    logs = np.sort(np.array([*below, given["mean"], *above], dtype=np.float64), axis=0)
    return np.maximum(np.expm1(logs), 0.0)
