"""The commands that check the fit: what they refuse, and what they show."""

from __future__ import annotations

import json
import re
import shutil

import pytest

from calibration.posterior import FILE

ONE_LINE = re.compile(r"^command line:1:\d+: .+\n$")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("patterns", "--replicates", "1"), "--replicates is 1; it must be a whole number from 2"),
        (("patterns", "--out="), "--out is empty; give a folder"),
        (("patterns", "--workers", "0"), "--workers is 0"),
        (("backtest",), "missing FOLDER"),
        (("backtest", "nowhere"), "nowhere/posterior.parquet is not there; narrows calibrate"),
        (("backtest", "nowhere", "--replicates", "1"), "--replicates is 1; it must be"),
        (("backtest", "known"), "give a fit to an earlier cut-off"),
        (("sbc", "--sets", "1"), "--sets is 1; it must be a whole number from 2 to 100000"),
        (("sbc", "--seed", "99999999"), "--seed is 99999999; it must be a whole number from 0"),
        (("sbc", "--members", "19"), "--members is 19; it must be a whole number from 20"),
        (("sbc", "--cutoff", "2021-01-01"), "--cutoff is '2021-01-01'; it must be a date from"),
        (("sbc", "--out="), "--out is empty; give a folder"),
        (("identifiability", "--members", "9"), "--members is 9; it must be a whole number"),
        (("identifiability", "--members", "9999"), "it must be a whole number from 10 to"),
        (("identifiability", "--ranks", "nowhere"), "nowhere holds 0 finished sets"),
        (("identifiability", "--posterior", "no"), "there is no file no; give a posterior.parquet"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_what_is_wrong_is_said_in_one_line_and_nothing_is_written(typed, tmp_path, words, says):
    (tmp_path / "known").mkdir()
    shutil.copy(FILE, tmp_path / "known" / "posterior.parquet")
    before = sorted(tmp_path.rglob("*"))
    code, shown, said = typed(*words)
    assert (code, shown) == (2, "")
    assert ONE_LINE.match(said) and says in said, said
    assert sorted(tmp_path.rglob("*")) == before


def test_what_the_data_move_is_shown_and_written(typed, tmp_path):
    code, shown, _ = typed("identifiability", "--out", "out")
    assert code == 0 and "demand_season" in shown
    assert (tmp_path / "out" / "identifiability.md").is_file()
    code, shown, _ = typed("identifiability", "--json")
    found = json.loads(shown)
    assert code == 0 and found["effects"] == []
    assert {"name", "shift", "ratio", "said"} <= found["numbers"][0].keys()


def test_a_folder_of_other_files_is_left_alone(typed, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.md").write_text("mine")
    for command in (("patterns",), ("identifiability",)):
        code, _, said = typed(*command, "--out", "mine")
        assert code == 2 and "notes.md" in said
