"""Real runs from the command line to the files."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import redirect_stdout
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from calibration.posterior import load_posterior
from experiments.comparison.paired_effects import SHOWN_OUTCOMES
from experiments.comparison.verdicts import MARGINS
from narrows.cli.main import main
from runs.comparison_design import Comparison
from runs.results_tables import read_provenance
from runs.runner import execute
from scenarios.loader import load_scenario

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]
SHORT = ("--days", "30", "--replicates", "2", "--seed", "3")
COMPARE = ("compare", "baseline", "upstream-equipment", *SHORT)


def start(*words: str, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "narrows.cli.main", *words],
        cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip


def narrows(*words: str, folder: Path) -> str:
    process = start(*words, folder=folder)
    out, err = process.communicate()
    assert process.returncode == 0, err
    return out


def within(*words: str) -> str:
    """Run in this process, which looks up the commit once: one made meanwhile is no fault."""
    out = io.StringIO()
    with redirect_stdout(out), pytest.raises(SystemExit) as ended:
        main(words)
    assert not ended.value.code
    return out.getvalue()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("compared")


@pytest.fixture(scope="module")
def one(folder):
    return within(*COMPARE, "--workers", "1", "--out", str(folder / "one"), "--json")


@pytest.fixture(scope="module")
def two(folder):
    return within(*COMPARE, "--workers", "2", "--out", str(folder / "two"), "--json")


def test_every_file_has_the_same_bytes_on_one_worker_and_on_two(folder, one, two):
    assert one == two
    files = {path.relative_to(folder / "one") for path in (folder / "one").rglob("*.*")}
    assert files == {path.relative_to(folder / "two") for path in (folder / "two").rglob("*.*")}
    assert {path.name for path in files} == {
        "outcomes.parquet", "daily.parquet", "outcomes.csv", "daily.csv", "report.md",
        "effects.svg", "effects.png", "timeline.svg", "timeline.png", "assurance.md",
    }  # fmt: skip
    for path in files:
        assert (folder / "one" / path).read_bytes() == (folder / "two" / path).read_bytes(), path


def test_json_is_one_object_with_an_effect_for_every_outcome(one):
    found = json.loads(one)
    assert (found["baseline"], found["seed"], found["replicates"]) == ("baseline", 3, 2)
    assert list(found["scenarios"]) == ["baseline", "upstream-equipment"]
    keys = ["unit", "mean", "difference", "low", "high", "interval", "verdict", "margin",
            "detectable", "replicates_to_tell", "single_low", "single_high", "p05", "p95",
            "mean_low", "mean_high"]  # fmt: skip
    for scenario in found["scenarios"].values():
        assert list(scenario) == list(SHOWN_OUTCOMES)
        assert all(list(effect)[: len(keys)] == keys for effect in scenario.values())
    policy = found["scenarios"]["upstream-equipment"]
    spread = [
        "variance_shares", "variance_share_intervals", "variance_shares_unknown", "held_fixed",
        "drivers",
    ]  # fmt: skip
    for name, effect in policy.items():
        assert list(effect)[len(keys) :] == (spread if name in MARGINS else [])
    judged = {name for name, effect in policy.items() if effect["verdict"]}
    assert judged == set(MARGINS), "headline outcomes alone, realised deaths not among them"
    assert all(policy[name]["interval"] == "simultaneous" for name in judged)
    assert found["scenarios"]["baseline"]["arrivals"]["difference"] == 0
    assert found["scenarios"]["baseline"]["arrivals"]["mean"] > 0


@pytest.mark.usefixtures("one")
def test_the_results_say_how_to_repeat_them(folder):
    facts = read_provenance(folder / "one" / "outcomes.parquet")
    assert (facts["seed"], facts["replicates"], facts["days"]) == (3, 2, 30)
    command = "narrows compare baseline upstream-equipment --replicates 2 --days 30 "
    command += "--run-out 180 --seed 3"
    assert f"{command}\n" in (folder / "one" / "report.md").read_text()


def test_results_are_of_the_fitted_posterior_and_say_so(folder, one):
    posterior = load_posterior()
    wanted = {
        "kind": "posterior", "sha256": posterior.digest,
        "cutoff": posterior.facts["cutoff"], "members": posterior.members,
    }  # fmt: skip
    for name in ("outcomes.parquet", "daily.parquet"):
        assert read_provenance(folder / "one" / name)["parameters_from"] == wanted
    assert json.loads(one)["parameters_from"] == wanted
    text = (folder / "one" / "report.md").read_text()
    assert posterior.digest[:12] in text and "**What the posterior gives**" in text
    assert posterior.digest[:12] in (folder / "one" / "figures" / "effects.svg").read_text()


@pytest.mark.parametrize("command", ["run", "compare", "displacement"])
def test_declared_defaults_are_run_when_asked_for(world, tmp_path, command):
    others = [] if command == "run" else ["upstream-equipment"]
    names = ["baseline", *others]
    short = ("--days", "5", "--replicates", "1", "--seed", "3", "--workers", "1")
    found = json.loads(
        within(command, *names, *short, "--declared", "--json", "--out", str(tmp_path / "a"))
    )
    assert found["parameters_from"] == {"kind": "declared defaults"}
    table = pq.read_table(tmp_path / "a" / "outcomes.parquet").to_pylist()
    scenarios = tuple(load_scenario(name).lasting(5) for name in names)
    alone = execute(world, Comparison(scenarios, 3, 1))
    for row, index in zip(table, range(len(names)), strict=True):
        assert row["entered"] == alone.outcome(names[index], "entered")[0]
        assert row["people_waiting"] == alone.outcome(names[index], "people_waiting")[0]
    drawn = execute(world, Comparison(scenarios, 3, 1, posterior=load_posterior()))
    assert drawn.outcome("baseline", "people_waiting")[0] != table[0]["people_waiting"]
    if others:
        assert "--declared" in (tmp_path / "a" / "report.md").read_text()


def test_a_table_and_sentences_are_printed_and_the_folder_named(tmp_path):
    out = narrows(*COMPARE[:-4], "--replicates", "2", "--workers", "1", folder=tmp_path)
    for text in ("Arrivals", "Deaths", "upstream-equipment", "Arrivals: ", "Deaths: ", "report.md"):
        assert text in out
    assert (tmp_path / "results" / "compare-baseline-upstream-equipment").is_dir()


def test_one_world_is_drawn_and_its_outcomes_have_intervals(tmp_path):
    words = ("run", "baseline", *SHORT, "--workers", "1", "--json", "--out", "here")
    found = json.loads(narrows(*words, folder=tmp_path))
    assert found["outcomes"]["arrivals"].keys() == {"unit", "mean", "low", "high"}
    assert {path.name for path in (tmp_path / "here").rglob("*.*")} == {
        "outcomes.parquet", "daily.parquet", "outcomes.csv", "daily.csv",
        "one-world.svg", "one-world.png",
    }  # fmt: skip


def test_an_account_of_a_reduction_adds_up_and_is_written(tmp_path):
    words = ("displacement", "baseline", "upstream-equipment", *SHORT, "--zone", "CQF", "--out")
    found = json.loads(within(*words, str(tmp_path / "here"), "--workers", "2", "--json"))
    assert found["focus"] == {
        "corridor": None, "zone": "CQF", "method": None, "from": "2024-01-01",
        "until": "2024-01-30",
    }  # fmt: skip
    assert {"arrivals", "deaths", "local_deaths", "stayed"} <= found.keys()
    for what in ("people", "boats"):
        account = found[what]
        assert list(account["parts"]) == ["moved", "open", "did_not_come"]
        for rows in (account["parts"], account["rows"]):
            total = sum(row["net"]["mean"] for row in rows.values())
            assert total == pytest.approx(account["reduction"]["net"]["mean"])
        assert account["in_focus"]["baseline"] > 0
    assert {path.name for path in (tmp_path / "here").rglob("*.*")} == {
        "outcomes.parquet", "daily.parquet", "outcomes.csv", "daily.csv",
        "displacement.parquet", "report.md",
        "displacement.svg", "displacement.png",
    }  # fmt: skip


def test_an_account_is_printed_with_deaths_beside_arrivals(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    out = within("displacement", "baseline", "upstream-equipment", *SHORT, "--workers", "1")
    for text in ("Reduction in the focus", "gave up the route", "- Arrivals: ", "- Deaths: "):
        assert text in out
    assert (tmp_path / "results" / "displacement-baseline-upstream-equipment").is_dir()


def test_an_interrupt_is_one_line_and_leaves_nothing(tmp_path):
    words = ("compare", "baseline", "bsc-package", "--replicates", "200", "--workers", "2")
    process = start(*words, folder=tmp_path)
    time.sleep(5)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out) == (130, "")
    assert err.endswith("\ninterrupted; nothing half-written is left\n")
    assert err.splitlines()[:-1] == [line for line in err.splitlines() if "data end on" in line]
    assert list(tmp_path.iterdir()) == []


def test_help_loads_nothing_heavy():
    program = (
        "import sys\nfrom narrows.cli.main import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit as ended:\n    assert not ended.code\n"
        "heavy = {'mesa', 'numpy', 'scipy', 'pandas', 'matplotlib', 'pyarrow', 'solara'}\n"
        "assert not heavy & sys.modules.keys(), heavy & sys.modules.keys()\n"
    )
    helps = ([command, "--help"] for command in ("compare", "displacement", "trace", "evidence"))
    for words in ([], ["--help"], *helps, ["--version"]):
        subprocess.run([sys.executable, "-c", program, *words], cwd=ROOT, check=True, timeout=30)


@pytest.mark.parametrize("command", ["list", "run", "compare", "displacement", "trace", "evidence"])
def test_each_command_shows_an_example(command, capsys):
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert not ended.value.code
    assert f"Example: narrows {command}" in capsys.readouterr().out
