"""The world follows from the data in use: a packaged vintage, or a folder laid over it."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from calibration import weather_record
from calibration.data_series.data_folder import DataFolder, Vintage
from calibration.data_series.data_source import DataSource, data_source, lacking
from calibration.data_series.declared_series import DEATHS, DETECTIONS, RED_DAYS
from calibration.data_series.packaged_series import packaged_table
from calibration.data_series.series_table import SeriesTable
from calibration.data_series.spans import day, month
from calibration.entry_levels import entry_levels
from calibration.known_world import known_world
from calibration.observations import Observations
from calibration.past_scenario import continued, past, past_of
from calibration.patterns import observed
from calibration.posterior import Posterior
from calibration.targets import load_targets
from scenarios.errors import InputError
from scenarios.packaged_data import USUAL, VINTAGES
from scenarios.world_tables import load_world, world_of_vintage

LATE = DataSource(VINTAGES["2025-10-31"])


def added(path, *tables) -> DataSource:
    last = packaged_table(DEATHS).last
    folder = DataFolder(path, may_be_new=True)
    folder.add(Vintage("", "x.csv", "0" * 64, "plain", "ours", "none", last, last, ()), tables)
    return data_source(path)


def test_the_usual_data_give_the_packaged_world_itself():
    assert known_world(DataSource()) is load_world()
    assert DataSource().last_day == USUAL.cutoff and DataSource().is_usual


def test_a_folder_with_nothing_new_of_the_sea_has_the_packaged_weather(tmp_path):
    last = packaged_table(DEATHS).last
    after = SeriesTable(DEATHS, {day(last + timedelta(3)): (2,)}, last, last + timedelta(9))
    data = added(tmp_path / "data", after)
    assert known_world(data).weather is load_world().weather
    assert not data.is_usual and data.sha256 != USUAL.sha256
    assert Observations(data=data).last_days[DEATHS.name] == USUAL.cutoff, "to the last arrivals"


def test_entries_follow_from_the_detections_of_a_folder(tmp_path):
    months, levels = entry_levels(DataSource())
    assert months == load_world().months
    np.testing.assert_array_equal(levels, load_world().entry_levels)
    table = packaged_table(DETECTIONS)
    double = {month(2024, 11): tuple(2 * (c or 0) for c in table.rows[month(2024, 10)])}
    data = added(
        tmp_path / "data",
        SeriesTable(DETECTIONS, double, date(2024, 11, 1), date(2024, 11, 30)),
    )
    world = known_world(data)
    assert world.months[-1] == (2024, 11)
    np.testing.assert_allclose(
        world.entry_levels[-1, :2], 2 * world.entry_levels[-2, :2], rtol=1e-3
    )


def test_what_a_folder_keeps_of_the_weather_is_used_again(tmp_path, monkeypatch):
    fits = []
    monkeypatch.setattr(weather_record, "fit", lambda seen: fits.append(seen) or ESTIMATE)
    seen = weather_record.read(date(2020, 12, 31))
    first, again = (weather_record._kept_fit(seen, tmp_path) for _ in range(2))
    assert first == again == ESTIMATE and len(fits) == 1
    [kept] = (tmp_path / "derived").iterdir()
    kept.write_text("{")
    assert weather_record._kept_fit(seen, tmp_path) == ESTIMATE and len(fits) == 2


ESTIMATE = weather_record.Estimate(load_world().climate, 0.05, 0.7, {2019: 0.8, 2020: 0.9})


def test_the_newer_vintage_is_named_and_whole():
    assert data_source("2025-10-31") == LATE and LATE.last_day == date(2025, 10, 31)
    world, seen = world_of_vintage(LATE.vintage), Observations(data=LATE)
    assert known_world(LATE) is world and world.months[-1] == (2025, 4)
    assert world.weather.first + len(world.weather.chances) == date(2025, 11, 1).toordinal()
    assert entry_levels(LATE)[0] == world.months
    assert seen.daily["arrivals"].sum() > Observations().daily["arrivals"].sum()
    assert seen.weekly.index[-1].date() == date(2025, 10, 26)
    assert [text.split()[0] for text in lacking(LATE, LATE.last_day)] == ["detections", "red-days"]
    with observed.reading(LATE):
        assert observed.red_days()[2024] == 157
    assert 2024 not in observed.red_days()


def test_targets_go_on_with_the_data_and_only_with_them():
    usual, late = load_targets(), load_targets(Observations(data=LATE))
    new = [target for target in late if target.name not in {each.name for each in usual}]
    assert {"arrivals-from-2024-11", "boats-from-2024-11", "deaths-from-2024-07"} <= {
        target.name for target in new
    }
    assert all(target.use == "fitted" and target.period.last <= LATE.last_day for target in new)
    arrivals = next(target for target in new if target.statistic == "monthly_arrivals")
    seen = Observations(data=LATE).monthly(date(2024, 11, 1))["arrivals"]
    np.testing.assert_array_equal(arrivals.low, seen)


def test_a_name_that_is_no_data_is_refused(tmp_path):
    with pytest.raises(InputError, match="there is no data folder here"):
        data_source(tmp_path / "none")
    assert RED_DAYS.name


def test_measures_that_had_begun_belong_to_the_past_and_go_on(make_scenario):
    from sim.interventions import KINDS

    change = KINDS["change"](value="people_interception", multiply=0.5, start=date(2024, 3, 1))
    later = KINDS["change"](value="people_interception", multiply=0.5, start=date(2024, 9, 1))
    history = make_scenario(name="mine", interventions=(change, later))
    cutoff = date(2024, 6, 30)
    assert past(history, cutoff).interventions == (change,)
    from calibration.past_scenario import as_facts

    facts = {"cutoff": cutoff.isoformat(), "history": as_facts(past(history, cutoff))}
    posterior = Posterior({"leave_hazard": np.ones(1)}, {}, facts)
    assert past_of(posterior, cutoff).interventions == (change,)
    coming = make_scenario(name="coming", interventions=(later,))
    assert continued(coming, posterior).interventions == (change, later)
    assert continued(coming, Posterior({"leave_hazard": np.ones(1)}, {}, {})) is coming
