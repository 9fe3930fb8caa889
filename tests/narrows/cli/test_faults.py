from __future__ import annotations

import json
import re
import shlex
from datetime import date

import pytest

from calibration.posterior import load_posterior
from narrows.cli.actions.list import NAMES, PARTS
from narrows.cli.main import main
from runs.parameter_source import range_text
from scenarios.known_names import check_intervention
from scenarios.loader import load_scenario
from scenarios.world_tables import load_world
from sim.interventions import KINDS
from sim.interventions.intervention import uncertainty_of
from sim.parameters import PARAMETERS
from sim.scenario_values import READ_ONCE, named_values

ONE_LINE = re.compile(r"^[^:]+:\d+:\d+: .+; .+\n$")


def index_of(words: tuple[str, ...], word: str) -> int:
    return shlex.join(["narrows", *words]).rindex(word) + 1


PAIR = ("compare", "baseline", "bsc-package")
MOVED = ("displacement", "baseline", "bsc-package")


@pytest.mark.parametrize(
    ("words", "fault", "says"),
    [
        (("compare", "baseline", "nope"), "nope", "unknown scenario 'nope'; it must be one of"),
        (("compare", "baseline", "bsc-pakage"), "bsc-pakage", "did you mean 'bsc-package'?"),
        (("compare", "baseline", "./no.yaml"), "./no.yaml", "there is no file ./no.yaml"),
        (("compare", "baseline", "baseline"), "baseline", "is there twice"),
        ((*PAIR, "--days", "0"), "0", "--days is 0; it must be a whole number from 1 to 3653"),
        ((*PAIR, "--days=3654"), "3654", "a whole number from 1 to 3653"),
        ((*PAIR, "--days", "1.5"), "1.5", "--days is 1.5; it must be a whole number from 1"),
        ((*PAIR, "--replicates", "-1"), "-1", "a whole number from 1 to 100000"),
        ((*PAIR, "--replicates", "1000000000"), "1000000000", "a whole number from 1 to 100000"),
        ((*PAIR, "--workers", "0"), "0", "a whole number from 1 to"),
        ((*PAIR, "--workers", "100000"), "100000", "a whole number from 1 to"),
        ((*PAIR, "--seed", "4294967296"), "4294967296", "a whole number from 0 to 4294967295"),
        ((*PAIR, "--seed", "-1"), "-1", "a whole number from 0 to 4294967295"),
        ((*PAIR, "--precision", "5"), "5", "give a percentage above 0, such as 5%"),
        ((*PAIR, "--precision", "0%"), "0%", "give a percentage above 0, such as 5%"),
        ((*PAIR, "--precision", "high"), "high", "give a percentage above 0, such as 5%"),
        ((*PAIR, "--precision", "5%", "--max-replicates", "0"), "0", "a whole number from 1"),
        ((*PAIR, "--out", "/dev/null/x"), "/dev/null/x", "/dev/null is not a folder"),
        ((*PAIR, "--out", "/proc/x"), "/proc/x", "cannot be written"),
        ((*PAIR, "--out", "/dev/null"), "/dev/null", "is a file; give a folder"),
        ((*PAIR, "--day", "3"), "--day", "unknown option '--day'; did you mean '--days'?"),
        ((*PAIR, "--days"), "--days", "--days lacks a value"),
        (("compar", "baseline"), "compar", "unknown command 'compar'; did you mean 'compare'?"),
        (("run", "nope"), "nope", "unknown scenario 'nope'"),
        (("run", "baseline", "more"), "more", "unexpected argument 'more'"),
        (("run", "baseline", "--replicate", "-1"), "-1", "a whole number from 0"),
        (("run", "baseline", "--out="), "", "--out is empty"),
        (("list", "scenario"), "scenario", "did you mean 'scenarios'?"),
        (("evidence", "zorglub"), "zorglub", "no evidence for 'zorglub'"),
        ((*PAIR, "--seed", "x y"), "'x y'", "--seed is 'x y'; it must be a whole number from 0"),
        ((*PAIR, "--workers=1e3"), "1e3", "--workers is 1e3; it must be a whole number from 1"),
        ((*PAIR, "--max-replicates", "50"), "--max-replicates", "limits --precision; give both"),
        ((*PAIR, "--json=3"), "3", "--json takes no value"),
        ((*PAIR, "--bogus"), "--bogus", "unknown option '--bogus'; see narrows --help"),
        (("run", "./"), "./", "./ is a folder; give a scenario file"),
        (("list", "name"), "name", "did you mean 'names'?"),
        (("--bogus",), "--bogus", "unknown option '--bogus'"),
        ((*MOVED[:2], "nope"), "nope", "unknown scenario 'nope'"),
        ((*MOVED[:2], "baseline"), "baseline", "is there twice; give each once"),
        ((*MOVED, "more"), "more", "unexpected argument 'more'"),
        ((*MOVED, "--corridor", "SUB-BUB"), "SUB-BUB", "unknown corridor 'SUB-BUB'; did you mean"),
        ((*MOVED, "--zone", "DOV"), "DOV", "unknown zone 'DOV'; it must be one of DKK, CQF, BOL"),
        ((*MOVED, "--method", "beech"), "beech", "unknown method 'beech'; did you mean 'beach'?"),
        ((*MOVED, "--from", "spring"), "spring", "--from is 'spring'; give a day as year-month-"),
        ((*MOVED, "--from", "2023-12-31"), "2023-12-31", "a day from 2024-01-01 to 2025-12-31"),
        ((*MOVED, "--days=31", "--until", "2024-02-01"), "2024-02-01", "to 2024-01-31"),
        ((*MOVED, "--until", "2024-03-01", "--from", "2024-05-01"), "2024-03-01", "before --from"),
        ((*MOVED, "--days", "31", "--from"), "--from", "--from lacks a value"),
        ((*MOVED, "--out", "/dev/null"), "/dev/null", "is a file; give a folder"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_fault_is_one_line_at_its_place_and_changes_nothing(tmp_path, typed, words, fault, says):
    code, out, err = typed(*words)
    assert (code, out) == (2, "")
    assert ONE_LINE.match(err), err
    assert err.startswith(f"command line:1:{index_of(words, fault)}: ")
    assert says in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "words",
    [("compare",), ("compare", "baseline"), ("displacement", "baseline"), ("run",)],
    ids=" ".join,
)
def test_what_is_missing_is_missed_at_the_end(tmp_path, typed, words):
    code, _, err = typed(*words)
    assert code == 2 and ONE_LINE.match(err), err
    assert err.startswith(f"command line:1:{len(' '.join(['narrows', *words])) + 2}: ")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_holds_other_files_is_left_alone(tmp_path, typed):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.md").write_text("mine")
    code, _, err = typed(*PAIR, "--days", "5", "--out", "mine")
    assert code == 2 and ONE_LINE.match(err) and "holds 'notes.md'" in err
    assert [path.name for path in tmp_path.rglob("*")] == ["mine", "notes.md"]


def test_a_fault_in_a_scenario_file_is_reported_at_its_place_in_the_file(tmp_path, typed):
    (tmp_path / "mine.yaml").write_text(
        "name: mine\ntitle: Mine\ndescription: A test.\nextends: baseline\n"
        "parameters:\n  price_referense: 3\n"
    )
    code, _, err = typed("compare", "baseline", "mine.yaml")
    assert code == 2 and ONE_LINE.match(err)
    assert err.startswith("mine.yaml:6:3: ") and "price_reference" in err


def test_words_that_need_quotes_count_with_them(typed):
    _, _, err = typed("compare", "two words", "nope")
    assert err.startswith("command line:1:17: ")
    _, _, err = typed(*PAIR, "--out", "a b", "--days", "0")
    column = len("narrows compare baseline bsc-package --out 'a b' --days ") + 1
    assert err.startswith(f"command line:1:{column}: ")


def test_scenarios_over_other_periods_are_not_compared(tmp_path, typed):
    (tmp_path / "later.yaml").write_text(
        "name: later\ntitle: Later\ndescription: A test.\nextends: baseline\nstart: 2024-02-01\n"
    )
    code, _, err = typed("compare", "baseline", "later.yaml", "--days", "5")
    assert code == 2 and ONE_LINE.match(err) and "give both the same period" in err


def test_a_failure_within_is_one_line_that_says_how_to_see_more(typed, monkeypatch):
    def fail(*_: object) -> None:
        raise ZeroDivisionError("a\nb")

    monkeypatch.setattr("narrows.cli.actions.list.show_catalogue", fail)
    code, out, err = typed("list")
    assert (code, out) == (1, "")
    assert err == "ZeroDivisionError: a b; set NARROWS_DEBUG=1 to see where\n"


def test_debugging_shows_where_a_failure_is(monkeypatch):
    monkeypatch.setattr("narrows.cli.actions.list.PARTS", {"outcomes": lambda: 1 / 0})
    monkeypatch.setenv("NARROWS_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        main(["list", "outcomes"])


def test_evidence_is_found_by_parameter_tag_id_and_words(typed):
    for text in ("price_reference", "S030", "price per seat"):
        code, out, _ = typed("evidence", *text.split(), "--json")
        assert code == 0 and "S030" in [entry["id"] for entry in json.loads(out)]
    code, out, _ = typed("evidence", "returns", "--json")
    assert {entry["id"] for entry in json.loads(out)} >= {"S021", "S078"}


def test_an_assumed_parameter_without_sources_says_so(typed):
    code, _, err = typed("evidence", "wage")
    assert code == 2 and "assumed" in err


def test_a_folder_named_like_a_file_is_called_a_folder(tmp_path, typed):
    (tmp_path / "dir.yaml").mkdir()
    code, _, err = typed("run", "./dir.yaml")
    assert code == 2 and ONE_LINE.match(err) and "./dir.yaml is a folder; give" in err


def test_every_listed_name_can_be_used_and_every_value_is_listed(typed):
    code, out, _ = typed("list", "names", "--json")
    parts = json.loads(out)
    assert code == 0 and list(parts) == list(NAMES)
    values = {row["name"]: row for row in parts["values"]}
    for value, row in values.items():
        for entity in [*row["entities"], None]:
            change = KINDS["change"](start=date(2024, 2, 1), value=value, entity=entity, add=0.1)
            check_intervention(change, load_world())
    words = {name for name, parameter in PARAMETERS.items() if parameter.choices}
    known = named_values(load_world(), load_scenario("baseline"))
    assert values.keys() == set(known._base) - words - READ_ONCE
    for value, entities in known._entities.items():
        assert values[value]["entities"] == list(entities)


def test_the_catalogue_has_all_parts(typed):
    code, out, _ = typed("list", "--json")
    parts = json.loads(out)
    assert code == 0 and list(parts) == list(PARTS)
    assert list(parts["parameters"][0]) == [
        "name", "default", "fitted", "unit", "bounds", "plausible_range", "grade", "source",
        "meaning",
    ]  # fmt: skip
    returns = next(row for row in parts["interventions"] if row["kind"] == "returns")
    assert returns["caution"].startswith("Unproven")
    elasticity = next(row for row in returns["fields"] if row["name"] == "elasticity")
    given, wanted = (
        elasticity.pop("plausible_range"),
        uncertainty_of(KINDS["returns"])["elasticity"],
    )
    assert (given["low"], given["high"], given["evidence"]) == (
        wanted.low,
        wanted.high,
        wanted.source,
    )
    assert elasticity == {"name": "elasticity", "unit": "ratio", "required": True, "default": None}


def test_parameters_have_their_fitted_range_beside_the_default(typed):
    posterior = load_posterior()
    rows = {
        row["name"]: row
        for row in json.loads(typed("list", "parameters", "--json")[1])["parameters"]
    }
    assert rows.keys() == PARAMETERS.keys()
    for name, row in rows.items():
        if name not in posterior.parameters:
            assert row["fitted"] == []
            continue
        found = posterior.range(name)
        ends = (found.low, found.high)
        wanted = pytest.approx(ends if found.fitted else ends[:1], rel=0.01)
        assert row["fitted"] == wanted and PARAMETERS[name].default == row["default"]
    assert sum(len(row["fitted"]) == 2 for row in rows.values()) > 10
    _, out, _ = typed("list", "parameters")
    assert posterior.digest[:12] in out and "--declared" in out.rpartition("┘")[2]


@pytest.mark.parametrize("name", ["price_reference", "leave_hazard", "demand_volatility", "wage"])
def test_evidence_of_a_parameter_says_where_members_lie(typed, name):
    _, out, err = typed("evidence", name)
    said, posterior = " ".join((out + err).split()), load_posterior()
    if name not in posterior.parameters:
        assert "itted" not in said
        return
    found = posterior.range(name)
    text = range_text(found)
    wanted = f"Fitted: {text} in" if found.fitted else f"For the fit it was set to {text}"
    assert wanted in said and f"{PARAMETERS[name].meaning[:30]}" in said


@pytest.mark.parametrize("kept", [None, b"half"])
def test_a_posterior_that_cannot_be_read_is_one_line(typed, monkeypatch, tmp_path, kept):
    path = tmp_path / "posterior.parquet"
    if kept:
        path.write_bytes(kept)
    for module in ("inputs", "sources"):
        monkeypatch.setattr(f"narrows.cli.actions.{module}.FILE", path)
    code, out, err = typed("run", "baseline", "--days", "2")
    assert (code, out) == (2, "") and err.count("\n") == 1
    assert "cannot be read as a posterior; narrows calibrate makes one, or give --declared" in err
    code, out, err = typed("forecast", "--out", "paths.csv")
    assert (code, out) == (2, "") and err.count("\n") == 1
    assert "cannot be read as a posterior; narrows calibrate makes one" in err
    assert "--declared" not in err
    code, out, _ = typed("list", "parameters", "--json")
    assert code == 0 and not any(row["fitted"] for row in json.loads(out)["parameters"])
    assert "there is no posterior that can be used" in " ".join(
        typed("list", "parameters")[1].split()
    )
    code, out, _ = typed("evidence", "price_reference")
    assert code == 0 and "Fitted" not in out


def test_the_list_of_interventions_says_when_officers_come_to_work(typed):
    _, out, _ = typed("list", "interventions")
    said = " ".join(out.rpartition("┘")[2].split())
    assert "start is the day of the announcement" in said
    assert "beach_recruitment_time + beach_training_time (20 + 10 = 30 days)" in said
    assert "(60 + 300 + 200 = 560 days)" in said


@pytest.mark.parametrize("what", PARTS)
def test_each_part_can_be_read_as_a_table(typed, what):
    code, out, _ = typed("list", what)
    assert code == 0 and out.startswith(what.capitalize())


@pytest.mark.parametrize("text", ["price_reference", "S030", "weather", ""])
def test_evidence_can_be_read_as_tables(typed, text):
    code, out, _ = typed("evidence", *text.split())
    assert code == 0 and out


def test_a_scenario_keeps_its_own_run_out_unless_another_is_asked_for(tmp_path, typed):
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_text(
            f"name: {name}\ntitle: A\ndescription: A test.\nextends: baseline\nrun_out_days: 3\n"
        )
    words = ("compare", "one.yaml", "two.yaml", "--days", "2", "--replicates", "1", "--json")
    for more, days in (((), 3), (("--run-out", "0"), 0)):
        code, out, err = typed(*words, *more, "--workers", "1", "--declared")
        assert code == 0, err
        assert json.loads(out)["run_out_days"] == days


def test_precision_neither_takes_replicates_away_nor_claims_a_width(typed, monkeypatch):
    monkeypatch.setattr("narrows.cli.actions.compare.MOST_FOR_PRECISION", 1)
    code, out, err = typed(
        *PAIR, "--precision", "5%", "--replicates", "2", "--days", "2", "--json",
        "--workers", "1", "--run-out", "0", "--declared",
    )  # fmt: skip
    assert code == 0, err
    assert json.loads(out)["replicates"] == 2
    assert "inf" not in err
