"""What is downloaded is what is shown."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pandas as pd
import pyarrow.parquet as pq
import pytest

from experiments.comparison.paired_effects import SHOWN_OUTCOMES
from experiments.comparison.planned_looks import FIRST
from experiments.comparison.verdicts import MARGINS
from narrows.view import downloads
from narrows.view.effect_summary import LEAST, SO_FAR, Findings
from narrows.view.paired_replicate import Question, run_pair
from narrows.view.paired_worlds import Worlds
from runs.results_tables import KEY
from scenarios.errors import InputError
from scenarios.loader import load_scenario

pytestmark = pytest.mark.slow

DAYS = 40


@pytest.fixture(scope="module")
def question():
    terms = {"days": DAYS, "warmup_days": 40}
    return Question(
        replace(load_scenario("baseline"), **terms),
        replace(load_scenario("strict-gangs"), **terms),
        seed=1,
        fitted=False,
    )


@pytest.fixture(scope="module")
def pairs(question):
    return [run_pair(question, number) for number in range(12)]


@pytest.fixture(scope="module")
def findings(question, pairs):
    """What the first planned look gives; replicates are those that ran, over and over."""
    return Findings.after(question, [pairs[number % len(pairs)] for number in range(FIRST)])


@pytest.fixture(scope="module")
def early(question, pairs):
    """What is known before it."""
    return Findings.after(question, pairs[:LEAST])


def test_effects_are_those_of_the_findings_in_both_formats(findings):
    table = pd.read_csv(BytesIO(downloads.table("effects", "csv", findings)))
    assert list(table["outcome"]) == list(SHOWN_OUTCOMES)
    rows = table.set_index("outcome")
    arrivals, shown = rows.loc["arrivals"], findings.changed["arrivals"].shown
    assert arrivals["difference"] == pytest.approx(shown.mean)
    assert arrivals["low"] == pytest.approx(shown.low)
    assert arrivals["replicates"] == FIRST
    assert set(rows.index[rows["verdict"].notna()]) == set(MARGINS)
    kept = pq.read_table(BytesIO(downloads.table("effects", "parquet", findings)))
    assert KEY in kept.schema.metadata
    assert kept.num_rows == len(SHOWN_OUTCOMES)


def test_before_the_first_look_tables_have_no_verdict_and_there_is_no_figure(early):
    for what in ("effects", "flows"):
        table = pd.read_csv(BytesIO(downloads.table(what, "csv", early)))
        assert table["verdict"].isna().all()
        assert set(table["interval"]) <= {"single", "range"}
    with pytest.raises(InputError, match=SO_FAR):
        downloads.figure("effects", "png", early)


@pytest.mark.parametrize(
    ("what", "number"), [("outcomes", 2 * FIRST), ("daily", 2 * DAYS), ("flows", 2 * 62)]
)
def test_tables_have_their_rows(findings, what, number):
    for suffix in ("csv", "parquet"):
        data = BytesIO(downloads.table(what, suffix, findings))
        table = pd.read_csv(data) if suffix == "csv" else pd.read_parquet(data)
        assert len(table) == number


def test_days_are_those_of_the_frames(world, question):
    worlds = Worlds(world, question.baseline, question.changed, 1, 0)
    worlds.go(19)
    table = pd.read_csv(BytesIO(downloads.days(worlds, "csv")))
    assert len(table) == 40
    totals = table.groupby("world")[["arrivals", "deaths"]].sum()
    for world_name, frame in zip(("baseline", "changed"), worlds.frames, strict=True):
        assert totals.loc[world_name, "arrivals"] == frame["totals"]["arrivals"]
        assert totals.loc[world_name, "deaths"] == frame["totals"]["deaths"]


@pytest.mark.parametrize("what", ["effects", "timeline"])
def test_figures_are_images(findings, what):
    assert downloads.figure(what, "png", findings).startswith(b"\x89PNG")
    assert b"<svg" in downloads.figure(what, "svg", findings)


@pytest.mark.parametrize(
    "ask",
    [
        lambda kept: downloads.table("secrets", "csv", kept),
        lambda kept: downloads.table("effects", "exe", kept),
        lambda kept: downloads.figure("effects", "pdf", kept),
        lambda kept: downloads.figure("../x", "png", kept),
    ],
)
def test_what_there_is_not_is_reported(findings, ask):
    with pytest.raises(InputError, match="there is no"):
        ask(findings)
