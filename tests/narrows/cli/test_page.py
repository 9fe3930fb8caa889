"""The command page: what it writes and says, and what of a study that it cannot use."""

from __future__ import annotations

import json
import re

import pytest

pytestmark = pytest.mark.slow

ONE_LINE = re.compile(r"^command line:1:\d+: .+; .+\n$")
FILLED = """\
name: filled
question: How few boats?
scenarios:
  - name: scarce
    title: Fewer boats
    interventions:
      - {kind: change, value: boat_supply_per_week, multiply: $share_left, start: 2024-01-01}
levers:
  share_left: {from: 0.2, to: 0.9}
design: latin-hypercube
points: 20
start: 2024-01-01
days: 20
warmup_days: 60
uncertainties: declared
replicates: 4
outcomes: [public_cost]
"""


@pytest.fixture(autouse=True)
def study_files(tmp_path):
    (tmp_path / "filled.yaml").write_text(FILLED)
    few = FILLED.replace("name: filled", "name: few").replace("points: 20", "points: 3")
    (tmp_path / "few.yaml").write_text(few)


def test_a_study_with_levers_over_ranges_becomes_a_page(typed, tmp_path):
    typed("study", "filled.yaml", "--workers", "1", "--out", "run")
    words = ("page", "run", "--out", "page.html")
    code, out, _ = typed(*words)
    assert code == 0
    assert "in the 90 % interval" in " ".join(out.split())
    text = (tmp_path / "page.html").read_text()
    [study] = re.findall(r'id="study">(.*?)</script>', text)
    content = json.loads(study)
    assert [lever["name"] for lever in content["levers"]] == ["share_left"]
    assert 0.2 <= content["levers"][0]["low"] < content["levers"][0]["high"] <= 0.9
    assert set(content["effects"]) >= {"averted", "delayed", "expected_deaths"}
    code, _, said = typed(*words)
    assert code == 2 and ONE_LINE.match(said) and "--replace" in said
    assert typed(*words, "--replace")[0] == 0


def test_too_few_points_are_refused(typed):
    typed("study", "few.yaml", "--workers", "1", "--out", "few-run")
    code, _, said = typed("page", "few-run", "--out", "page.html")
    assert code == 2 and "a page needs 20 points and 4 replicates: raise points or" in said


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("page", "nowhere", "--out", "p.html"), "there is no folder nowhere"),
        (("page", ".", "--out", "p.html"), "holds no study"),
        (("page", "."), "--out is missing or empty"),
        (("page", ".", "--out", "."), "is a folder; give a file"),
        (("page", ".", "--out", "no/p.html"), "there is no folder no"),
    ],
)
def test_a_wrong_word_is_one_line(typed, words, says):
    code, out, said = typed(*words)
    assert (code, out) == (2, "")
    assert ONE_LINE.match(said)
    assert says in said
