"""The validate command: what it shows and writes, and what it says of a wrong word."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from calibration.patterns.declared_patterns import load_patterns
from calibration.patterns.pattern_values import Value
from calibration.posterior import FILE, load_posterior
from calibration.reporting import scoreboard_folder
from calibration.targets import load_targets
from calibration.validation.past_worlds import past
from calibration.validation.posterior_runs import run_past
from calibration.validation.scoreboard import Judged
from narrows.cli.main import main
from runs.intervals import Interval

pytestmark = pytest.mark.slow

MEMBERS = load_posterior().members


def run(*words: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["validate", *words])
    return int(ended.value.code or 0)


@pytest.fixture(scope="module")
def tables():
    posterior = load_posterior()
    return run_past(posterior, past(2, posterior), 1, lambda *_: None)


@pytest.fixture
def quick(monkeypatch, tables):
    """The past as run once for all tests, and patterns without runs: every measure is 1."""
    ones = Value(Interval(1.0, 1.0, 1.0), (1.0, 1.0))
    judged = tuple(
        Judged(each, {one.measure: ones for one in each.measures}) for each in load_patterns()
    )
    monkeypatch.setattr(scoreboard_folder, "run_past", lambda *_: tables)
    monkeypatch.setattr(scoreboard_folder, "run_all", lambda *_: None)
    monkeypatch.setattr(scoreboard_folder, "judged", lambda *_: judged)


@pytest.mark.usefixtures("quick")
def test_it_shows_every_target_and_pattern_and_writes_the_folder(tmp_path, capsys):
    out = tmp_path / "board"
    assert run("--replicates", "2", "--workers", "1", "--out", str(out)) == 0
    shown = capsys.readouterr().out
    for target in load_targets():
        assert target.name in shown
    for number, pattern in enumerate(load_patterns(), start=1):
        assert f"{number}. {pattern.title}" in shown
    origin, first, second, third, *_ = shown.splitlines()
    assert load_posterior().digest[:12] in origin
    assert "fitted targets lie in their bands" in first
    assert "held out targets lie in their bands" in second
    assert "of 8 patterns are reproduced" in third
    assert {path.name for path in out.iterdir()} == {"figures", "scoreboard.md", "targets.csv"}


@pytest.mark.usefixtures("quick")
def test_json_is_one_object(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert run("--replicates", "2", "--json", "--posterior", str(FILE)) == 0
    found = json.loads(capsys.readouterr().out)
    assert {each["target"] for each in found["targets"]} == {t.name for t in load_targets()}
    assert len(found["patterns"]) == found["patterns_reproduced"]["of"] == 8
    part = found["targets"][0]["parts"][0]
    assert {"part", "seen_low", "seen_high", "simulated", "low", "high", "z", "in"} <= part.keys()
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (("--replicates", "0"), "--replicates is 0; it must be a whole number from 2 to"),
        (("--replicates", "1"), f"it must be a whole number from 2 to {MEMBERS}, the number of"),
        (("--replicates", str(MEMBERS + 1)), f"it must be a whole number from 2 to {MEMBERS}"),
        (("--replicates", "many"), "--replicates is 'many'; it must be a whole number"),
        (("--workers", "0"), "--workers is 0; it must be a whole number from 1 to"),
        (("--posterior", "none.parquet"), "there is no file none.parquet; give a posterior"),
        (
            ("--posterior", "text.parquet"),
            "text.parquet cannot be read as a posterior; give",
        ),
        (
            ("--posterior", "other.parquet"),
            "other.parquet cannot be read as a posterior; give",
        ),
        (("--out", ""), "--out is empty; give a folder"),
        (("--out", "mine"), "holds 'notes.txt', which is not a result; give a new folder"),
        (("--seed", "3"), "unknown option '--seed'"),
    ],
)
def test_a_wrong_word_is_one_line_at_its_place(tmp_path, monkeypatch, capsys, words, fault):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "text.parquet").write_text("a,b\n")
    pq.write_table(pa.table({"member": [0, 1], "price": [1.0, 2.0]}), "other.parquet")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine")
    before = sorted(tmp_path.rglob("*"))
    assert run(*words) == 2
    said = capsys.readouterr().err
    assert fault in said and said.count("\n") == 1
    assert said.startswith("command line:1:")
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("lacking", "parameters", "fault"),
    [
        ("targets", {}, "what it says of its fit lacks targets; give a posterior"),
        ("seed", {}, "what it says of its fit lacks seed; give a posterior"),
        ("cutoff", {}, "what it says of its fit lacks cutoff; give a posterior"),
        ("", {"luck": 1.0}, "the model has no parameter 'luck'; give a posterior"),
        ("", {"paid_on_arrival": 7.0}, "paid_on_arrival is not a number within its bounds; give"),
    ],
)
def test_a_posterior_that_cannot_be_used_is_one_line(tmp_path, capsys, lacking, parameters, fault):
    good, path = load_posterior(), tmp_path / "odd.parquet"
    facts = {name: fact for name, fact in good.facts.items() if name != lacking}
    odd = {name: np.full(good.members, value) for name, value in parameters.items()}
    replace(good, parameters={**good.parameters, **odd}, facts=facts).write(path)
    assert run("--posterior", str(path)) == 2
    said = capsys.readouterr().err
    assert fault in said and said.count("\n") == 1
    assert said.startswith("command line:1:") and "--declared" not in said


def test_a_posterior_of_one_member_is_refused(tmp_path, capsys):
    good, path = load_posterior(), tmp_path / "one.parquet"
    parameters = {name: values[:1] for name, values in good.parameters.items()}
    demand = {at: values[:1] for at, values in good.demand.items()}
    replace(good, parameters=parameters, demand=demand).write(path)
    assert run("--posterior", str(path)) == 2
    assert "has one member, which has no spread" in capsys.readouterr().err
