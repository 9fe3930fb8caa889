"""``narrows run --events`` and ``narrows trace``."""

from __future__ import annotations

import io
import json
import re
import shlex
from contextlib import redirect_stdout
from datetime import date

import pyarrow.parquet as pq
import pytest

from calibration.posterior import load_posterior
from narrows.cli.main import main
from runs.event_table import indexed_events, read_events
from sim.core.events import Event

pytestmark = pytest.mark.slow

ONE_LINE = re.compile(r"^command line:1:(\d+): .+; .+\n$")
SHORT = ("--days", "45", "--seed", "3")


def shown(*words: str) -> str:
    """What a command prints on a terminal so wide that no line is broken."""
    out = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out):
        patch.setenv("COLUMNS", "250")
        with pytest.raises(SystemExit) as ended:
            main(words)
    assert not ended.value.code
    return out.getvalue()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Results of one replicate with its events, the long warm-up included."""
    path = tmp_path_factory.mktemp("runs") / "one"
    out = shown("run", "baseline", *SHORT, "--replicates", "1", "--events", "--out", str(path))
    assert "events.parquet" in out
    return path


@pytest.fixture(scope="module")
def rows(folder):
    return indexed_events(read_events(folder / "events.parquet")[0])


def first(rows, event):
    return next(row for row in rows if row.event is event)


def test_a_scenario_and_the_file_of_its_run_tell_the_same(folder):
    ran = shown("trace", "baseline", *SHORT, "--json")
    assert ran == shown("trace", str(folder / "events.parquet"), "--json")
    assert ran == shown("trace", str(folder), "--json")
    found = json.loads(ran)
    assert (found["scenario"], found["seed"], found["replicate"]) == ("baseline", 3, 0)
    assert list(found["months"])[:2] == ["warm-up", "2024-01"]


def test_the_world_that_is_traced_is_the_one_that_ran(folder, rows):
    """People who landed and died, day by day's sum, as its outcomes have them."""
    [outcomes] = pq.read_table(folder / "outcomes.parquet").to_pylist()
    counted = [row for row in rows if row.date >= date(2024, 1, 1)]
    for event, outcome in ((Event.LANDED, "arrivals"), (Event.INCIDENT, "deaths")):
        assert sum(row.amount for row in counted if row.event is event) == outcomes[outcome]
    assert outcomes["arrivals"] > 0


def test_a_story_says_which_member_of_the_posterior_it_is(folder):
    facts = json.loads(shown("trace", str(folder), "--json"))["parameters_from"]
    posterior = load_posterior()
    assert (facts["sha256"], facts["members"]) == (posterior.digest, posterior.members)
    draw = posterior.member(3, 0)
    assert f"draw {draw} of the posterior of {posterior.members}" in shown("trace", str(folder))


def test_declared_defaults_are_another_world_and_said_to_be(folder):
    ran = shown("trace", "baseline", "--days", "2", "--seed", "3", "--declared", "--json")
    found, fitted = json.loads(ran), json.loads(shown("trace", str(folder), "--json"))
    assert found["parameters_from"] == {"kind": "declared defaults"}
    assert found["months"]["warm-up"] != fitted["months"]["warm-up"]


def test_without_anything_to_follow_there_are_counts_gangs_and_commands(folder):
    out = shown("trace", str(folder))
    for text in ("Boats and consignments", "Crossings", "deaths", "Gangs with most events"):
        assert text in out
    commands = re.findall(r"^  narrows (.*?)  \(", out, re.M)
    assert len(commands) >= 3
    for command in commands:
        assert " 202" in shown(*shlex.split(command))


def test_a_boat_is_followed_from_order_to_end(folder, rows):
    boat = first(rows, Event.PREVENTED).boat
    out = shown("trace", str(folder), "--boat", boat)
    parts = ("ordered", f"boat {boat}, which can hold", "set out from", "reached the coast",
             f"boat {boat} loaded", f"police stopped boat {boat}")  # fmt: skip
    indices = [out.index(part) for part in parts]
    assert indices == sorted(indices)


def test_a_boat_that_has_no_end_yet_is_said_to_have_none(folder, rows):
    boat = [row.boat for row in rows if row.event is Event.BUILT][-1]
    assert "the run ends; boat" in shown("trace", str(folder), "--boat", boat)


def test_deaths_are_reported_with_the_boat_and_those_aboard(folder, rows):
    incident = first(rows, Event.INCIDENT)
    out = shown("trace", str(folder), "--event", "incident")
    assert re.search(rf"fatal incident on boat {incident.boat} from .*: \d+ deaths? of \d+", out)


def test_a_gang_is_followed_by_month_with_seizures_in_full(folder, rows):
    seized = {row.gang for row in rows if row.event is Event.SEIZED}
    gang = max(seized, key=[row.gang for row in rows].count)
    out = shown("trace", str(folder), "--gang", gang, "--limit", "1000")
    assert re.search(r"│ \w{3} 2023 +│ ", out) and "was seized on the way from" in out


def test_a_consignment_and_a_case_are_followed(folder, rows):
    delivered, struck = first(rows, Event.DELIVERED), first(rows, Event.STRUCK)
    assert "reached the coast" in shown(
        "trace", str(folder), "--consignment", delivered.consignment
    )
    assert "came to its strike" in shown("trace", str(folder), "--case", struck.case)


def test_a_long_list_is_cut_and_says_so(folder, rows):
    out = shown("trace", str(folder), "--event", "launched", "--limit", "3")
    number = sum(row.event is Event.LAUNCHED for row in rows)
    assert f"{number - 3:,} more lines; --limit {number} shows all" in out
    cut = json.loads(shown("trace", str(folder), "--event", "launched", "--limit", "3", "--json"))
    assert (len(cut["events"]), cut["left_out"]) == (3, number - 3)


def test_json_gives_columns_and_words(folder, rows):
    boat = first(rows, Event.LANDED).boat
    found = json.loads(shown("trace", str(folder), "--boat", boat, "--json"))
    assert [row["event"] for row in found["events"]][:2] == ["ordered", "built"]
    assert found["events"][-1]["unit"] == "people" and found["events"][-1]["text"]


@pytest.mark.parametrize(
    ("words", "fault", "says"),
    [
        (("--boat", "7"), "7", "--boat is '7'; it must look like 7/31"),
        (("--boat", "1/9999"), "1/9999", "no boat '1/9999' is in this run; the nearest is '1/"),
        (("--gang", "foo"), "foo", "--gang is 'foo'; it must look like 'gang 7'"),
        (("--gang", "gang 999"), "gang 999", "the nearest is 'gang "),
        (("--case=1/999"), "1/999", "no case '1/999' is in this run; the nearest is '"),
        (("--event", "incidnt"), "incidnt", "did you mean 'incident'?"),
        (("--gang", "1", "--boat", "1/1"), "--boat", "are both given; follow one of them"),
        (("--limit", "0"), "0", "--limit is 0; it must be a whole number from 1"),
        (("--days", "3"), "--days", "--days does not apply to a file; give a scenario"),
        (("--declared",), "--declared", "--declared does not apply to a file; give a scenario"),
        (("--seed", "3"), "--seed", "--seed does not apply to a file; give a scenario"),
    ],
    ids=str,
)  # fmt: skip
def test_a_fault_is_one_line_at_its_place(folder, capsys, words, fault, says):
    line = ["trace", str(folder), *([words] if isinstance(words, str) else words)]
    with pytest.raises(SystemExit) as ended:
        main(line)
    out, err = capsys.readouterr()
    assert (ended.value.code, out) == (2, "")
    found = ONE_LINE.match(err)
    assert found and says in err, err
    typed = shlex.join(["narrows", *line])
    assert typed[int(found[1]) - 1 :].lstrip("'").startswith(fault)


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("nope", "unknown scenario 'nope'"),
        ("no.parquet", "there is no file no.parquet; give one of narrows run --events"),
        ("daily.parquet", "daily.parquet holds no events; give a file of narrows run --events"),
    ],
)
def test_a_source_without_events_is_one_line(folder, capsys, monkeypatch, source, says):
    monkeypatch.chdir(folder)
    with pytest.raises(SystemExit) as ended:
        main(["trace", source])
    err = capsys.readouterr().err
    assert ended.value.code == 2 and ONE_LINE.match(err) and says in err


def test_events_need_a_folder_to_be_written_into(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["run", "baseline", "--json", "--events"])
    err = capsys.readouterr().err
    assert ended.value.code == 2 and ONE_LINE.match(err) and "give --out too" in err
