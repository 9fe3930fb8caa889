"""Effects in the background are those of a comparison, shared fairly, and can be cancelled."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from calibration.posterior import load_posterior
from experiments.comparison import paired_effects
from experiments.comparison.planned_looks import FIRST, LOOKS, following, level_at, reached
from experiments.comparison.verdicts import MARGINS, judge
from experiments.reporting.effect_statements import REALISED
from narrows.view import background_effects
from narrows.view.background_effects import Answer, BusyError, Laboratory
from narrows.view.effect_summary import ANSWER, LEAST, SO_FAR, Findings
from narrows.view.paired_replicate import SERIES, Question, run_pair
from runs.arrivals_accounting import WHOLE
from runs.comparison_design import Comparison
from runs.runner import execute
from scenarios.loader import load_scenario
from scenarios.packaged_places import DAILY_COLUMNS, OUTCOMES
from sim.core.draw_order import draw_number
from sim.interventions import KINDS

pytestmark = pytest.mark.slow

DAYS = 45
RUN_OUT = 30
RUN = 12
"""Replicates that are run, short of the first look."""
PATIENCE = 900
"""Seconds that replicates may take on a busy machine: their workers give way to all others."""
CLAIMS = ("rise", "fall", "about the same", "cannot tell", "clear")


@pytest.fixture(scope="module")
def base():
    return replace(load_scenario("baseline"), days=DAYS, warmup_days=40, run_out_days=RUN_OUT)


@pytest.fixture(scope="module")
def question(base):
    """Half of all entries gone before the first day: an effect that every interval shows."""
    return Question(base, _returns(base, date(2023, 12, 1), "returns"), seed=3, fitted=False)


def _returns(base, start, name):
    returns = KINDS["returns"](start=start, returned=0.5, elasticity=1.0, days_to_effect=0)
    return replace(base, name=name, title="Returns", interventions=(returns,))


@pytest.fixture(scope="module")
def laboratory():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(background_effects, "GIVES_WAY", 0)
        kept = Laboratory(workers=2)
        yield kept
        kept.close()


def finish(laboratory, session_id, question, replicates):
    ended = threading.Event()
    seen = []

    def changed(answer):
        seen.append(answer.done)
        if answer.finished:
            ended.set()

    answer = laboratory.ask(session_id, question, replicates, changed)
    assert answer.finished or ended.wait(PATIENCE)
    return answer, seen


@pytest.fixture(scope="module")
def answered(laboratory, question):
    return finish(laboratory, "first", question, RUN)


@pytest.fixture(scope="module")
def looked(answered, question):
    """What the first planned look gives; replicates are those that ran, over and over."""
    return Findings.after(question, [answered[0].pairs[number % RUN] for number in range(FIRST)])


@pytest.fixture(scope="module")
def early(answered):
    """What is known long before it."""
    return answered[0].findings()


def test_a_pair_is_what_a_comparison_runs(world, question, base):
    late = _returns(base, date(2024, 1, 20), "late")
    later = _returns(base, base.end, "in the run-out")
    design = Comparison((base, question.changed, late, later), 3, 1)
    kept = execute(world, design)
    for changed, row in (
        (question.changed, 1), (later, 3), (late, 2), (late, 2), (question.changed, 1), (later, 3),
    ):  # fmt: skip
        pair = run_pair(replace(question, changed=changed), 0)
        for one, position in zip(pair, (0, row), strict=True):
            np.testing.assert_array_equal(one.record.outcomes, kept.outcomes[position, 0])
            np.testing.assert_array_equal(one.record.daily, kept.daily[position, 0])
            arrivals = one.series[SERIES.index("arrivals")].sum()
            assert arrivals == kept.outcome(design.names[position], "arrivals")[0]


def test_each_replicate_takes_its_posterior_draw(question):
    fitted, posterior = replace(question, fitted=True), load_posterior()
    for replicate in (0, 7):
        draw = draw_number(question.seed, replicate, posterior.members)
        for scenario in fitted.design(1).drawn(replicate):
            for name, values in posterior.parameters.items():
                assert scenario.parameters[name] == values[draw]


def test_flows_over_corridors_sum_to_what_came_on_days_that_count(question):
    baseline, _ = run_pair(question, 0)
    longer = replace(
        question,
        baseline=question.baseline.with_run_out(RUN_OUT + 20),
        changed=question.changed.with_run_out(RUN_OUT + 20),
    )
    for one, other in zip(run_pair(question, 0), run_pair(longer, 0), strict=True):
        np.testing.assert_array_equal(one.people, other.people)
        np.testing.assert_array_equal(one.boats, other.boats)
    arrivals = baseline.record.outcomes[list(OUTCOMES).index("arrivals")]
    assert 0 < baseline.people.max() <= arrivals
    launched = baseline.record.daily[:, DAILY_COLUMNS.index("boats_launched")].sum()
    assert 0 < baseline.boats.max() <= launched


def test_effects_come_as_they_are_known_and_equal_those_of_a_comparison(world, answered, question):
    answer, seen = answered
    assert seen == sorted(seen)
    assert seen[-1] == RUN
    findings = answer.findings()
    kept = execute(world, Comparison((question.baseline, question.changed), 3, 6))
    np.testing.assert_array_equal(findings.results.outcomes[:, :6], kept.outcomes)
    assert findings.done == RUN


def test_before_the_first_look_nothing_is_claimed(early):
    assert not early.judged
    assert all(each.judgement is None for each in early.changed.values())
    cards = [*early.cards(), *(card for group in early.displaced().values() for card in group)]
    assert {card["direction"] for card in cards} == {0}
    assert {card["verdict"] for card in cards} == {""}
    assert {card["interval"] for card in early.cards()} == {"single", "range"}
    arrivals = early.cards()[0]["difference"]
    assert arrivals["high"] < 0, "an interval that leaves out zero, so that a claim would show"
    assert early.words()[0] == SO_FAR
    assert not any(word in line for line in early.words() for word in CLAIMS)
    assert early.meant() == []


def test_a_verdict_stands_on_the_simultaneous_interval_of_its_look(looked):
    findings = looked
    assert findings.judged
    assert repr(findings.effects) == repr(paired_effects.effects(findings.results, level_at(FIRST)))
    assert json.loads(json.dumps(findings.cards())) == findings.cards()
    assert [card["id"] for card in findings.cards()[:5]] == [*ANSWER, "deaths"]
    for card in findings.cards():
        effect = findings.changed[card["id"]]
        low, high = card["difference"]["low"], card["difference"]["high"]
        assert (card["interval"] == "simultaneous") == (card["id"] in MARGINS)
        if card["direction"]:
            assert card["id"] in MARGINS
            assert low > 0 or high < 0
        if card["id"] in REALISED:
            assert (low, high) == effect.middle
            assert card["verdict"] == ""
    by_id = {card["id"]: card for card in findings.cards()}
    assert by_id["arrivals"]["direction"] == -1
    assert by_id["averted"]["baseline"] == by_id["arrivals"]["baseline"]
    assert "Arrivals: fall by" in findings.words()[0]


def test_parts_of_the_fall_in_arrivals_add_up(looked):
    changed = looked.changed
    parts = sum(changed[part.name].difference.mean for part in WHOLE)
    assert parts == pytest.approx(-changed["arrivals"].difference.mean)


def test_between_two_looks_nothing_new_is_shown(answered, question):
    second = following(FIRST)
    answer = Answer(question, second)
    for number in range(second):
        answer.pairs[number] = answered[0].pairs[number % RUN]
        if number + 1 in (LEAST - 1, LEAST, RUN, FIRST - 1, FIRST, FIRST + 1, second - 1, second):
            findings = answer.findings()
            if number + 1 < LEAST:
                assert findings is None
            else:
                assert findings.done == (reached(number + 1) or number + 1)
                assert findings.judged == (findings.done in LOOKS)


def test_where_the_flow_went_is_judged_as_one_family(looked):
    findings = looked
    kept = findings.displaced()
    assert {group: len(cards) for group, cards in kept.items()} == {
        "people": 62, "boats": 62, "zones": 4, "methods": 3,
    }  # fmt: skip
    cards = [card for group in kept.values() for card in group]
    assert {card["interval"] for card in cards} == {"simultaneous"}
    zones = np.array([
        findings.results.outcomes[1, :, list(OUTCOMES).index(card["id"])]
        - findings.results.outcomes[0, :, list(OUTCOMES).index(card["id"])]
        for card in kept["zones"]
    ])  # fmt: skip
    alone = judge(list(zones), [0.0] * len(zones), level_at(FIRST))
    for card, narrower in zip(kept["zones"], alone, strict=True):
        assert card["difference"]["mean"] == pytest.approx(narrower.interval.mean)
        width = card["difference"]["high"] - card["difference"]["low"]
        assert width > 2 * narrower.interval.half_width


def test_arrivals_and_deaths_are_said_together(looked):
    words = " ".join(looked.words()).lower()
    for said in ("arrivals", "people averted", "people delayed", "expected deaths", "deaths:"):
        assert said in words


def test_charts_end_with_what_their_cards_say(looked, early):
    for findings in (looked, early):
        for outcome in SERIES:
            chart = findings.chart(outcome)
            assert len(chart["mean"]) == 1 + len(findings.months.starts)
            shown = findings.changed[outcome].shown
            for end in ("mean", "low", "high"):
                assert chart[end][-1] == pytest.approx(getattr(shown, end), abs=0.01)


def test_what_was_answered_is_answered_at_once(laboratory, answered, question):
    again = laboratory.ask("second", question, RUN)
    assert again is answered[0]
    assert again.finished


def test_a_new_question_cancels_the_former_of_the_same_visitor(laboratory, question):
    previous = laboratory.ask("third", replace(question, seed=11), 20)
    other, _ = finish(laboratory, "third", replace(question, seed=12), LEAST)
    assert other.done == LEAST
    assert not previous.visitors
    assert previous.done < previous.of


def test_visitors_take_turns(laboratory, question):
    long = laboratory.ask("long", replace(question, seed=13), 30)
    short, _ = finish(laboratory, "short", replace(question, seed=14), LEAST)
    assert short.finished
    assert len(long.started) <= LEAST + 4
    laboratory.cancel("long")


def test_too_many_questions_are_refused_kindly(question, monkeypatch):
    monkeypatch.setattr(background_effects, "MOST_QUESTIONS", 2)
    monkeypatch.setattr(Laboratory, "_start", lambda *_: None)
    kept = Laboratory(workers=1)
    kept.ask("a", replace(question, seed=1))
    kept.ask("b", replace(question, seed=2))
    with pytest.raises(BusyError, match="try again"):
        kept.ask("c", replace(question, seed=3))
    kept.ask("a", replace(question, seed=4))
    with pytest.raises(ValueError, match="from 4"):
        kept.ask("a", question, 1)


def test_answers_for_which_no_one_waits_are_forgotten_in_time(question, monkeypatch):
    monkeypatch.setattr(background_effects, "MOST_ANSWERS", 3)
    monkeypatch.setattr(Laboratory, "_start", lambda *_: None)
    kept = Laboratory(workers=1)
    for seed in range(10):
        kept.ask("a", replace(question, seed=seed))
    assert kept.load()["kept"] <= 4


def test_a_run_that_fails_is_reported_and_harms_no_other(laboratory, question):
    post = KINDS["post"](start=date(2024, 1, 1), unit="nowhere", officers=1.0)
    broken = replace(question, changed=replace(question.changed, interventions=(post,)))
    answer, _ = finish(laboratory, "fourth", broken, LEAST)
    assert "failed" in answer.error
    assert finish(laboratory, "fifth", replace(question, seed=12), LEAST)[0].finished
