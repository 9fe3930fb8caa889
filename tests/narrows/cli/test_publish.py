"""The commands publish and verify: what they write and say, and what of a wrong word."""

from __future__ import annotations

import json
import re

import pytest

pytestmark = pytest.mark.slow

ONE_LINE = re.compile(r"^command line:1:\d+: .+; .+\n$")
TINY = """\
name: tiny
question: How few boats?
scenarios: [finance]
start: 2024-01-01
days: 2
warmup_days: 0
uncertainties: declared
replicates: 2
"""


@pytest.fixture(autouse=True)
def study_file(tmp_path):
    (tmp_path / "tiny.yaml").write_text(TINY)


def test_a_study_is_published_and_verified_and_refused_once_it_is_changed(typed, tmp_path):
    typed("study", "tiny.yaml", "--workers", "1", "--out", "run")
    author = "Okafor, Ada; 0000-0002-1825-0097; University of X"
    words = ("publish", "run", "--out", "bundle", "--zip", "--author", author)
    for more, says in [
        (("--doi", "x"), "--doi is 'x'; give such as 10.5281"),
        (("--author", "Okafor, Ada; 0000-0002-1825-0098"), "a digit is mistyped"),
        (("--licence", "mine"), "give one of CC-BY-4.0"), (("--funder", ";"), "give a name"),
        (("--credits", "none.yaml"), "none.yaml:1:1: there is no such file"),
    ]:  # fmt: skip
        code, out, said = typed(*words, *more)
        assert (code, out) == (2, "") and says in said and said.count("\n") == 1, said
    assert sorted(path.name for path in tmp_path.iterdir()) == ["run", "tiny.yaml"]
    code, out, _ = typed(*words, "--date", "2024-11-05", "--json")
    made = json.loads(out)
    assert code == 0 and made["published"] == "2024-11-05"
    code, _, said = typed(*words)
    assert code == 2 and ONE_LINE.match(said) and "--replace" in said
    cited = (tmp_path / "bundle" / "CITATION.cff").read_text()
    assert '"University of X"' in cited and "CC-BY-4.0" in cited
    code, out, _ = typed("verify", "bundle.zip", "--json")
    assert code == 0 and json.loads(out)["sha256"] == made["sha256"] and made["zip"] == "bundle.zip"
    code, out, _ = typed("verify", "bundle", "--rerun", "all", "--workers", "1", "--json")
    found = json.loads(out)
    assert code == 0 and found["rerun"]["same"] and len(found["rerun"]["runs"]) == 4
    assert found["sha256"] == made["sha256"] and found["files"] == made["files"] - 1
    page = tmp_path / "bundle" / "index.html"
    page.write_text(page.read_text() + "!")
    code, out, said = typed("verify", "bundle")
    assert (code, out) == (2, "") and ONE_LINE.match(said)
    assert "index.html is not as it was published" in said
    code, out, _ = typed(*words, "--date", "2024-11-05", "--replace")
    assert code == 0 and made["sha256"] in out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("publish", "nowhere", "--out", "b"), "there is no folder nowhere"),
        (("publish", ".", "--out", "b"), "holds no study"),
        (("publish", "."), "--out is missing or empty"),
        (("publish", ".", "--out", ""), "--out is missing or empty"),
        (("publish", ".", "--out", "tiny.yaml"), "is a file; give a folder"),
        (("publish", ".", "--out", "."), "which is not a result"),
        (("verify", "nowhere"), "there is no bundle nowhere"),
        (("verify", "."), "holds no ro-crate-metadata.json"),
        (("verify", "tiny.yaml"), "neither a folder nor a .zip"),
        (("verify", ".", "--rerun", "0"), "give a number of runs from 1, or all"),
        (("verify", ".", "--rerun", "some"), "give a number of runs from 1, or all"),
    ],
)
def test_a_wrong_word_is_one_line_at_its_place(typed, tmp_path, words, says):
    code, out, said = typed(*words)
    assert (code, out) == (2, "") and ONE_LINE.match(said) and says in said
    assert [path.name for path in tmp_path.iterdir()] == ["tiny.yaml"]
