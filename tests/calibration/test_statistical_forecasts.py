"""Statistical models, where their library is installed, and what is said where it is not."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from calibration import statistical_forecasts
from calibration.forecast_scoring import score_table
from calibration.forecast_table import ForecastTable
from calibration.observations import Observations
from tests.calibration.forecast_records import record_of


def test_without_the_library_naive_forecasts_are_scored_alone(monkeypatch):
    monkeypatch.setattr(statistical_forecasts, "find_spec", lambda _: None)
    assert not statistical_forecasts.installed()
    table = ForecastTable(record_of(5).made, date(2024, 8, 31))
    found = score_table(table, Observations(), baselines=True)
    assert set(found.baselines) == {"seasonal naive", "scaled last year"}


def test_too_little_known_gives_no_statistical_forecast():
    assert statistical_forecasts.forecast(Observations(date(2022, 11, 30)), 2) == {}


@pytest.mark.slow
def test_models_and_their_pool_give_percentiles():
    pytest.importorskip("statsforecast")
    found = statistical_forecasts.forecast(Observations(date(2023, 12, 31)), 3)
    assert set(found) == {"AutoETS", "AutoARIMA", "AutoTheta", "AutoCES", "pool"}
    for name, of in found.items():
        for column in ("arrivals", "boats", "load"):
            assert of[column].shape == (396 if name == "pool" else 99, 3)
            assert np.isfinite(of[column]).all() and (of[column] >= 0).all()
