from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from experiments.comparison.paired_effects import effects
from experiments.reporting.comparison_report import report
from experiments.reporting.staff_not_at_work import not_at_work, staff_on_last_day
from runs.comparison_design import Comparison
from scenarios.packaged_places import OUTCOMES
from sim.interventions import KINDS

PATROLS = KINDS["beach-patrol"](start=date(2023, 9, 15), officers=200)
JOINT = KINDS["joint-investigation"](start=date(2023, 9, 15))


@pytest.mark.parametrize("measures", [(PATROLS,), (PATROLS, JOINT)], ids=len)
def test_staff_are_those_of_the_daily_table(run, make_scenario, measures):
    found = staff_on_last_day(make_scenario(interventions=measures))
    with_them, without = run(interventions=measures).daily, run().daily
    assert found.recruiting == pytest.approx(with_them["officers_recruiting"][-1])
    assert found.training == pytest.approx(with_them["officers_training"][-1])
    assert found.at_work == pytest.approx(with_them["officers"][-1] - without["officers"][-1])
    assert found.recruiting > 0 and found.training > 0


def compared(make_results, intervention, days=90, **shifts):
    results = make_results(days=days, **shifts)
    pair = results.comparison.scenarios
    policy = replace(pair[1], interventions=(intervention,))
    return replace(results, comparison=Comparison((pair[0], policy), 1, 8))


def test_officers_on_their_way_are_reported_in_terms_that_add_up(make_results):
    results = compared(make_results, replace(PATROLS, start=date(2024, 7, 1)), 200, deaths=(-1, 1))
    [sentence] = not_at_work(results.comparison, effects(results))
    assert sentence.startswith("policy: of 200 officers to be recruited, ")
    counts = [int(word) for word in sentence.split() if word.isdigit()]
    assert counts[0] == sum(counts[1:4]) and all(counts[1:4])
    assert "the last day (2024-07-18) finds " in sentence
    assert f"- {sentence}" in report(results.comparison, effects(results), ["baseline", "policy"])


def test_nothing_is_reported_where_all_are_at_work(make_results):
    results = compared(make_results, replace(PATROLS, start=date(2022, 1, 1)), deaths=(-1, 1))
    assert not_at_work(results.comparison, effects(results)) == []


def test_a_scenario_that_differs_in_cost_alone_has_nothing_at_work(make_results):
    results = compared(
        make_results, replace(PATROLS, start=date(2024, 3, 20)), public_cost=(1e6, 0)
    )
    _, sentence = not_at_work(results.comparison, effects(results))
    assert "every outcome but cost" in sentence and "nothing of it is at work yet" in sentence
    one = compared(make_results, replace(PATROLS, start=date(2024, 3, 20)), deaths=(1, 3))
    assert len(not_at_work(one.comparison, effects(one))) == 1


def test_an_outcome_undefined_in_both_does_not_hide_that_they_are_the_same(make_results):
    results = compared(make_results, replace(PATROLS, start=date(2024, 3, 20)))
    results.outcomes[:, :, list(OUTCOMES).index("price")] = np.nan
    assert "nothing of it is at work" in not_at_work(results.comparison, effects(results))[-1]
