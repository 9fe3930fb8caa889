"""Naive forecasts follow their rules, know nothing later, and are as wide as their errors were."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from calibration import naive_forecasts, observations
from calibration.data_series.data_source import DataSource
from calibration.forecast_scores import score
from calibration.naive_forecasts import COLUMNS, RULES, expected, forecast, past_errors
from calibration.observations import Observations

END_2022 = Observations(date(2022, 12, 31))
SERIES = np.log1p(np.arange(1.0, 61.0))


def test_seasonal_repeats_the_last_twelve_months():
    found = np.expm1(expected(SERIES, "seasonal", 26))
    np.testing.assert_allclose(found[:12], np.arange(49, 61))
    np.testing.assert_allclose(found[12:24], found[:12])
    np.testing.assert_allclose(found[24:], [49, 50])


@pytest.mark.parametrize(("rule", "months"), [("scaled-12", 12), ("scaled-3", 3)])
def test_scaled_multiplies_by_the_last_years_growth(rule, months):
    doubling = np.repeat([100.0, 200.0, 400.0], 12)
    found = np.expm1(expected(np.log1p(doubling), rule, 2))
    np.testing.assert_allclose(found, 800, rtol=0.01)
    ratio = np.arange(61.0 - months, 61.0).mean() / np.arange(49.0 - months, 49.0).mean()
    first = np.expm1(expected(SERIES, rule, 1))[0]
    assert first == pytest.approx(49 * ratio, rel=0.01)


def test_latest_is_the_mean_of_three_months():
    np.testing.assert_allclose(np.expm1(expected(SERIES, "latest", 3)), 59)


@pytest.mark.parametrize("rule", RULES)
def test_errors_are_those_of_the_rule_on_what_was_known_then(rule):
    errors = past_errors(SERIES, rule, 14)
    assert errors.shape == (60 - 24, 14)
    for origin, horizon in [(24, 0), (24, 13), (40, 5), (59, 0)]:
        wanted = SERIES[origin + horizon] - expected(SERIES[:origin], rule, 14)[horizon]
        assert errors[origin - 24, horizon] == pytest.approx(wanted)
    assert np.isnan(errors[-1, 1:]).all()


def test_the_seasonal_median_lies_near_last_year():
    last_year = END_2022.monthly(date(2022, 1, 1))["boats"].to_numpy()
    found = np.median(forecast(END_2022, "seasonal", 12, 4000, 1)["boats"], axis=0)
    np.testing.assert_allclose(np.log1p(found), np.log1p(last_year), atol=0.4)


@pytest.mark.parametrize("rule", RULES)
def test_ensembles_can_be_had_again_and_hold_no_negative_numbers(rule):
    one, same, other = (forecast(END_2022, rule, 22, 300, seed) for seed in (5, 5, 6))
    assert tuple(one) == COLUMNS
    for column in COLUMNS:
        assert one[column].shape == (300, 22)
        assert np.isfinite(one[column]).all()
        assert (one[column] >= 0).all()
        np.testing.assert_array_equal(one[column], same[column])
        assert (one[column] != other[column]).any()


def test_what_came_after_the_cutoff_changes_nothing(monkeypatch):
    before = forecast(END_2022, "scaled-12", 12, 50, 1)
    record = observations._record(DataSource())
    altered = record.monthly.copy()
    altered.loc["2023-01":] *= 7
    monkeypatch.setattr(observations, "_record", lambda _: replace(record, monthly=altered))
    assert Observations().monthly()["boats"].iloc[-1] == 7 * 99
    after = forecast(Observations(date(2022, 12, 31)), "scaled-12", 12, 50, 1)
    np.testing.assert_array_equal(before["arrivals"], after["arrivals"])


def test_arrivals_and_boats_of_a_member_go_together():
    found = forecast(END_2022, "seasonal", 1, 3000, 1)
    ranks = [np.argsort(np.argsort(found[name][:, 0])) for name in ("arrivals", "boats")]
    assert np.corrcoef(*ranks)[0, 1] > 0.3


@pytest.mark.parametrize("rule", ["seasonal", "latest"])
def test_intervals_hold_nine_in_ten_where_errors_stay_as_they_were(rule):
    rng, covered = np.random.default_rng(3), []
    for _ in range(60):
        series = 6.0 + 0.4 * rng.normal(size=84)
        known, later = series[:72], series[72:]
        draws = (np.random.default_rng([1, part]) for part in range(2))
        paths = naive_forecasts._paths(past_errors(known, rule, 12), 400, *draws)
        ensemble = expected(known, rule, 12) + paths
        covered.append(score(ensemble, later).summary["coverage"])
    assert np.mean(covered) == pytest.approx(0.9, abs=0.05)


def test_horizons_beyond_the_record_are_filled():
    found = forecast(Observations(date(2021, 8, 31)), "seasonal", 24, 200, 1)["arrivals"]
    assert np.isfinite(found).all()
    assert (found.std(axis=0) > 0).all()


@pytest.mark.parametrize(
    ("seen", "rule", "months", "message"),
    [
        (END_2022, "guess", 3, "must be one of"),
        (END_2022, "seasonal", 0, "1 or more"),
        (Observations(date(2021, 3, 31)), "seasonal", 3, "too few"),
    ],
)
def test_what_cannot_be_forecast_is_refused(seen, rule, months, message):
    with pytest.raises(ValueError, match=message):
        forecast(seen, rule, months, 10, 1)
