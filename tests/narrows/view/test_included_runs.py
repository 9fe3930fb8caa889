"""Runs that come with the project answer at once: the same question alone, marked if older."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from experiments.comparison.planned_looks import FIRST
from narrows.view import included_runs
from narrows.view.background_effects import Answer
from narrows.view.effect_summary import Findings
from narrows.view.included_runs import CARRIED, included, write
from runs.effect_draws import EFFECTS, EffectSizes
from tests.narrows.view.made_runs import made_pairs, question


@pytest.fixture
def asked(tmp_path, monkeypatch):
    """A question whose runs are in a folder of their own."""
    monkeypatch.setenv(included_runs.FOLDER, str(tmp_path))
    made = question()
    pairs = made_pairs(made, FIRST)
    for side, scenario in enumerate((made.baseline, made.changed)):
        write(tmp_path / f"{side}.parquet", scenario, made, [both[side] for both in pairs.values()])
    included_runs._index.cache_clear()
    return made, pairs


def test_they_come_back_as_they_were(asked):
    made, pairs = asked
    found = included(made)
    assert found.older == ""
    for number, both in pairs.items():
        for one, other in zip(both, found.pairs[number], strict=True):
            np.testing.assert_array_equal(one.record.outcomes, other.record.outcomes)
            np.testing.assert_array_equal(one.series, other.series)
            np.testing.assert_array_equal(one.people, other.people)
            np.testing.assert_array_equal(one.boats, other.boats)


def test_a_question_is_answered_before_anything_runs(asked):
    made, pairs = asked
    answer = Answer(made, FIRST, included(made))
    assert answer.finished
    assert answer.findings().key == Findings.after(made, list(pairs.values())).key
    assert answer.findings().judged
    assert answer.findings().runs == ""


@pytest.mark.parametrize("change", ["seed", "days", "posterior"])
def test_another_question_is_refused(asked, monkeypatch, change):
    made, _ = asked
    if change == "seed":
        made = replace(made, seed=2)
    elif change == "days":
        made = question(days=121)
    else:
        monkeypatch.setattr(
            included_runs, "parameter_source", lambda _: {"sha256": "of another posterior"}
        )
    assert included(made) is None


def test_runs_of_other_code_answer_but_are_marked_until_there_are_own(asked, monkeypatch):
    made, pairs = asked
    monkeypatch.setattr(included_runs, "code_digest", lambda: "another")
    kept = included(made)
    assert "the model has changed" in kept.older
    answer = Answer(made, FIRST, kept)
    assert answer.done == 0
    assert not answer.finished
    assert answer.findings().runs == kept.older
    answer.pairs = dict(pairs)
    assert answer.findings().runs == ""


def test_a_file_that_is_not_whole_is_none(asked, tmp_path):
    made, _ = asked
    (tmp_path / "1.parquet").write_bytes(b"half")
    included_runs._index.cache_clear()
    included_runs.facts_of.cache_clear()
    assert included(made) is None


def test_what_ships_can_be_read_and_is_small():
    paths = sorted(CARRIED.glob("*.parquet")) if CARRIED.exists() else []
    assert sum(path.stat().st_size for path in paths) < 4_000_000
    for path in paths:
        facts = included_runs.facts_of(path)
        assert facts["replicates"] >= FIRST
        assert facts["parameters_from"]["sha256"]
        assert facts["version"]
        assert facts[EFFECTS] == EffectSizes.CENTRAL, "as the page runs them"
