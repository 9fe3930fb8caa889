"""The record is complete, agrees with the evidence, and hides what came later."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from calibration.data_series.data_folder import DataFolder, Vintage
from calibration.data_series.data_source import data_source
from calibration.data_series.declared_series import DAYS, DEATHS, DETECTIONS, WEEKS
from calibration.data_series.packaged_series import packaged_table
from calibration.data_series.series_table import SeriesTable
from calibration.data_series.spans import day, week
from calibration.measures import observed
from calibration.observations import MONTHLY, Observations, runs
from calibration.targets import load_targets
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


VINTAGE = Vintage("", "x.csv", "0" * 64, "plain", "ours", "none", CUT_OFF, CUT_OFF, ())


@pytest.fixture
def with_more_days(tmp_path) -> Path:
    """A data folder whose arrivals go on for 40 days, each of 60 people in two boats."""
    last = packaged_table(DAYS).last
    rows = {day(last + timedelta(number)): (60, 2) for number in range(1, 41)}
    made = SeriesTable(DAYS, rows, last + timedelta(1), last + timedelta(40))
    folder = DataFolder(tmp_path / "data", may_be_new=True)
    folder.add(VINTAGE, [made])
    return folder.path


def test_a_data_folder_without_a_difference_gives_the_same(tmp_path):
    folder = DataFolder(tmp_path / "data", may_be_new=True)
    folder.add(VINTAGE, [packaged_table(series) for series in (DAYS, WEEKS, DEATHS, DETECTIONS)])
    for cutoff in (date(2023, 6, 30), CUT_OFF):
        packaged, own = Observations(cutoff), Observations(cutoff, data_source(folder.path))
        pd.testing.assert_frame_equal(packaged.daily, own.daily)
        pd.testing.assert_frame_equal(packaged.weekly, own.weekly)
        pd.testing.assert_frame_equal(packaged.monthly(), own.monthly())
        pd.testing.assert_series_equal(packaged.detections, own.detections)
        assert packaged.last_days == own.last_days


def test_each_series_of_a_data_folder_ends_on_its_own_day(with_more_days):
    packaged, seen = Observations(), Observations(data=data_source(with_more_days))
    last = packaged_table(DAYS).last
    assert seen.cutoff == last + timedelta(40)
    assert seen.last_days == {
        DAYS.name: seen.cutoff,
        WEEKS.name: packaged_table(WEEKS).last,
        DEATHS.name: packaged.last_days[DEATHS.name],
        DETECTIONS.name: packaged_table(DETECTIONS).last,
    }
    new = seen.daily.loc[pd.Timestamp(last + timedelta(1)) :]
    assert (new["arrivals"] == 60).all() and len(new) == 40
    assert new[["deaths", "incidents"]].isna().all(axis=None), "not known, which is not none"
    pd.testing.assert_frame_equal(seen.daily.loc[: pd.Timestamp(last)], packaged.daily)
    month = seen.monthly().iloc[-1]
    assert month[["arrivals", "active_days"]].notna().all()
    assert month[["deaths", "incidents"]].isna().all()


def test_a_cutoff_holds_for_a_data_folder_too(with_more_days):
    last = packaged_table(DAYS).last
    seen = Observations(last + timedelta(10), data_source(with_more_days))
    assert seen.daily.index[-1] == pd.Timestamp(last + timedelta(10))
    assert seen.last_days[DAYS.name] == last + timedelta(10)
    with pytest.raises(ValueError, match="or earlier"):
        Observations(last + timedelta(41), data_source(with_more_days))


def test_deaths_that_become_known_are_counted(with_more_days):
    last = packaged_table(DEATHS).last
    made = SeriesTable(
        DEATHS, {day(last + timedelta(3)): (1, 4)}, last + timedelta(1), last + timedelta(20)
    )
    DataFolder(with_more_days).add(VINTAGE, [made])
    daily = Observations(data=data_source(with_more_days)).daily
    counts = daily.loc[pd.Timestamp(last + timedelta(3)), ["deaths", "incidents"]]
    assert counts.tolist() == [5, 2]
    assert daily["deaths"].isna().sum() == 20


def test_targets_and_measures_take_a_data_folder(with_more_days):
    seen = Observations(data=data_source(with_more_days))
    known, more = ({target.name: target for target in load_targets(of)} for of in (None, seen))
    assert all(more[name].period == target.period for name, target in known.items())
    assert "arrivals-from-2024-11" in {*more} - {*known}
    table = observed(seen)
    assert table.columns["arrivals"].shape == (1, len(seen.daily))


def test_a_week_that_ends_after_the_last_day_is_left_out(with_more_days):
    cutoff = Observations(data=data_source(with_more_days)).cutoff
    known = packaged_table(WEEKS)
    sunday = max(known.rows).last
    rows = {}
    while sunday <= cutoff:
        sunday += timedelta(7)
        rows[week(sunday)] = (1, 1, 1, 1)
    DataFolder(with_more_days).add(VINTAGE, [SeriesTable(WEEKS, rows, min(rows).first, sunday)])
    seen = Observations(data=data_source(with_more_days))
    assert sunday > cutoff and seen.weekly.index[-1] == pd.Timestamp(sunday - timedelta(7))
    observed(seen)
