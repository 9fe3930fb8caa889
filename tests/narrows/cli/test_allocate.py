from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

FILES = Path(__file__).parents[2] / "experiments/allocation"
ONE_LINE = re.compile(r"^[^:]+:\d+:\d+: .+; .+\n$")


@pytest.fixture(autouse=True)
def allocation_files(tmp_path):
    for name in ("calm.yaml", "tiny.yaml"):
        shutil.copy(FILES / name, tmp_path)


def test_an_allocation_searches_confirms_and_reports_and_is_the_same_on_two_workers(
    typed, tmp_path
):
    asked = ("allocate", "tiny.yaml", "--trials", "4", "--confirm", "2")
    code, out, said = typed(*asked, "--workers", "1", "--out", "one")
    assert code == 0 and "\n4 splits over 2 replicates" in f"\n{said}"
    assert "Deaths" in out and "Arrivals" in out and "not a forecast" in out
    code, out, _ = typed(*asked, "--workers", "2", "--out", "two", "--json")
    content = json.loads(out)
    assert code == 0 and content["places"] == ["bulgaria", "finance"]
    outcomes = content["policies"][0]["outcomes"]
    for name in ("arrivals", "averted", "expected_deaths"):
        assert outcomes[name]["verdict"] is not None
        assert outcomes[name]["interval"] == "simultaneous"
    assert outcomes["deaths"]["verdict"] is None and "delayed" in outcomes
    best = content["bounds"]["best_answers"]
    assert {"baseline", "equal"} <= set(best)
    assert best["equal"]["arrivals_at_most"]["mean"] >= best["equal"]["arrivals"]["mean"]
    assert content["robust_choice"]["choices"] == [], "two replicates say nothing of it"
    paths = [path for path in (tmp_path / "one").rglob("*") if path.is_file()]
    assert {"report.md", "pareto.svg", "pareto.png", "effects.csv"} <= {each.name for each in paths}
    for path in paths:
        there = tmp_path / "two" / path.relative_to(tmp_path / "one")
        assert there.read_bytes() == path.read_bytes(), path.name


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("allocate", "nope"), "unknown allocation 'nope'; it must be one of"),
        (("allocate", "./nope.yaml"), "there is no such file; check its path"),
        (("allocate", "tiny.yaml", "--trials", "0"), "a whole number from 1 to 10000"),
        (("allocate", "tiny.yaml", "--confirm", "1"), "a whole number from 2 to 10000"),
        (("allocate", "tiny.yaml", "--out", ""), "--out is empty; give a folder"),
        (("allocate", "tiny.yaml", "--out", "tiny.yaml"), "tiny.yaml is a file; give a folder"),
    ],
)
def test_a_fault_is_one_line_with_its_place(typed, words, says):
    code, out, said = typed(*words)
    assert (code, out) == (2, "")
    assert says in said and ONE_LINE.match(said)
