"""The forecast command: paths by month, the same every time, and nothing lost by a wrong word."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import date

import pytest

from calibration import hubverse
from calibration.forecasts import UNITS
from calibration.posterior import load_posterior
from narrows.cli.main import main

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("quick_forecasts")]

FAST = ("--months", "2", "--replicates", "3", "--workers", "1")


@pytest.fixture(autouse=True)
def early(tmp_path_factory, monkeypatch):
    """A posterior that knows little, so that runs are short."""
    carried = load_posterior()
    path = tmp_path_factory.mktemp("early") / "posterior.parquet"
    replace(carried, facts=dict(carried.facts) | {"cutoff": "2022-12-31"}).write(path)
    monkeypatch.setattr("narrows.cli.actions.inputs.FILE", path)


def run(*words: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["forecast", *words])
    return int(ended.value.code or 0)


def test_paths_have_a_row_a_replicate_and_month(tmp_path, capsys):
    path = tmp_path / "paths.csv"
    assert run("--from", "2023-01-01", "--out", str(path), *FAST) == 0
    with path.open() as file:
        rows = list(csv.DictReader(file))
    assert [(row["replicate"], row["month"]) for row in rows] == [
        (str(replicate), month) for replicate in range(3) for month in ("2023-01", "2023-02")
    ]
    for row in rows:
        assert int(row["arrivals"]) >= 0
        assert (int(row["boats"]) > 0) == (int(row["arrivals"]) > 0)
    assert {path.name for path in tmp_path.iterdir()} == {
        "paths.csv", "paths.json", "paths.svg", "paths.png",
    }  # fmt: skip
    shown = capsys.readouterr().out
    assert "deaths" in shown and "2023-02" in shown and "reasonable worst" in shown
    about = json.loads((tmp_path / "paths.json").read_text())
    assert about["units"] == UNITS and about["provenance"]["seed"] == 1
    first = path.read_bytes()
    assert run("--from", "2023-02-01", "--out", str(path), *FAST[2:], "--months", "1") == 0
    later = [line for line in first.decode().splitlines() if "2023-02" in line]
    assert path.read_text().splitlines()[1:] == later


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (("--from", "2022-01-01"), "--from is 2022-01-01; it must be the first day of a month"),
        (("--from", "soon"), "--from is 'soon'; it must be"),
        (("--from", "2023-01-15"), "2023-01-01 or later"),
        (("--months", "0"), "--months is 0; it must be a whole number from 1 to 60"),
        (("nothing",), "unknown scenario 'nothing'"),
        (("--out", "paths.txt"), "must end in .csv or .parquet"),
        (("--out", ""), "--out is empty"),
        (("--format", "excel"), "--format is 'excel'; it must be paths or hubverse"),
        (("--out", "nowhere/paths.csv"), "there is no folder nowhere"),
    ],
)
def test_a_wrong_word_is_one_line_at_its_place(tmp_path, monkeypatch, capsys, words, fault):
    monkeypatch.chdir(tmp_path)
    given = words if "--out" in words else (*words, "--out", "paths.csv")
    assert run(*given) == 2
    said = capsys.readouterr().err
    assert fault in said and said.count("\n") == 1
    assert said.startswith("command line:1:")
    assert not list(tmp_path.iterdir())


def test_somebody_elses_file_is_not_replaced(tmp_path, capsys):
    path = tmp_path / "mine.csv"
    path.write_text("a,b\n1,2\n")
    assert run("--out", str(path)) == 2
    assert "holds something else" in capsys.readouterr().err
    assert path.read_text() == "a,b\n1,2\n"


def test_json_has_months_outcomes_units_quantiles_and_cases(tmp_path, capsys):
    path = tmp_path / "paths.parquet"
    words = ("--json", "--from", "2023-02-01", "--seed", "3", *FAST[2:], "--months", "1")
    assert run("baseline", *words, "--out", str(path)) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["months"] == ["2023-02"] and said["seed"] == 3 and said["replicates"] == 3
    assert said["outcomes"] == list(UNITS) == list(said["quantiles"])
    assert list(said["quantiles"]["arrivals"]) == list(said["levels"])
    assert set(said["cases"]) == {"reasonable best", "central", "reasonable worst"}
    assert path.exists() and str(path) in said["files"]


def test_a_hub_has_configuration_metadata_and_model_output(tmp_path, capsys):
    hub = tmp_path / "hub"
    assert run("baseline", "--format", "hubverse", "--out", str(hub), *FAST) == 0
    written = {path.relative_to(hub).as_posix() for path in hub.rglob("*") if path.is_file()}
    assert written == set(hubverse.files(date(2023, 1, 1)))
    assert run("--format", "hubverse", *FAST) == 2
    assert "needs --out" in capsys.readouterr().err


def test_a_forecast_is_scored_on_what_came(tmp_path, capsys):
    path = tmp_path / "paths.csv"
    assert run("baseline", "--out", str(path), *FAST) == 0
    capsys.readouterr()
    assert run("score", str(path), "--json") == 0
    (scored,) = json.loads(capsys.readouterr().out)
    assert scored["months"] == ["2023-01", "2023-02"] and scored["not_known_yet"] == []
    assert scored["outcomes"]["boats"]["means"]["crps"] > 0
    assert run("score", str(path), "--baselines") == 0
    shown = capsys.readouterr().out
    assert "scaled last year" in shown and "this one" in shown
    assert shown.count("2023-02") == 4


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (("none.csv",), "there is no file none.csv"),
        (("mine.csv",), "cannot be read as a forecast"),
        (("later.csv",), "it is of 2031-01 to 2031-01, and months are known from"),
        (("later.csv", "--against", "none"), "there is no folder none"),
        (("later.csv", "--against", "."), "there is no data folder"),
    ],
)
def test_what_cannot_be_scored_is_one_line(tmp_path, monkeypatch, capsys, words, fault):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.csv").write_text("a,b\n1,2\n")
    (tmp_path / "later.csv").write_text("replicate,month,boats\n0,2031-01,2\n1,2031-01,3\n")
    assert run("score", *words) == 2
    said = capsys.readouterr().err
    assert fault in said and said.count("\n") == 1
