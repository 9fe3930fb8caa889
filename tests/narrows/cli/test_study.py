from __future__ import annotations

import json
import re

import pytest

from experiments.comparison.verdicts import FEWEST_JUDGED, MARGINS
from runs.arrivals_accounting import WHOLE
from tests.narrows.tiny_study import TINY

pytestmark = pytest.mark.slow

ONE_LINE = re.compile(r"^[^:]+:\d+:\d+: .+; .+\n$")


@pytest.fixture(autouse=True)
def study_file(tmp_path):
    (tmp_path / "tiny.yaml").write_text(TINY)


def test_a_study_plans_runs_reports_and_answers_questions(typed, tmp_path):
    code, out, _ = typed("study", "tiny.yaml", "--plan", "--json")
    assert code == 0 and json.loads(out)["runs"] == 6
    assert not (tmp_path / "results").exists()
    code, out, said = typed("study", "tiny.yaml", "--workers", "1")
    assert code == 0 and "\n6 runs: 2 points over 3 replicates" in f"\n{said}"
    for said in ("Arrivals", "People averted", "People delayed", "Expected deaths", "Deaths",
                 "Public cost", "before 0 of run-out", "not a forecast",
                 f"{FEWEST_JUDGED} or more"):  # fmt: skip
        assert said in out
    report = (tmp_path / "results/study-tiny/report.md").read_text()
    assert report.startswith("# How few boats?") and "deaths" in report
    question = "select point, count(*) runs from runs group by 1 order by 1"
    code, out, _ = typed("query", "results/study-tiny", question, "--json")
    assert code == 0 and json.loads(out) == [{"point": 0, "runs": 3}, {"point": 1, "runs": 3}]
    code, out, _ = typed("query", "results/study-tiny", "select 1 where false", "--json")
    assert json.loads(out) == []
    code, out, said = typed("query", "results/study-tiny", "from outcomes", "--limit", "2")
    assert code == 0 and "the first 2 rows" in said


def test_programs_get_verdicts_and_the_parts_of_the_fall_in_arrivals(typed):
    words = ("study", "tiny.yaml", "--workers", "1", "--run-out", "2", "--out", "here", "--json")
    code, out, _ = typed(*words)
    found = json.loads(out)
    assert code == 0 and (found["days"], found["run_out_days"]) == (2, 2)
    baseline, compared = (point["outcomes"] for point in found["points"])
    assert set(baseline) == set(compared)
    for name, each in compared.items():
        assert {"unit", "mean", "difference", "low", "high", "interval", "verdict"} <= set(each)
        assert (each["verdict"] is not None) == (name in MARGINS)
        assert each["interval"] == ("simultaneous" if name in MARGINS else "single")
    fall = sum(compared[part.name]["difference"] for part in WHOLE)
    assert fall == -compared["arrivals"]["difference"]
    code, _, said = typed(*words[:5], "3", *words[6:])
    assert code == 2 and "holds another study: its run_out_days is 2, not 3" in said


def test_one_run_alone_gives_what_the_study_has(typed):
    typed("study", "tiny.yaml", "--workers", "1", "--out", "here")
    _, out, _ = typed("study", "tiny.yaml", "--point", "1", "--replicate", "2", "--json")
    alone = json.loads(out)
    question = "select * from runs where point = 1 and replicate = 2"
    _, out, _ = typed("query", "here", question, "--json")
    [row] = json.loads(out)
    assert {name: row[name] for name in alone} == alone


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("study", "nope"), "unknown study 'nope'; it must be one of"),
        (("study", "./nope.yaml"), "there is no such file; check its path"),
        (("study", "tiny.yaml", "--replicates", "0"), "a whole number from 1 to 100000"),
        (("study", "tiny.yaml", "--run-out", "999"), "a whole number from 0 to 730"),
        (("study", "tiny.yaml", "--precision", "5"), "give a percentage above 0, such as 5%"),
        (("study", "tiny.yaml", "--executor", "spark"), "it must be local or dask"),
        (("study", "tiny.yaml", "--scheduler", "tcp://x"), "give --executor dask too"),
        (("study", "tiny.yaml", "--point", "9", "--replicate", "1"), "from 0 to 1"),
        (("study", "tiny.yaml", "--point", "1"), "--point goes with --replicate; give both"),
        (("study", "tiny.yaml", "--out", "tiny.yaml"), "tiny.yaml is a file; give a folder"),
        (("query", "nope", "select 1"), "there is no folder nope; give the folder of a study"),
        (("query", ".", "select 1"), "holds no study; give a folder that narrows study wrote"),
    ],
)  # fmt: skip
def test_a_fault_is_one_line_with_its_place(typed, words, says):
    code, out, said = typed(*words)
    assert (code, out) == (2, "")
    assert says in said and ONE_LINE.match(said)


def test_questions_only_read_and_faults_say_what_there_is(typed, tmp_path):
    typed("study", "tiny.yaml", "--workers", "1", "--out", "here")
    before = sorted(tmp_path.rglob("*"))
    for question, says in (
        ("select foo from runs", "foo"),
        ("selct 1", "syntax error"),
        ("from nothing", "there are points, runs, outcomes, pairs"),
        ("drop view runs", "drop would change something; a study is only read"),
        ("copy runs to 'x.csv'", "copy would change something"),
        ("create table x as from runs", "would change something"),
        ("from runs; from runs", "2 statements; give one select"),
        ("", "nothing is asked; give one select"),
        ("from read_text('tiny.yaml')", "; "),
        ("set threads = 1", "would change something"),
    ):
        code, out, said = typed("query", "here", question)
        assert (code, out) == (2, ""), question
        assert says in said.lower() and ONE_LINE.match(said), said
    assert sorted(tmp_path.rglob("*")) == before
