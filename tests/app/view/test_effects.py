"""Effects in the background are those of a comparison, shared fairly, and can be cancelled."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from app.view import effects
from app.view.effects import BusyError, Laboratory
from app.view.findings import LEAST
from app.view.pairs import SERIES, Question, run_pair
from calibration.posterior import load_posterior
from experiments.comparison import Comparison
from experiments.runner import execute
from scenarios.loader import load_scenario
from sim.interventions import KINDS
from sim.outcomes import DAILY_COLUMNS, OUTCOMES

DAYS = 45


@pytest.fixture(scope="module")
def base():
    return replace(load_scenario("baseline"), days=DAYS, warmup_days=40)


@pytest.fixture(scope="module")
def question(base):
    """Half of all entries gone from the first day: an effect that every interval shows."""
    return Question(base, _returns(base, date(2023, 12, 1), "returns"), seed=3, fitted=False)


def _returns(base, start, name):
    returns = KINDS["returns"](start=start, returned=0.5, elasticity=1.0, days_to_effect=0)
    return replace(base, name=name, title="Returns", interventions=(returns,))


@pytest.fixture(scope="module")
def laboratory():
    held = Laboratory(workers=2)
    yield held
    held.close()


def finish(laboratory, visitor, question, replicates):
    ended = threading.Event()
    seen = []

    def changed(answer):
        seen.append(answer.done)
        if answer.finished:
            ended.set()

    answer = laboratory.ask(visitor, question, replicates, changed)
    assert answer.finished or ended.wait(300)
    return answer, seen


@pytest.fixture(scope="module")
def answered(laboratory, question):
    return finish(laboratory, "first", question, 6)


def test_a_pair_is_what_a_comparison_runs(world, question, base):
    late = _returns(base, date(2024, 1, 20), "late")
    design = Comparison((base, question.changed, late), 3, 1)
    held = execute(world, design)
    for changed, row in ((question.changed, 1), (late, 2), (late, 2), (question.changed, 1)):
        pair = run_pair(replace(question, changed=changed), 0)
        for one, place in zip(pair, (0, row), strict=True):
            np.testing.assert_array_equal(one.record.outcomes, held.outcomes[place, 0])
            np.testing.assert_array_equal(one.record.daily, held.daily[place, 0])
            arrivals = one.series[SERIES.index("arrivals")].sum()
            assert arrivals == held.outcome(design.names[place], "arrivals")[0]


def test_each_replicate_takes_its_member_of_the_posterior(question):
    fitted = replace(question, fitted=True)
    for replicate in (0, 7):
        for scenario in fitted.design(1).drawn(replicate):
            for name, values in load_posterior().parameters.items():
                assert scenario.parameters[name] == values[replicate]


def test_flows_over_corridors_sum_to_what_came(question):
    baseline, _ = run_pair(question, 0)
    arrivals = baseline.record.outcomes[list(OUTCOMES).index("arrivals")]
    assert 0 < baseline.people.max() <= arrivals
    launched = baseline.record.daily[:, DAILY_COLUMNS.index("boats_launched")].sum()
    assert 0 < baseline.boats.max() <= launched


def test_effects_come_as_they_are_known_and_equal_those_of_a_comparison(world, answered, question):
    answer, seen = answered
    assert seen == sorted(seen)
    assert seen[-1] == 6
    findings = answer.findings()
    held = execute(world, Comparison((question.baseline, question.changed), 3, 6))
    np.testing.assert_array_equal(findings.results.outcomes, held.outcomes)
    assert findings.done == findings.of == 6


def test_findings_say_nothing_that_an_interval_does_not_carry(answered):
    found = answered[0].findings().as_dict()
    assert json.loads(json.dumps(found)) == found
    assert [card["id"] for card in found["cards"][:3]] == ["arrivals", "deaths", "expected_deaths"]
    for card in (*found["cards"], *found["displaced"]["people"], *found["displaced"]["zones"]):
        low, high = card["difference"]["low"], card["difference"]["high"]
        if low is not None and low <= 0 <= high:
            assert card["direction"] == 0
            assert "rise" not in card["text"]
            assert "fall" not in card["text"]
    entered = answered[0].findings().changed["entered"]
    assert entered.difference.direction == -1
    assert any("paired replicates" in line for line in found["words"])


def test_arrivals_and_deaths_are_said_together(answered):
    words = answered[0].findings().words()
    assert "arrivals" in words[0].lower()
    assert "deaths" in words[0].lower()


def test_charts_have_the_means_of_all_replicates_and_an_interval(answered):
    findings = answered[0].findings()
    chart = findings.chart("arrivals")
    assert len(chart["mean"]) == DAYS
    arrivals = findings.changed["arrivals"]
    assert chart["mean"][-1] == pytest.approx(arrivals.difference.mean, abs=0.01)
    assert chart["low"][-1] == pytest.approx(arrivals.difference.low, abs=0.01)


def test_what_was_answered_is_answered_at_once(laboratory, answered, question):
    again = laboratory.ask("second", question, 6)
    assert again is answered[0]
    assert again.finished


def test_a_new_question_cancels_the_former_of_the_same_visitor(laboratory, question):
    former = laboratory.ask("third", replace(question, seed=11), 20)
    other, _ = finish(laboratory, "third", replace(question, seed=12), LEAST)
    assert other.done == LEAST
    assert not former.visitors
    assert former.done < former.of


def test_visitors_take_turns(laboratory, question):
    long = laboratory.ask("long", replace(question, seed=13), 30)
    short, _ = finish(laboratory, "short", replace(question, seed=14), LEAST)
    assert short.finished
    assert len(long.started) <= LEAST + 4
    laboratory.cancel("long")


def test_too_many_questions_are_refused_kindly(question, monkeypatch):
    monkeypatch.setattr(effects, "MOST_QUESTIONS", 2)
    monkeypatch.setattr(Laboratory, "_start", lambda *_: None)
    held = Laboratory(workers=1)
    held.ask("a", replace(question, seed=1))
    held.ask("b", replace(question, seed=2))
    with pytest.raises(BusyError, match="try again"):
        held.ask("c", replace(question, seed=3))
    held.ask("a", replace(question, seed=4))
    with pytest.raises(ValueError, match="from 4"):
        held.ask("a", question, 1)


def test_answers_for_which_nobody_waits_are_forgotten_in_time(question, monkeypatch):
    monkeypatch.setattr(effects, "MOST_ANSWERS", 3)
    monkeypatch.setattr(Laboratory, "_start", lambda *_: None)
    held = Laboratory(workers=1)
    for seed in range(10):
        held.ask("a", replace(question, seed=seed))
    assert held.load()["kept"] <= 4


def test_a_run_that_fails_is_told_and_harms_no_other(laboratory, question):
    post = KINDS["post"](start=date(2024, 1, 1), unit="nowhere", officers=1.0)
    broken = replace(question, changed=replace(question.changed, interventions=(post,)))
    answer, _ = finish(laboratory, "fourth", broken, LEAST)
    assert "failed" in answer.error
    assert finish(laboratory, "fifth", replace(question, seed=12), LEAST)[0].finished
