"""``--posterior`` and ``--data`` on every command that runs the model: used, named, checked."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from calibration import fitting, weather_record
from calibration.data_series.data_folder import DataFolder, Vintage
from calibration.data_series.data_source import DataSource, data_source
from calibration.data_series.declared_series import DAYS
from calibration.data_series.packaged_series import packaged_table
from calibration.data_series.series_table import SeriesTable
from calibration.data_series.spans import day
from calibration.posterior import FILE, Posterior, load_posterior
from calibration.weather_record import Estimate
from narrows.cli.actions import calibrate, sources, view
from scenarios.world_tables import load_world

SHORT = """\
name: short
title: Short
description: Days after the packaged data end, for a test.
start: 2025-11-05
days: 30
warmup_days: 60
"""
OTHER = SHORT.replace("short", "other").replace("Short", "Other")
FEWER = """\
interventions:
  - kind: change
    value: people_interception
    multiply: 0.5
    start: 2025-11-05
"""
FAST = ("--replicates", "2", "--workers", "1", "--json")
LAST = packaged_table(DAYS).last


@pytest.fixture
def mine(tmp_path) -> str:
    """A posterior of four members who bring twice as many people."""
    usual = load_posterior()
    parameters = {name: np.array(values[:4]) for name, values in usual.parameters.items()}
    parameters["people_per_year"] = 2 * parameters["people_per_year"]
    demand = {at: np.array(levels[:4]) for at, levels in usual.demand.items()}
    path = tmp_path / "mine" / "posterior.parquet"
    path.parent.mkdir()
    Posterior(parameters, demand, dict(usual.facts)).write(path)
    return str(path)


@pytest.fixture
def folder(tmp_path, monkeypatch) -> str:
    """A data folder that knows 60 more days, each with two boats; its weather is not fitted."""

    def fit(seen):
        years = sorted(set(seen.years.tolist()))
        return Estimate(load_world().climate, 0.02, 0.5, dict.fromkeys(years, 0.9))

    monkeypatch.setattr(weather_record, "fit", fit)
    rows = {day(LAST + timedelta(number)): (60, 2) for number in range(1, 61)}
    made = SeriesTable(DAYS, rows, LAST + timedelta(1), LAST + timedelta(60))
    kept = DataFolder(tmp_path / "my-data", may_be_new=True)
    vintage = Vintage(
        "", "x.csv", "0" * 64, "plain", "ours", "not to be passed on", LAST, LAST, ()
    )  # fmt: skip
    kept.add(vintage, [made])
    return str(kept.path)


@pytest.fixture
def scenarios(tmp_path, typed) -> None:
    del typed
    (tmp_path / "short.yaml").write_text(SHORT)
    (tmp_path / "other.yaml").write_text(OTHER + FEWER)


COMMANDS = (
    ("run", "short.yaml"),
    ("compare", "short.yaml", "other.yaml", "--run-out", "0"),
    ("displacement", "short.yaml", "other.yaml"),
)


@pytest.mark.usefixtures("scenarios")
@pytest.mark.parametrize("command", COMMANDS, ids=lambda words: words[0])
def test_a_command_runs_on_the_posterior_and_the_data_named(command, typed, mine, folder):
    code, usual, err = typed(*command, *FAST)
    assert code == 0 and err.count("data end on 31 October 2025, ") == 1
    same = typed(*command, *FAST, "--posterior", str(FILE))[1]
    assert same == usual
    assert typed(*command, *FAST, "--data", "2025-10-31")[1] == usual
    other = json.loads(typed(*command, *FAST, "--posterior", mine)[1])
    shown = json.loads(usual)
    assert other["parameters_from"]["sha256"] == load_posterior(Path(mine)).digest
    known = json.loads(typed(*command, *FAST, "--data", folder)[1])
    assert shown["data"]["last_day"] == "2025-10-31" and not shown["data"]["added"]
    assert known["data"]["last_day"] == "2025-12-30" and len(known["data"]["added"]) == 1
    assert len({each["data"]["sha256"] for each in (shown, known)}) == 2
    for changed in (other, known):
        values = changed.keys() - {"parameters_from", "data"}
        assert any(changed[key] != shown[key] for key in values)


@pytest.mark.usefixtures("scenarios")
def test_the_folder_of_a_posterior_is_as_good_and_first_lines_name_both(typed, mine):
    words = ("run", "short.yaml", *FAST[:-1], "--posterior", str(Path(mine).parent))
    code, out, _ = typed(*words, "--out", "results")
    digests = load_posterior(Path(mine)).digest[:12], DataSource().sha256[:12]
    assert code == 0 and all(each in out.partition("\n")[0] for each in digests)
    assert "data to 2025-10-31" in out.partition("\n")[0]


@pytest.mark.usefixtures("scenarios")
def test_a_trace_is_of_the_posterior_named(typed, mine, folder):
    words = ("trace", "short.yaml", "--json")
    usual, other = (json.loads(typed(*words, *more)[1]) for more in ((), ("--posterior", mine)))
    known = json.loads(typed(*words, "--data", folder)[1])
    assert usual["months"] != other["months"] and usual["months"] != known["months"]
    assert known["data"]["last_day"] == "2025-12-30"


TINY = """\
name: tiny
question: How few?
scenarios:
  - other.yaml
baseline: short.yaml
replicates: 2
"""


@pytest.mark.slow
@pytest.mark.usefixtures("scenarios")
def test_a_study_keeps_the_data_and_the_posterior_that_it_ran_on(tmp_path, typed, mine, folder):
    (tmp_path / "tiny.yaml").write_text(f"{TINY}posterior: mine\ndata: my-data\n")
    words = ("study", "tiny.yaml", "--workers", "1", "--json")
    code, own, err = typed(*words, "--out", "one")
    assert code == 0, err
    (tmp_path / "tiny.yaml").write_text(TINY)
    code, given, _ = typed(*words, "--out", "two", "--posterior", mine, "--data", folder)
    usual = json.loads(typed(*words, "--out", "three")[1])
    own, given = json.loads(own), json.loads(given)
    assert own["points"] == given["points"] != usual["points"]
    assert own["data"] == data_source(folder).facts and usual["data"] == DataSource().facts
    assert own["members_sha256"] == load_posterior(Path(mine)).digest
    kept = {path.name for path in (tmp_path / "one").iterdir()}
    assert {"known-world.json", "data-sources.json", "data-small-boat-days.csv"} <= kept
    assert "known-world.json" not in {path.name for path in (tmp_path / "three").iterdir()}
    code, _, err = typed(*words, "--out", "two")
    assert code == 2 and "holds another study" in err
    _check_bundle(tmp_path, typed)


def _check_bundle(tmp_path, typed):
    """What may not be passed on is left out, its sums are there, and it runs again without it."""
    assert typed("publish", "one", "--out", "bundle")[0] == 0
    kept = {path.name for path in (tmp_path / "bundle" / "study").iterdir()}
    assert "data-small-boat-days.csv" not in kept
    assert {"data-deaths-at-sea.csv", "known-world.json"} <= kept
    named = json.loads((tmp_path / "bundle" / "study" / "data-sources.json").read_text())
    assert named["sha256"] and any("file_sha256" in row for row in named["sources"])
    shutil.rmtree(tmp_path / "my-data")
    code, out, err = typed("verify", "bundle", "--rerun", "all", "--workers", "1")
    assert code == 0, out + err


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (("--posterior", "nowhere"), "there is no file nowhere; give a posterior.parquet that"),
        (("--posterior", "short.yaml"), "short.yaml cannot be read as a posterior; give"),
        (("--posterior", "short.yaml", "--declared"), "--posterior and --declared exclude each"),
        (("--data", "nowhere"), "there is no data folder here; narrows data add FILE"),
    ],
)
@pytest.mark.usefixtures("scenarios")
@pytest.mark.parametrize("command", COMMANDS, ids=lambda words: words[0])
def test_what_cannot_be_used_is_one_line(typed, command, words, fault):
    code, out, err = typed(*command, *words)
    assert code == 2 and not out and err.count("\n") == 1 and fault in err


@pytest.mark.usefixtures("scenarios")
@pytest.mark.parametrize("command", ["forecast", "validate"])
def test_a_posterior_that_knows_more_than_the_data_is_refused(typed, mine, command, tmp_path):
    late = replace(load_posterior(Path(mine)))
    late.facts["cutoff"] = "2026-03-31"
    late.write(tmp_path / "late.parquet")
    words = ("--out", "paths.csv") if command == "forecast" else ()
    code, _, err = typed(command, *words, "--posterior", "late.parquet")
    assert code == 2 and err.count("\n") == 1
    assert "the posterior knows data to 2026-03-31, and the data given end on 2025-10-31" in err


def test_data_are_called_stale_once_and_only_if_they_are(monkeypatch, capsys):
    class Today(date):
        @classmethod
        def today(cls):
            return cls(2025, 12, 1)

    monkeypatch.setattr(sources, "date", Today)
    sources.note_stale(DataSource())
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(Today, "today", classmethod(lambda cls: cls(2026, 11, 28)))
    sources.note_stale(DataSource())
    assert capsys.readouterr().err == "data end on 31 October 2025, 13 months ago\n"


@pytest.mark.usefixtures("scenarios")
def test_a_fit_is_of_what_is_named(tmp_path, typed, mine, folder, monkeypatch):
    """The fit itself is replaced by one that says what it would fit."""
    designs = []

    class Fitted(fitting.Fit):
        def save(self, begun=lambda: None):
            begun()
            designs.append(self.design)
            raise calibrate.InputError("stopped here")

    monkeypatch.setattr(calibrate, "Fit", Fitted)
    (tmp_path / "mine.csv").write_text(TARGETS)
    (tmp_path / "priors.csv").write_text(PRIORS)
    words = ("--data", folder, "--scenario", "other.yaml", "--from", mine, "--members", "20")
    files = ("--targets", "mine.csv", "--priors", "priors.csv")
    _, _, err = typed("calibrate", *words, *files, "--cutoff", "2025-12-15")
    assert "deaths-at-sea end on 2025-10-31; the fit uses them to then" in err, err
    [design] = designs
    assert design.cutoff == date(2025, 12, 15) and design.data == data_source(folder)
    assert design.runs == 6 * 20 and design.start is not None
    assert [each.kind for each in design.past.interventions] == ["change"]
    assert [target.name for target in design.targets] == ["people"]
    assert design.targets[0].low.size == 11, "months of 2025, of which December is not whole"
    assert design.priors.names[:1] == ("price_reference",)
    typed("calibrate", "--scenario", "other.yaml", "--cutoff", "2025-06-30")
    assert not designs[-1].past.interventions, "it had not begun"


TARGETS = """\
name,what,statistic,first,last,scale,measurement,structural,use
people,People arrived by month.,monthly_arrivals,2025-01-01,,log-count,0.01,0.3,fitted
"""
PRIORS = """\
parameter,low,high,scale,reason
price_reference,2200,4000,log,what was quoted
"""


def test_the_page_runs_on_what_is_named(typed, mine, folder, monkeypatch):
    from narrows.view import chosen_sources, server

    monkeypatch.setattr(chosen_sources, "_chosen", [chosen_sources.ChosenSources()])
    monkeypatch.setattr(server, "serve", lambda *_: None)
    assert typed("view", "--posterior", mine, "--data", folder)[0] == 0
    used = chosen_sources.chosen()
    assert used.posterior.members == 4 and used.data.last_day == date(2025, 12, 30)
    assert used.world is not load_world()
    assert view is not None
