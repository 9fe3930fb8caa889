"""The answer in brief says what verdicts allow; the chart has both worlds and the record."""

from __future__ import annotations

import math

import pytest

from calibration.data_series.data_source import DataSource
from experiments.comparison.planned_looks import FIRST
from narrows.view.answer_in_brief import figures, sentence
from narrows.view.effect_summary import HELD, LEAST, SO_FAR, Findings
from narrows.view.middling_pair import middling, standing
from narrows.view.monthly_chart import monthly_chart
from tests.narrows.view.made_runs import made_pairs, question


@pytest.fixture(scope="module")
def asked():
    return question(days=366)


@pytest.fixture(scope="module")
def findings(asked):
    return Findings.after(asked, list(made_pairs(asked, FIRST).values()))


@pytest.fixture(scope="module")
def early(asked):
    return Findings.after(asked, list(made_pairs(asked, LEAST).values()))


def test_the_sentence_claims_what_verdicts_carry(findings):
    said = sentence(findings, "31 Dec 2024")
    assert said.startswith("By 31 Dec 2024, arrivals fall by some ")
    assert "people averted" in said
    assert "cannot be told" in said
    assert "delayed" not in said


def test_so_far_nothing_is_claimed(early):
    assert sentence(early, "31 Dec 2024") == SO_FAR
    assert not any(figure.claimed for figure in figures(early, ["finance-disruption"]))
    words = " ".join(line for each in figures(early, ["finance-disruption"]) for line in each.lines)
    assert "cannot tell" not in words


def test_the_four_figures_have_intervals_cost_and_what_is_left_out(findings):
    averted, deaths, cost, sure = figures(findings, ["finance-disruption"])
    assert averted.claimed
    assert any(line.startswith("95 %: ") for line in averted.lines)
    assert any(line.startswith("Delayed") for line in averted.lines)
    assert deaths.value == "Cannot tell"
    assert cost.value == "£20.0m"
    assert "Per person averted: £" in cost.lines[0]
    assert sure.value.startswith("Sure of ")
    assert HELD in sure.lines
    assert HELD in findings.about()
    assert any(line.startswith("Not in them either") for line in sure.lines)
    assert sure.lines[-1] == "No source gives the strength of 1 of 1 measure."


def test_it_is_said_before_any_verdict_that_strengths_are_held(early):
    assert HELD in figures(early, ["finance-disruption"])[3].lines


def test_the_middling_pair_is_in_the_middle(findings, early):
    place = standing(findings, middling(findings))
    assert (place.rank, place.of) == (FIRST // 2, FIRST)
    below = [standing(findings, number).change for number in range(FIRST)]
    assert sum(change < place.change for change in below) == FIRST // 2 - 1
    assert middling(early) == 0
    assert standing(findings, FIRST) is None


def test_the_chart_has_both_worlds_the_record_and_the_day_they_part(asked, findings):
    content = monthly_chart((asked.baseline, asked.changed), findings, DataSource(), None)
    assert content["months"][0] == "2024-01"
    assert len(content["months"]) == 12
    arrivals, deaths = content["charts"]
    assert arrivals["changed"]["mean"][3] < arrivals["baseline"]["mean"][3]
    assert arrivals["baseline"]["low"][0] < arrivals["baseline"]["high"][0]
    assert all(value > 0 for value in arrivals["observed"])
    assert len(deaths["observed"]) == 12
    assert content["parted_on"] == "2024-09-18"
    assert content["parted"] == pytest.approx(8 + 17 / 30, abs=0.001)
    assert not any(math.isnan(value) for value in arrivals["changed"]["mean"])


def test_before_any_run_the_chart_has_the_record_alone(asked):
    content = monthly_chart((asked.baseline, asked.changed), None, DataSource(), None)
    assert content["charts"][0]["changed"] is None
    assert all(value > 0 for value in content["charts"][0]["observed"])
