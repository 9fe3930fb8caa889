"""What is said of names, numbers and former results."""

from __future__ import annotations

import json
from datetime import date

import pytest

from calibration.posterior import load_posterior
from narrows.cli.actions.inputs import note_late_interventions, noting_replaced
from narrows.cli.main import main
from narrows.name_lists import NAMES
from narrows.value_sources import NAMED, behind
from runs.comparison_design import Comparison
from runs.overwritten_run import command_of
from runs.provenance import provenance
from runs.results_folder import replacing
from runs.results_tables import write_table
from sim.interventions import KINDS


@pytest.fixture
def typed(tmp_path, monkeypatch, capsys):
    """Run a command line that is wrong in an empty folder; return what it says."""
    monkeypatch.chdir(tmp_path)

    def run(*words: str) -> str:
        with pytest.raises(SystemExit) as ended:
            main(words)
        shown = capsys.readouterr()
        assert (ended.value.code or 0) in (0, 2)
        return shown.out + shown.err

    return run


@pytest.fixture
def save(make_scenario):
    """Write the least that results of a comparison need."""
    import pyarrow as pa

    def write(path, *names, focus=None, first=0, posterior=None):
        scenarios = tuple(make_scenario(name=name) for name in names)
        facts = provenance(Comparison(scenarios, 3, 7, first, posterior))
        table = pa.table({"scenario": list(names)})
        with replacing(path) as partial:
            write_table(partial / "outcomes.parquet", table, facts)
            if focus:
                index = partial / "displacement.parquet"
                write_table(index, table, facts | {"focus": focus})

    return write


FOCUS = {"corridor": None, "zone": "CQF", "method": None, "from": "2024-01-01",
         "until": "2024-02-01"}  # fmt: skip


@pytest.mark.parametrize(
    ("names", "terms", "command"),
    [
        (("a", "b"), {}, "compare a b --replicates 7"),
        (("a",), {"first": 4}, "run a --replicates 7"),
        (("a", "b"), {"posterior": load_posterior()}, "compare a b --replicates 7"),
        (("a", "b"), {"focus": FOCUS},
         "displacement a b --zone CQF --from 2024-01-01 --until 2024-02-01 --replicates 7"),
    ],
    ids=["compare", "run", "posterior", "displacement"],
)  # fmt: skip
def test_results_that_are_replaced_are_named(tmp_path, save, capsys, names, terms, command):
    folder, tail = tmp_path / "x", " --replicate 4" if terms.get("first") else ""
    tail += "" if terms.get("posterior") else " --declared"
    tail += " --effects central"
    with noting_replaced(folder):
        save(folder, *names, **terms)
    assert capsys.readouterr().err == ""
    with noting_replaced(folder):
        save(folder, "c", "d")
    if command.startswith("compare"):
        tail = f" --run-out 0{tail}"
    whole = f"narrows {command} --days 60 --seed 3{tail}"
    assert capsys.readouterr().err == f"note: replaced the results of `{whole}` in {folder}\n"


def test_results_that_cannot_be_read_have_no_command(tmp_path):
    (tmp_path / "outcomes.parquet").write_text("half")
    assert command_of(tmp_path) is None


@pytest.mark.parametrize(
    ("starts", "says"),
    [
        ((1, 200), "1 of 2 interventions of 'test' begins only after the last day"),
        ((200,), "the one intervention of 'test' begins only after the last day"),
        ((200, 200), "all 2 interventions of 'test' begin only after the last day"),
        ((1, 200, 200), "2 of 3 interventions of 'test' begin only after the last day"),
    ],
    ids=str,
)
def test_interventions_that_come_too_late_are_counted(make_scenario, capsys, starts, says):
    days = [date.fromordinal(date(2024, 1, 1).toordinal() + day) for day in starts]
    measures = tuple(KINDS["takedown"](start=day) for day in days)
    note_late_interventions([make_scenario(interventions=measures)])
    assert capsys.readouterr().err == f"note: {says}, which is 2024-02-29\n"


def test_a_name_of_a_file_that_is_there_is_taken_for_the_file(tmp_path, typed):
    (tmp_path / "half-boats.yaml").write_text("name: half-boats\n")
    assert "did you mean './half-boats.yaml'?" in typed("run", "half-boats")
    assert "it must be one of" in typed("run", "nope")


def test_a_share_out_of_bounds_is_answered_with_what_a_share_is(tmp_path, typed):
    (tmp_path / "mine.yaml").write_text(
        "name: mine\ntitle: Mine\ndescription: A test.\nextends: baseline\n"
        "interventions:\n  - kind: takedown\n    start: 2024-03-01\n    market_share: 3\n"
    )
    assert "it must be a share from 0.001 to 1" in typed("run", "mine.yaml")


def test_results_without_events_say_how_to_keep_them(tmp_path, save, typed):
    save(tmp_path / "here", "a")
    assert "here kept no events; narrows run keeps them with --events" in typed("trace", "./here")


def test_a_range_that_is_open_on_one_side_is_said_in_words(typed):
    out = typed("evidence", "takedown")
    assert "at most 10,000 people" in out and "None" not in out
    assert "at least 40 items" in typed("evidence", "S010")


def test_a_value_by_entity_has_meaning_unit_and_graded_numbers(typed):
    out = " ".join(typed("evidence", "supplier_share").split())
    assert "supplier_share (share, by suppliers): Share of the weekly supply" in out
    assert "turkiye-boats │ 0.9 │ inferred │ Hulls are made" in out and "│ P279 │" in out
    found = json.loads(typed("evidence", "method_exposure", "--json"))
    assert [part["base"] for part in found["value"]["base"]] == [1.0, 0.75, 0.8]
    assert {part["grade"] for part in found["value"]["base"]} == {"assumed"}
    assert [entry["id"] for entry in found["entries"]] == ["P172", "E103", "P422"]


def test_a_value_that_is_a_tag_too_keeps_its_evidence(typed):
    out = typed("evidence", "officers")
    assert "france-beach" in out and "S001" in out


@pytest.mark.parametrize("name", NAMED)
def test_every_value_that_is_no_parameter_can_be_looked_up(typed, name):
    assert NAMED[name].meaning in " ".join(typed("evidence", name).split())
    [row] = [row for row in NAMES["values"]() if row["name"] == name]
    numbers = row["base"].values() if row["by"] else [row["base"]]
    assert all(number >= 0 for number in numbers) and row["meaning"].endswith(".")
    assert behind(name).keys() in ({}.keys(), set(row["entities"]))
