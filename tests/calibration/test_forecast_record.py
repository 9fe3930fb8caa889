"""What is said of a forecast: quantiles right for few paths, cases, tables that read back, hubs."""

from __future__ import annotations

import json
from datetime import date

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
from scipy.stats import norm

from calibration import hubverse
from calibration.forecast_cases import LEVELS, cases
from calibration.forecast_quantiles import quantiles
from calibration.forecast_scoring import score_table
from calibration.forecast_table import (
    ForecastTable,
    about,
    is_forecast,
    read_table,
    write_table,
)
from calibration.forecasts import UNITS, cutoff_of
from calibration.naive_forecasts import forecast as naive
from calibration.observations import Observations
from scenarios.errors import InputError
from tests.calibration.forecast_records import MONTHS, record_of

RECORD = record_of()


def test_intervals_of_few_paths_hold_what_they_say():
    rng = np.random.default_rng(5)
    came = rng.normal(size=20_000)
    low, high = quantiles(rng.normal(size=(20, came.size)), (0.05, 0.95))
    assert ((came >= low) & (came <= high)).mean() == pytest.approx(0.9, abs=0.01)
    assert quantiles(np.arange(19.0)[:, None], (0.05, 0.5, 0.95)).ravel().tolist() == [0, 9, 18]


def test_a_month_without_a_defined_path_has_no_quantile():
    found = quantiles(np.array([[np.nan, 1.0], [np.nan, np.nan]]), (0.5,))
    assert np.isnan(found[0, 0]) and found[0, 1] == 1.0


def test_cases_are_means_of_whole_paths_in_the_order_of_arrivals():
    found = cases(RECORD.made)
    totals = RECORD.made.series["arrivals"].sum(axis=1)
    shares = {name: (totals < case.series["arrivals"].sum()).mean() for name, case in found.items()}
    for name, level in LEVELS.items():
        assert shares[name] == pytest.approx(level, abs=0.05)
        assert len(found[name].replicates) == 4
    worst = found["reasonable worst"]
    paths = RECORD.made.series["deaths"][list(worst.replicates)]
    np.testing.assert_allclose(worst.series["deaths"], paths.mean(axis=0))
    assert {len(case.replicates) for case in cases(record_of(3).made).values()} == {1}


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_a_table_reads_back_as_it_was(tmp_path, suffix):
    path = tmp_path / f"paths{suffix}"
    write_table(path, RECORD)
    assert is_forecast(path)
    found = read_table(path)
    assert found.cutoff == cutoff_of(RECORD.posterior) and found.made.months == MONTHS
    for name in UNITS:
        np.testing.assert_array_equal(found.made.series[name], RECORD.made.series[name])


def test_units_and_provenance_stand_with_the_table(tmp_path):
    write_table(tmp_path / "a.csv", RECORD)
    write_table(tmp_path / "a.parquet", RECORD)
    said = json.loads(about(tmp_path / "a.csv").read_text())
    schema = pq.read_schema(tmp_path / "a.parquet")
    assert said == json.loads(schema.metadata[b"narrows"]) and said["units"] == UNITS
    assert {name: schema.field(name).metadata[b"unit"].decode() for name in UNITS} == UNITS


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("replicate,month,boats\n0,2024-01,1\n0,2024-01,2\n", "there twice"),
        ("replicate,month,boats\n0,2024-01,1\n1,2024-02,2\n", "lacks a month"),
        ("replicate,month,boats\n0,2024-01,1\n0,2024-02,many\n", ":3:1: boats is 'many'; it must"),
        ("replicate,month,cars\n0,2024-01,1\n", "no outcome"),
        ("a,b\n0,1\n", "cannot be read as a forecast"),
    ],
)
def test_a_table_without_whole_paths_is_refused(tmp_path, text, fault):
    path = tmp_path / "wrong.csv"
    path.write_text(text)
    with pytest.raises(InputError, match=fault):
        read_table(path)


def test_model_output_follows_the_hubs_tasks():
    rows, tasks = hubverse.rows(RECORD), hubverse.tasks(RECORD)
    assert tuple(rows.columns) == hubverse.COLUMNS and rows["value"].notna().all()
    assert not rows.duplicated([*hubverse.COLUMNS[:-1]]).any()
    given = tasks["rounds"][0]["model_tasks"]
    assert {each["task_ids"]["target"]["required"][0] for each in given} == set(rows["target"])
    for each in given:
        of = rows[rows["target"] == each["task_ids"]["target"]["required"][0]]
        for name, allowed in each["task_ids"].items():
            known = [*(allowed["required"] or []), *(allowed["optional"] or [])]
            assert set(of[name].astype(str)) <= set(map(str, known)), name
        levels = of[of["output_type"] == "quantile"]
        wanted = each["output_type"]["quantile"]["output_type_id"]["required"]
        assert set(levels["output_type_id"]) == {f"{level:g}" for level in wanted}
        assert (levels.groupby("horizon")["value"].diff().dropna() >= 0).all()
        samples = of[of["output_type"] == "sample"]
        limits = each["output_type"]["sample"]["output_type_id_params"]
        assert samples["output_type_id"].str.len().max() <= limits["max_length"]
        assert set(limits["compound_taskid_set"]) <= set(each["task_ids"])
        if each["output_type"]["sample"]["value"]["type"] == "integer":
            assert (samples["value"] % 1 == 0).all()
    september = rows[rows["horizon"] == 0].iloc[0]
    assert september["origin_date"] == date(2025, 9, 1)
    assert september["target_end_date"] == date(2025, 9, 30)


def test_model_output_is_the_same_as_csv_and_parquet(tmp_path):
    for suffix in ("csv", "parquet"):
        hubverse.write_rows(tmp_path / f"a.{suffix}", RECORD)
        hubverse.check(tmp_path / f"a.{suffix}")
    text = {"output_type_id": str, "origin_date": str, "target_end_date": str}
    typed = pd.read_csv(tmp_path / "a.csv", dtype=text)
    kept = pd.read_parquet(tmp_path / "a.parquet")
    assert typed["output_type_id"].tolist() == kept["output_type_id"].tolist()
    np.testing.assert_allclose(typed["value"], kept["value"], rtol=1e-9)
    (tmp_path / "mine.csv").write_text("mine\n")
    with pytest.raises(InputError, match="something else"):
        hubverse.check(tmp_path / "mine.csv")


def test_scores_are_of_the_months_that_are_known():
    found = score_table(
        ForecastTable(RECORD.made, date(2025, 8, 31)), Observations(), baselines=True
    )
    assert found.months == MONTHS[:2] and found.left_out == MONTHS[2:]
    assert set(found.outcomes) == {"arrivals", "boats", "people_per_boat", "deaths"}
    came = Observations().monthly(MONTHS[0], MONTHS[1])
    np.testing.assert_array_equal(found.outcomes["people_per_boat"].observed, came["load"])
    assert set(found.baselines) >= {"seasonal naive", "scaled last year"}
    assert "deaths" not in found.baselines["seasonal naive"]


def test_baselines_know_what_the_forecast_knew():
    early = Observations(date(2025, 7, 31))
    found = score_table(ForecastTable(RECORD.made, early.cutoff), Observations(), baselines=True)
    paths = naive(early, "seasonal", 3, 4_000, 1)["boats"][:, 1:]
    scores = found.baselines["seasonal naive"]["boats"]
    np.testing.assert_allclose(scores.median, np.median(paths, axis=0))


def test_coverage_and_width_are_those_of_a_normal_forecast():
    from calibration.forecast_scoring import score_outcome

    rng = np.random.default_rng(9)
    scores = score_outcome(rng.normal(size=(400, 3_000)), rng.normal(size=3_000))
    for level in (50, 80, 90):
        assert scores.means[f"covered_{level}"] == pytest.approx(level / 100, abs=0.02)
        wanted = 2 * norm.ppf(0.5 + level / 200)
        assert scores.means[f"width_{level}"] == pytest.approx(wanted, rel=0.02)


def test_what_cannot_be_scored_is_refused():
    late = record_of(months=(date(2030, 1, 1),)).made
    with pytest.raises(ValueError, match="months are known from"):
        score_table(ForecastTable(late, date(2029, 12, 31)), Observations())
    with pytest.raises(ValueError, match="one path"):
        score_table(ForecastTable(record_of(1).made, date(2025, 8, 31)), Observations())
