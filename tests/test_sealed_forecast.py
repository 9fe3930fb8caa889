"""The sealed forecast is as it was written, and its page says what the scores say."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pandas as pd
import pytest

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "verification"
SEALED = FOLDER / "sealed"
MONTHS = [f"{month}" for month in pd.period_range("2024-11", "2025-10", freq="M")]
FORECAST = (
    "arrivals", "boats", "people_per_boat", "preventions", "prevention_events", "deaths",
    "expected_deaths", "price",
)  # fmt: skip
METHODS = ("beach", "dispersed", "taxi_boat")
SCORES_TABLE = {"CRPS": "crps", "WIS": "wis", "median less what came": "error"}
COVERAGE_TABLE = {"in 50 %": "inside_50", "in 80 %": "inside_80", "in 90 %": "inside_90"}


@pytest.fixture(scope="module")
def paths():
    return pd.read_parquet(SEALED / "paths.parquet")


@pytest.fixture(scope="module")
def scores():
    return pd.read_csv(FOLDER / "scores.csv")


def test_the_sealed_files_have_their_sums():
    lines = (SEALED / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    sums = dict(reversed(line.split("  ")) for line in lines)
    assert "paths.parquet" in sums
    for name, digest in sums.items():
        assert hashlib.sha256((SEALED / name).read_bytes()).hexdigest() == digest


def test_there_are_a_thousand_paths_of_twelve_months(paths):
    assert len(paths) == 1000 * 12
    assert sorted(paths["replicate"].unique()) == list(range(1000))
    assert (paths.groupby("replicate")["month"].apply(list).map(lambda of: of == MONTHS)).all()


def test_forecast_and_run_have_their_columns(paths):
    kinds = [f"{kind}_{method}" for kind in ("arrivals", "launches") for method in METHODS]
    assert {*FORECAST, *kinds} <= {*paths.columns}
    runs = ("arrivals", "boats_arrived", "preventions", "deaths", "expected_deaths", "price")
    assert {f"model_{name}" for name in runs} <= {*paths.columns}


def test_deaths_follow_the_rule_of_the_forecast(paths):
    factor = paths["arrivals"] / paths["model_arrivals"].clip(lower=1)
    expected = (paths["model_deaths"] * factor).to_numpy()
    assert paths["deaths"].to_numpy() == pytest.approx(expected, rel=0.01, abs=0.1)


def test_the_record_of_the_rivals_ends_before_the_forecast_begins():
    training = pd.read_csv(FOLDER / "training.csv")
    observed = pd.read_csv(FOLDER / "observed.csv")
    assert training["month"].max() == "2024-10"
    assert [*observed["month"]] == MONTHS


def test_every_forecast_is_scored_in_every_month_seen(scores):
    monthly = scores[scores["month"] != "all"]
    assert {*monthly["month"]} <= {*MONTHS}
    for measure in ("arrivals", "boats", "people_per_boat", "deaths"):
        number = monthly[monthly["measure"] == measure].groupby("forecast")["month"].nunique()
        assert len(number) == 9
        assert (number == 12).all()


def test_the_weighted_interval_score_is_that_of_its_parts(scores):
    monthly = scores[scores["month"] != "all"]
    seen = monthly["observed"]
    total = 0.5 * (monthly["median"] - seen).abs()
    for level, alpha in ((50, 0.5), (80, 0.2), (90, 0.1)):
        low, high = monthly[f"low_{level}"], monthly[f"high_{level}"]
        outside = (low - seen).clip(lower=0) + (seen - high).clip(lower=0)
        total += alpha / 2 * (high - low) + outside
    assert monthly["wis"].to_numpy() == pytest.approx((total / 3.5).to_numpy(), abs=0.001)


@pytest.mark.parametrize(
    ("mark", "columns"),
    [("verification-scores", SCORES_TABLE), ("verification-coverage", COVERAGE_TABLE)],
)
def test_the_page_says_what_the_scores_say(scores, mark, columns):
    means = scores[scores["month"] == "all"]
    rows = table(mark)
    assert len(rows) == len(means)
    by = means.set_index([means["measure"].map(titles()), "forecast"])
    for row in rows:
        found = by.loc[row["measure"], row["forecast"]]
        for shown, name in columns.items():
            factor = float(row["months"]) if name.startswith("inside") else 1.0
            expected, said = found[name] * factor, float(row[shown].replace(",", ""))
            assert said == pytest.approx(expected, rel=0.006, abs=0.0006)


def test_the_page_says_what_came_and_was_said_by_month(scores):
    model = scores[(scores["forecast"] == "model") & (scores["month"] != "all")]
    by = model.set_index(["month", "measure"])
    rows = table("verification-months")
    assert [row["month"] for row in rows] == MONTHS
    for row in rows:
        for measure in ("arrivals", "boats", "people_per_boat", "deaths"):
            title = titles()[measure]
            shown = re.findall(r"[\d,.]+", row[f"{title}: said"])
            said = [float(figure.replace(",", "")) for figure in shown]
            found = by.loc[row["month"], measure]
            assert said == pytest.approx([*found[["median", "low_90", "high_90"]]], abs=0.51)
            assert float(row[f"{title}: came"].replace(",", "")) == pytest.approx(
                found["observed"], abs=0.051
            )
            assert ("out" in row[f"{title}: said"]) == (found["inside_90"] == 0)


def titles():
    return {
        "arrivals": "arrivals",
        "boats": "boats",
        "people_per_boat": "people per boat",
        "preventions": "people stopped on the beach",
        "prevention_events": "launches stopped on the beach",
        "deaths": "deaths",
    }


def table(mark):
    """Rows of a made table, as dictionaries by column."""
    page = (ROOT / "docs" / "verification.md").read_text(encoding="utf-8")
    made = page.split(f"<!-- made: {mark} -->")[1].split(f"<!-- end: {mark} -->")[0]
    lines = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in made.strip().splitlines()
    ]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[2:]]
