"""The record is complete, agrees with the evidence, and hides what came later."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from calibration.observations import MONTHLY, Observations, runs
from scenarios.evidence import CUT_OFF, load_evidence


def test_the_months_agree_with_the_evidence():
    monthly = Observations().monthly(date(2022, 1, 1), date(2024, 10, 31))
    for month, seen in load_evidence()["P060"].value.items():
        assert {name: monthly.loc[month, name] for name in seen} == seen, month


def test_loads_agree_with_the_evidence_by_year():
    monthly = Observations().monthly()
    by_year = monthly.groupby(monthly.index.year).sum()
    for year, load in load_evidence()["P019"].value.items():
        seen = by_year.loc[int(year)]
        assert seen["arrivals"] / seen["boats"] == pytest.approx(load, abs=0.01)


def test_deaths_and_incidents_agree_with_the_evidence():
    monthly = Observations().monthly()
    by_year = monthly.groupby(monthly.index.year).sum()
    for year, deaths in load_evidence()["P174"].value.items():
        assert by_year.loc[int(year), "deaths"] == deaths
    assert by_year.loc[2024, "incidents"] == 19


def test_two_incidents_on_one_day_are_two():
    day = Observations().daily.loc["2024-10-05"]
    assert (day["deaths"], day["incidents"]) == (4, 2)


def test_a_month_without_boats_has_no_load():
    monthly = Observations().monthly(date(2018, 1, 1), date(2018, 12, 1))
    empty = monthly["boats"] == 0
    assert empty.sum() == 5
    assert (monthly["load"].isna() == empty).all()
    assert (monthly["mean_run"].isna() == empty).all()


@pytest.mark.parametrize(
    "cutoff", [date(2022, 12, 31), date(2023, 6, 30), date(2024, 5, 14), CUT_OFF]
)
def test_nothing_after_the_cutoff_can_be_read(cutoff):
    seen = Observations(cutoff)
    day = pd.Timestamp(cutoff)
    assert seen.daily.index[-1] == day
    assert (seen.weekly.index <= day).all()
    whole = pd.Period(cutoff + timedelta(days=1), "M") - 1
    assert seen.monthly().index[-1] == whole
    assert seen.detections.index[-1] == whole
    with pytest.raises(ValueError, match="known on"):
        seen.monthly(last=cutoff + timedelta(days=31))


def test_what_is_seen_before_a_cutoff_does_not_depend_on_it():
    early = Observations(date(2023, 6, 30)).monthly()
    late = Observations().monthly(last=date(2023, 6, 1))
    pd.testing.assert_frame_equal(early, late)
    assert tuple(early.columns) == MONTHLY


def test_a_table_that_was_given_out_can_be_changed_without_harm():
    given = Observations().daily
    given["arrivals"] = 0.0
    assert Observations().daily["arrivals"].sum() > 0


def test_a_cutoff_after_the_projects_own_is_refused():
    with pytest.raises(ValueError, match="or earlier"):
        Observations(CUT_OFF + timedelta(days=1))


def test_runs_are_counted_to_both_ends():
    assert runs(np.array([1, 1, 0, 1, 0, 0, 1, 1, 1], bool)).tolist() == [2, 1, 3]
    assert runs(np.zeros(4, bool)).tolist() == []
    assert runs(np.ones(4, bool)).tolist() == [4]


def test_weeks_agree_with_the_days():
    seen = Observations()
    days = seen.daily.resample("W-SUN")[["arrivals", "boats"]].sum()
    weekly = seen.weekly
    assert len(weekly) == 26
    pd.testing.assert_frame_equal(
        days.loc[weekly.index], weekly[["arrivals", "boats"]], check_freq=False, check_names=False
    )
