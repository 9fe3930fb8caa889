from __future__ import annotations

import re
import shutil

import numpy as np
import pyarrow.csv as pc
import pyarrow.parquet as pq
import pytest

from experiments.comparison.paired_effects import SHOWN_OUTCOMES
from experiments.comparison.verdicts import LACKS_ALL
from experiments.reporting.study_answer import save_report
from experiments.reporting.study_report import failures_of
from experiments.study.analysis.displacement_parts import PARTS
from experiments.study.stored_study import open_study
from runs import provenance
from scenarios.packaged_places import OUTCOMES
from sim.simulation import Simulation

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def saved(reported, tmp_path_factory):
    """A copy of the study, whose report was written anew over leftovers of another."""
    folder = tmp_path_factory.mktemp("saved") / "study"
    shutil.copytree(reported, folder)
    (folder / "tables" / "worth.csv").write_text("left over")
    (folder / "figures" / "worth.svg").write_text("left over")
    save_report(open_study(folder), [])
    return folder


def _rows(folder, name):
    return pq.read_table(folder / "tables" / f"{name}.parquet").to_pylist()


def test_the_report_is_the_same_each_time_and_leaves_nothing_of_another(saved, reported):
    for path in [*reported.rglob("*.svg"), *reported.rglob("*.csv"), *reported.rglob("*.md")]:
        there = saved / path.relative_to(reported)
        assert there.read_bytes() == path.read_bytes(), path
    assert not list(saved.rglob("worth.*")), "no policy of this study costs anything"


def test_the_log_names_the_commit_that_ran_it_wherever_it_is_written(saved, monkeypatch):
    written, kept = (saved / "assurance.md").read_text(), open_study(saved)
    assert str(kept.facts["commit"] or "not known") in written
    monkeypatch.setattr(provenance, "commit", lambda: "0" * 40)
    save_report(kept, [])
    assert (saved / "assurance.md").read_text() == written


def test_every_outcome_of_every_point_has_its_effect_and_interval(saved):
    effects = _rows(saved, "effects")
    assert [(row["point"], row["outcome"]) for row in effects] == [
        (point, outcome) for point in (1, 2) for outcome in SHOWN_OUTCOMES
    ]
    assert not {"chance", "chance_corrected"} & set(effects[0])
    stopped = [row for row in effects if row["outcome"] == "interceptions"]
    for row in stopped:
        assert row["low"] < row["difference"] < row["high"] < 0
        assert (row["interval"], row["replicates"]) == ("bootstrap", 80)
        assert row["verdict"] is row["simultaneous_low"] is row["detectable"] is None
    assert stopped[1]["difference"] < stopped[0]["difference"]


def test_effects_are_means_of_paired_differences(saved):
    found = open_study(saved).values(["interceptions"]).outcomes["interceptions"]
    [row] = [
        row for row in _rows(saved, "effects")
        if (row["point"], row["outcome"]) == (2, "interceptions")
    ]  # fmt: skip
    assert row["difference"] == pytest.approx((found[2] - found[0]).mean())
    [gain] = [
        row["gain"] for row in _rows(saved, "pairing")
        if (row["point"], row["outcome"]) == (2, "interceptions")
    ]  # fmt: skip
    assert gain == pytest.approx((found[0].var() + found[2].var()) / (found[2] - found[0]).var())


def test_tables_are_there_as_csv_too(saved):
    for path in (saved / "tables").glob("*.parquet"):
        table, plain = pq.read_table(path), pc.read_csv(path.with_suffix(".csv"))
        assert plain.column_names == table.column_names and len(plain) == len(table)


def test_deaths_stand_beside_arrivals_and_every_figure_is_there(saved):
    report = (saved / "report.md").read_text()
    answer = report.split("## Answer")[1].split("##")[0]
    header = "| Scenario | Arrivals | People averted | People delayed | Deaths | Expected deaths |"
    assert header in answer
    figures = re.findall(r"\((figures/.*?)\)", report)
    assert figures
    for each in figures:
        assert (saved / each).exists() and (saved / each).with_suffix(".png").exists()


def test_every_part_of_the_displacement_is_an_outcome():
    assert {part for _, parts in PARTS for part in parts} <= set(OUTCOMES)


@pytest.mark.parametrize("name", ["baseline", "scarce left=0.5"])
def test_a_point_whose_every_run_fails_is_reported_without_numbers(
    tiny, tmp_path, run, monkeypatch, name
):
    advance = Simulation._advance

    def fail(model, stop):
        if model.run_scenario.name == name:
            raise ArithmeticError("no boat is left")
        advance(model, stop)

    monkeypatch.setattr(Simulation, "_advance", fail)
    kept = run(tiny, tmp_path / "failed")
    pairs = save_report(kept, failures_of(kept))
    assert pairs.failed == tiny.replicates
    dead = pairs.by_name["scarce left=0.5"]
    assert np.isnan(dead["deaths"].difference.mean)
    assert dead["arrivals"].judgement.reason == LACKS_ALL
    said = (kept.folder / "report.md").read_text()
    assert f"arrivals: {LACKS_ALL}, so nothing can be said" in said
    assert " nan" not in said
