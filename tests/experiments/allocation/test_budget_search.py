from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from experiments.allocation import interdiction_bound, pessimistic_side, run_allocation
from experiments.allocation.allocation_folder import check, claimed
from experiments.allocation.budget_search import search
from experiments.allocation.interdiction_bound import Bound
from experiments.allocation.policy_evaluation import Evaluator
from experiments.allocation.posted_officers import BestAnswer
from experiments.reporting.allocation_answer import save_answer
from scenarios.errors import InputError

pytestmark = pytest.mark.slow


@contextmanager
def unwatched(_what):
    yield lambda *_: None


def allocate(question, folder, workers, watched):
    with claimed(folder, question):
        found = run_allocation.allocate(question, folder, workers, watched)
        save_answer(folder, found)
    return found


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*")) if path.is_file()
    }  # fmt: skip


@pytest.fixture
def no_model(formula, monkeypatch):
    monkeypatch.setattr(
        interdiction_bound, "_one", lambda *_: Bound(100.0, 90.0, False, np.array([4.0, 0.0]))
    )
    answer = BestAnswer(1_000.0, 1_500.0, 2_000.0, 0.9, 0.8, 0.99)
    monkeypatch.setattr(
        pessimistic_side, "_one", lambda _, policies, __: (answer,) * (1 + len(policies))
    )
    return formula


def test_it_begins_with_the_references_and_finds_what_the_formula_rewards(
    question, formula, tmp_path
):
    question = replace(question, trials=40, generation=8)
    found = search(Evaluator(question, tmp_path / "out", 1), lambda *_: None)
    assert [each.name for each in found.policies[:3]] == ["equal", "all-bulgaria", "all-finance"]
    assert len(found.policies) == 40 and found.values.shape[:2] == (41, 2)
    officers = np.array([each.spending[0] for each in found.policies]) * 1e6 / 120_000
    assert found.objectives()[:, 0] == pytest.approx(-officers)
    assert formula.batches == 5


def test_stopped_anywhere_and_resumed_the_files_are_the_same_bytes(question, no_model, tmp_path):
    whole = tmp_path / "whole"
    allocate(question, whole, 1, unwatched)
    batches = no_model.batches
    again = tmp_path / "again"
    for stop in range(1, batches + 1):

        @contextmanager
        def stopping(_what, stop=stop):
            def content(_done, _total):
                if no_model.batches >= stop:
                    raise KeyboardInterrupt

            yield content

        no_model.batches = stop - 1
        with pytest.raises(KeyboardInterrupt):
            allocate(question, again, 1, stopping)
    no_model.batches = 0
    allocate(question, again, 1, unwatched)
    assert files(again) == files(whole)


def test_a_damaged_batch_is_made_anew_and_others_are_not(question, no_model, tmp_path):
    allocate(question, tmp_path / "out", 1, unwatched)
    before = files(tmp_path / "out")
    damaged = tmp_path / "out/batches/search-001.parquet"
    damaged.write_bytes(damaged.read_bytes()[:-9])
    no_model.batches = 0
    allocate(question, tmp_path / "out", 1, unwatched)
    assert no_model.batches == 1
    assert files(tmp_path / "out") == before


@pytest.mark.usefixtures("no_model")
def test_finalists_run_on_replicates_that_the_search_has_not_seen(question, tmp_path):
    found = allocate(question, tmp_path / "out", 1, unwatched)
    confirmed = found.confirmed
    arrivals = confirmed.values[0, :, 0]
    assert arrivals.tolist() == [1_000.0 + number for number in range(2, 12)]
    names = [policy.name for policy in confirmed.policies]
    assert len(names) == len(set(names))
    assert {"equal", "nothing-uniform", "nothing-fixed", "equal-uniform", "equal-fixed"} <= {*names}
    robust = dict(zip(names, confirmed.robust(), strict=True))
    assert robust["all-bulgaria"].undominated.mean == 1.0
    assert robust["all-bulgaria"].fewer["arrivals"].mean == 1.0
    assert robust["all-bulgaria"].fewer["expected_deaths"].mean == 0.0
    assert robust["nothing-uniform"].undominated.mean == 1.0
    report = (tmp_path / "out/report.md").read_text()
    assert "Deaths" in report and "not a forecast" in report and "10.0 %" in report


def test_a_folder_of_something_else_is_left_alone(question, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/letter.txt").write_text("dear")
    with pytest.raises(InputError, match="no part of an allocation; give a new folder"):
        check(tmp_path / "mine", question)
    with claimed(tmp_path / "ours", question):
        pass
    with pytest.raises(InputError, match="its seed is 1, not 2; give another folder"):
        check(tmp_path / "ours", replace(question, seed=2))
