"""Results in Python are those of the command line, as tables with units and provenance."""

from __future__ import annotations

import importlib
import inspect
import json
import warnings

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

import narrows
from narrows.api import fits
from narrows.api.tables import unit_of_column
from runs.arrivals_accounting import PARTS
from scenarios.packaged_places import DAILY_COLUMNS, OUTCOMES
from tests.narrows import tiny_study

pytestmark = pytest.mark.slow

START = "2024-01-02"
DURING_WARM_UP = "2023-08-01"
SHORT = {"days": 4, "replicates": 2, "seed": 3, "workers": 1, "progress": False}
WORDS = ("--days", "4", "--replicates", "2", "--seed", "3", "--workers", "1")
TINY = f"{tiny_study.TINY}daily: 1\n"


@pytest.fixture(scope="module")
def scarce(tmp_path_factory):
    """Path of a scenario file that both ways of running it read."""
    halved = narrows.change("boat_supply_per_week", multiply=0.5, start=DURING_WARM_UP)
    mine = narrows.scenario("baseline").with_(halved).named("scarce", "Half the boats")
    return mine.save(tmp_path_factory.mktemp("scenario")).source


@pytest.fixture(scope="module")
def compared(scarce):
    return narrows.compare("baseline", scarce, run_out=3, **SHORT)


@pytest.fixture(scope="module")
def local(scarce):
    return narrows.displacement("baseline", scarce, zone="Calais", **SHORT)


@pytest.mark.parametrize(
    ("function", "command", "other_names"),
    [
        (narrows.run, "run", {}),
        (narrows.compare, "compare", {}),
        (narrows.displacement, "displacement", {}),
        (narrows.study, "study", {}),
        (narrows.forecast, "forecast", {}),
        (narrows.fit, "calibrate", {"draws": "members", "folder": "out"}),
    ],
)
def test_defaults_are_those_of_the_command_line(function, command, other_names):
    module = importlib.import_module(f"narrows.cli.commands.{command}")
    typed = inspect.signature(getattr(module, command)).parameters
    checked = 0
    for name, argument in inspect.signature(function).parameters.items():
        option = typed.get(other_names.get(name, name))
        if option is not None and argument.default is not argument.empty:
            assert argument.default == option.default, name
            checked += 1
    assert checked >= 4


def test_effects_are_those_of_the_command_line(compared, scarce, typed):
    words = ("compare", "baseline", scarce, "--run-out", "3", *WORDS, "--json")
    code, out, _ = typed(*words)
    expected = json.loads(out)["scenarios"]["scarce"]
    assert code == 0 and list(compared.effects["outcome"]) == list(expected)
    for row in compared.effects.to_dict("records"):
        for key in row.keys() & expected[row["outcome"]].keys():
            value = expected[row["outcome"]][key]
            missing = value is None and pd.isna(row[key])
            assert missing or row[key] == value, (row["outcome"], key)


def test_effects_of_one_outcome_are_a_table_of_their_own(compared):
    effects = compared.effects
    assert isinstance(effects, pd.DataFrame) and not set(effects.columns) & {*OUTCOMES, *PARTS}
    arrivals = effects["arrivals"]
    wanted = ["scenario", "outcome", "mean", "difference", "low", "high", "verdict", "averted",
              "delayed", "unit"]  # fmt: skip
    assert set(wanted) <= set(arrivals.columns) and type(arrivals) is pd.DataFrame
    assert list(arrivals["scenario"]) == ["scarce"]
    assert arrivals["averted"][0] == effects["averted"]["difference"][0]
    assert effects["boats_in_store"]["difference"][0] < 0
    assert effects["unit"][0] == "people" and "averted" not in effects["deaths"].columns
    assert list(effects[["scenario", "unit"]].columns) == ["scenario", "unit"]
    assert len(effects[effects["outcome"] == "deaths"]) == 1
    with pytest.raises(narrows.InputError, match="unknown outcome 'arivals'; did you mean"):
        effects["arivals"]


def test_tables_are_tidy_with_units_and_provenance(compared):
    outcomes, daily, summary = compared.outcomes, compared.daily, compared.summary
    assert len(outcomes) == 2 * 2 * len(OUTCOMES)
    one = outcomes.query("scenario == 'baseline' and replicate == 1 and outcome == 'arrivals'")
    assert one["value"].item() == compared.results.outcome("baseline", "arrivals")[1]
    assert one["unit"].item() == "people"
    assert len(daily) == 2 * 4 * len(DAILY_COLUMNS)
    day = daily.query("scenario == 'baseline' and column == 'arrivals'")
    assert np.allclose(day["mean"], compared.results.days("baseline", "arrivals").mean(axis=0))
    assert list(day["date"]) == list(pd.date_range("2024-01-01", periods=4))
    assert len(summary) == 2 * len(OUTCOMES)
    for table in (outcomes, daily, summary, compared.effects, compared.effects["deaths"]):
        assert table["unit"].notna().all() and (table["unit"] != "").all()
        facts = table.attrs["provenance"]
        assert facts == compared.provenance and facts["seed"] == 3
        assert facts["parameters_from"]["kind"] == "posterior"
    json.dumps(compared.provenance)


def test_every_daily_column_has_a_unit():
    assert all(unit_of_column(name) for name in DAILY_COLUMNS)


def test_a_report_has_the_bytes_of_the_command_line(compared, scarce, typed, tmp_path):
    words = ("compare", "baseline", scarce, "--run-out", "3", *WORDS)
    assert typed(*words, "--out", "typed")[0] == 0
    compared.report(tmp_path / "called")
    files = sorted(path.relative_to(tmp_path / "typed") for path in (tmp_path / "typed").rglob("*"))
    assert len(files) > 5
    for path in files:
        if (tmp_path / "typed" / path).is_file():
            called = (tmp_path / "called" / path).read_bytes()
            assert called == (tmp_path / "typed" / path).read_bytes(), path


def test_results_are_drawn_and_shown_in_notebooks(compared, local):
    assert isinstance(compared.plot(), Figure) and isinstance(compared.plot("timeline"), Figure)
    with pytest.raises(narrows.InputError, match="unknown figure 'pie'"):
        compared.plot("pie")
    shown = compared._repr_html_()
    assert "scarce" in shown and "not a forecast" in shown and "cannot tell" in shown
    assert isinstance(local.plot(), Figure) and "Calais" in local._repr_html_()


def test_one_scenario_is_run_as_the_command_line_runs_it(typed, tmp_path):
    result = narrows.run("baseline", **SHORT)
    expected = json.loads(typed("run", "baseline", *WORDS, "--json")[1])["outcomes"]
    for row in result.summary.to_dict("records"):
        level = expected[row["outcome"]]
        for key in ("mean", "low", "high"):
            assert row[key] == level[key] or (level[key] is None and np.isnan(row[key]))
    assert isinstance(result.plot(), Figure) and "arrivals" in result._repr_html_()
    folder = result.report(tmp_path / "run")
    assert {path.name for path in folder.iterdir()} >= {"outcomes.parquet", "daily.parquet"}
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("mine")
    with pytest.raises(narrows.InputError, match=r"letter\.txt"):
        result.report(tmp_path / "mine")
    declared = narrows.run("baseline", declared=True, **SHORT)
    assert declared.provenance["parameters_from"] == {"kind": "declared defaults"}


def test_a_changed_scenario_is_compared_and_named_in_the_report(tmp_path):
    baseline = narrows.scenario("baseline")
    mine = baseline.with_(narrows.post("nca-bulgaria", 10, start=START))
    result = narrows.compare(baseline, mine, run_out=0, **SHORT)
    assert list(result.effects["arrivals"]["scenario"]) == ["baseline-and-post"]
    text = (result.report(tmp_path / "out") / "report.md").read_text()
    assert "narrows compare baseline ./baseline-and-post.yaml" in text
    with pytest.warns(UserWarning, match="begins only after the last day"):
        narrows.compare(baseline, mine, run_out=0, **{**SHORT, "days": 1})
    other = baseline.with_(narrows.post("nca-bulgaria", 20, start=START))
    with pytest.raises(narrows.InputError, match="is the name of two scenarios"):
        narrows.compare(baseline, mine, other, **SHORT)


def test_parts_of_a_reduction_add_up(local):
    people = local.people
    total = people.loc[people["part"] == "", "mean"].item()
    details = people.loc[people["detail"], "mean"].sum()
    assert details == pytest.approx(total) and set(people["unit"]) == {"people"}
    assert "lost" in people.columns and "lost" not in local.boats.columns
    assert set(local.effects["outcome"]) >= {"arrivals", "deaths", "local arrivals"}
    assert local.provenance["focus"]["zone"] == "CQF"


def test_a_study_gives_tables_and_is_read_again(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tiny.yaml").write_text(TINY)
    result = narrows.study("tiny.yaml", workers=1, progress=False)
    assert str(result.folder) == "results/study-tiny"
    assert list(result.effects["arrivals"]["name"]) == ["scarce"]
    assert len(result.outcomes) == 2 * 3 * len(result.stored.reported)
    assert set(result.daily["column"]) == set(DAILY_COLUMNS) and (result.daily["unit"] != "").all()
    assert isinstance(result.plot(), Figure) and "scarce" in result._repr_html_()
    assert len(result.points) == 2 and len(result.table("effects")) > 5
    with pytest.raises(narrows.InputError, match="has no table 'nothing'; it has"):
        result.table("nothing")
    again = narrows.read_study("results/study-tiny")
    assert again.effects.equals(result.effects) and again.provenance["seed"] == 1
    assert (again.report(tmp_path / "copy") / "report.md").read_bytes() == (
        result.folder / "report.md"
    ).read_bytes()
    with pytest.raises(narrows.InputError, match="give a new folder"):
        again.report(tmp_path / "copy")


@pytest.mark.usefixtures("quick_forecasts")
def test_a_forecast_has_the_bytes_of_the_command_line(typed, tmp_path):
    (tmp_path / "typed").mkdir()
    words = ("--months", "2", "--replicates", "2", "--workers", "1")
    assert typed("forecast", "--out", "typed/forecast.csv", *words)[0] == 0
    result = narrows.forecast(months=2, replicates=2, workers=1, progress=False)
    result.report(tmp_path / "called")
    for name in ("forecast.csv", "forecast.json", "forecast.svg"):
        called = (tmp_path / "called" / name).read_bytes()
        assert called == (tmp_path / "typed" / name).read_bytes()
    assert len(result.months) == 2 * 6 and len(result.paths) == 2 * 2 * 6
    assert set(result.months["unit"]) == {"people", "boats", "people/boat", "attempts"}
    assert len(result.totals) == 6 and len(result.cases) == 3 * 2 * 6
    with pytest.raises(narrows.InputError, match="months are known from"):
        narrows.score_forecast(tmp_path / "called" / "forecast.csv")
    later = narrows.forecast(months=1, first="2025-12-01", replicates=2, workers=1, progress=False)
    december = result.paths.loc[result.paths["month"] == "2025-12-01", "value"]
    assert later.paths["value"].tolist() == december.tolist()
    assert isinstance(result.plot(), Figure) and "people_per_boat" in result._repr_html_()
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "forecast.csv").write_text("mine\n")
    with pytest.raises(narrows.InputError, match="holds something else"):
        result.report(tmp_path / "mine")


def test_a_fit_is_a_posterior_for_other_functions(tmp_path, monkeypatch):
    """The fit itself is replaced by the posterior that comes along."""
    from calibration.posterior import load_posterior

    class Fitted:
        def __init__(self, design, folder, *_):
            self.design, self.folder = design, folder
            folder.mkdir(parents=True)

        def save(self):
            load_posterior().write(self.folder / "posterior.parquet")
            return load_posterior(), None

    monkeypatch.setattr(fits, "Fit", Fitted)
    monkeypatch.setattr(fits, "_distances", lambda *_: {"arrivals": np.zeros((20, 3))})
    result = narrows.fit(tmp_path / "fit", draws=20, workers=1, progress=False)
    assert set(result.targets["within_two"]) == {1.0} and len(result.parameters) > 5
    assert result.draws.groupby("parameter").size().nunique() == 1
    assert isinstance(result.plot(), Figure) and "posterior" in result._repr_html_()
    names = {path.name for path in result.report(tmp_path / "out").iterdir()}
    assert names == {"posterior.parquet", "targets.csv", "parameters.csv"}
    for source in (result, tmp_path / "out" / "posterior.parquet"):
        run = narrows.run("baseline", posterior=source, **SHORT)
        assert run.provenance["parameters_from"]["sha256"] == result.provenance["sha256"]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: narrows.compare("baseline"), "nothing to compare with"),
        (lambda: narrows.compare("baseline", "baseline"), "is there twice; give each once"),
        (lambda: narrows.compare("baseline", "bsc-package", replicates=0),
         "replicates is 0; it must be a whole number from 1 to 100000"),
        (lambda: narrows.compare("baseline", "bsc-package", replicates="5"), "replicates is '5'"),
        (lambda: narrows.compare("baseline", "bsc-package", run_out=-1), "run_out is -1"),
        (lambda: narrows.compare("baseline", "bsc-package", precision="5"), "precision is '5'"),
        (lambda: narrows.compare("baseline", "bsc-package", max_replicates=50),
         "max_replicates limits precision"),
        (lambda: narrows.compare("baseline", "bsc-package", workers=0), "workers is 0"),
        (lambda: narrows.run("baseline", posterior="no.parquet"), "there is no file no.parquet"),
        (lambda: narrows.run("baseline", posterior="x", declared=True), "exclude each other"),
        (lambda: narrows.run("baseline", days=True), "days is True"),
        (lambda: narrows.displacement("baseline", "bsc-package", zone="Paris"),
         "unknown zone 'Paris'"),
        (lambda: narrows.displacement("baseline", "bsc-package", first="x"), "first is 'x'"),
        (lambda: narrows.displacement("baseline", "bsc-package", first="2025-02-01",
                                      last="2025-01-01"), "before first"),
        (lambda: narrows.forecast(first="2025-11-15"), "2025-11-01 or later"),
        (lambda: narrows.fit(draws=3), "draws is 3; it must be a whole number from 20 to 2000"),
        (lambda: narrows.fit(cutoff="soon"), "cutoff is 'soon'; it must be a date"),
        (lambda: narrows.study("fundin"), "unknown study 'fundin'; did you mean 'funding'?"),
        (lambda: narrows.read_study("nowhere"), "there is no folder nowhere"),
    ],
)  # fmt: skip
def test_a_wrong_argument_is_said_before_anything_runs(call, message, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with warnings.catch_warnings(), pytest.raises(narrows.InputError) as raised:
        call()
    assert message in str(raised.value)
    assert not list(tmp_path.iterdir())
