# ruff: noqa: RUF001, E501
from __future__ import annotations

import re

import pytest

from experiments.comparison.paired_effects import effects
from experiments.comparison.verdicts import MARGINS, Verdict
from experiments.reporting.comparison_report import report
from experiments.reporting.effect_statements import (
    REALISED,
    answer,
    cost_per_averted,
    describe,
    name_of,
    summary,
    verdict_word,
)
from experiments.uncertainty.effect_uncertainty import uncertainty_of
from runs.number_format import MINUS, amount, percent, signed, signed_percent, span
from runs.reporting.outcome_names import NAMES


def only(make_results, **shifts):
    """Effects of the one policy."""
    return effects(make_results(**shifts))["policy"]


def test_a_fall_is_called_a_fall_with_its_simultaneous_interval(make_results):
    found = only(make_results, arrivals=(-100, 10))["arrivals"]
    interval = found.judgement.interval
    assert describe(found) == (
        f"arrivals: fall by 100 ({percent(100 / found.baseline, 1)} of the baseline; 95 % interval "
        f"{span(interval.low, interval.high, 'people')})"
    )
    assert interval.low < found.difference.low and interval.high > found.difference.high


def test_an_interval_that_holds_zero_and_more_than_the_margin_cannot_tell(make_results):
    found = only(make_results, expected_deaths=(-10, 100))["expected_deaths"]
    text = describe(found)
    assert text.startswith("expected deaths: cannot tell, between −")
    assert re.search(r"; a change of [\d.]+ would have shown; some [\d,]+ replicates", text)
    assert not re.search(r"\b(falls?|rises?)\b", text)


def test_an_interval_within_the_margin_is_about_the_same(make_results):
    found = only(make_results, arrivals=(0.2, 3))["arrivals"]
    assert found.judgement.verdict is Verdict.SAME
    assert describe(found).startswith("arrivals: about the same, within 10.")


def test_realised_deaths_have_a_range_and_no_verdict(make_results):
    found = only(make_results, deaths=(-100, 10))["deaths"]
    assert found.judgement is None and found.direction == 0 and verdict_word(found) == ""
    assert describe(found).startswith("deaths: −100 on average; 90 % of replicates between −1")
    assert "no verdict" in describe(found)


def test_other_outcomes_say_that_their_interval_is_alone(make_results):
    found = only(make_results, arrests=(5, 1))["arrests"]
    assert "interval of this outcome alone, so no verdict" in describe(found)


def test_an_outcome_that_nothing_touches_is_the_same(make_results):
    assert describe(only(make_results)["price"]) == "price per seat: the same in every replicate"


@pytest.mark.parametrize("replicates", [1, 2, 19, 39])
def test_too_few_replicates_support_no_claim(make_results, replicates):
    found = effects(make_results(replicates=replicates, arrivals=(-100, 0.1)))
    assert found["policy"]["arrivals"].direction == 0
    assert "cannot tell" in describe(found["policy"]["arrivals"])
    assert summary(found)[0].startswith("Arrivals: cannot tell, ")


def test_an_undefined_outcome_supports_no_claim(make_results):
    found = effects(make_results(arrivals=(float("nan"), 1)))
    assert summary(found)[0] == "Arrivals: cannot tell, undefined in a replicate under policy."
    assert "nothing can be said" in describe(found["policy"]["arrivals"])


def test_the_summary_has_expected_deaths_beside_arrivals(make_results):
    said = summary(effects(make_results(arrivals=(-100, 10), expected_deaths=(50, 1))))
    assert said[0].startswith("Arrivals: falls under policy (−1")
    assert said[-2].startswith("Expected deaths: rises under policy (+")
    assert said[-1] == (
        "Deaths: 0 [0 to 0] under policy (mean and [range of 90 % of replicates], without a verdict)."
    )


def test_the_answer_says_how_many_are_averted_and_delayed(make_results):
    found = effects(
        make_results(
            arrivals=(-100, 10),
            people_gave_up=(70, 9),
            still_on_the_way=(30, 4),
            public_cost=(1e6, 0),
        )
    )
    [sentence] = answer(found, {"policy": "A policy"})
    assert sentence.startswith("**policy** (A policy): arrivals fall by 100 (")
    assert re.search(r"; \+70\.0 \(\+6.* averted, £14,300 \(.*, \+30\.0 \(\+2.* delayed;", sentence)
    assert "for each person averted" in sentence
    assert sentence.endswith("expected deaths: the same in every replicate.")


def test_people_who_are_only_delayed_are_not_called_averted(make_results):
    found = effects(make_results(arrivals=(-100, 10), still_on_the_way=(100, 10)))
    [sentence] = answer(found, {"policy": "A policy"})
    assert "averted: " not in sentence.replace("averted: about the same", "")
    assert found["policy"]["averted"].difference.mean == 0
    assert cost_per_averted(found["policy"]) == "not shown: cannot tell whether any are averted"


@pytest.mark.parametrize(
    ("shifts", "expected"),
    [
        ({"people_gave_up": (100, 1e-9), "public_cost": (1e6, 0)}, "£10,000 (£10,000 to £10,000)"),
        ({"people_gave_up": (1, 100), "public_cost": (1e6, 0)}, "not shown: cannot tell whether any are averted"),
        ({"people_gave_up": (-100, 10), "public_cost": (1e6, 0)}, "not shown: fewer are averted than in the baseline"),
        ({"people_gave_up": (100, 10)}, "not shown: the scenario costs no more than the baseline"),
    ],
    ids=["clear", "not clear", "fewer", "free"],
)  # fmt: skip
def test_cost_is_shown_only_where_somebody_is_averted(make_results, shifts, expected):
    assert cost_per_averted(effects(make_results(**shifts))["policy"]) == expected


@pytest.mark.parametrize("arrivals", [(-100, 10), (100, 10), (-5, 100), (5, 100), (1, 2)], ids=str)
@pytest.mark.parametrize("deaths", [(-40, 2), (40, 2), (3, 60)], ids=str)
def test_the_report_makes_no_claim_beyond_its_verdicts(make_results, arrivals, deaths):
    results = make_results(arrivals=arrivals, expected_deaths=deaths, deaths=deaths)
    found = effects(results)
    text = report(results.comparison, found, ["baseline", "policy"])
    for outcome in NAMES:
        word = {1: "rise", -1: "fall", 0: None}[found["policy"][outcome].direction]
        name = name_of(outcome)[0].upper() + name_of(outcome)[1:]
        claims = re.findall(rf"^- {re.escape(name)}: (?:.*\b)?(rise|fall)s?\b", text, re.MULTILINE)
        assert set(claims) == ({word} if word else set())
    assert all(found["policy"][name].direction == 0 for name in REALISED)
    assert "policy's doing" not in text


def test_the_report_says_what_was_assumed_and_how_to_repeat_it(make_results):
    results = make_results(arrivals=(-100, 10))
    text = report(results.comparison, effects(results), ["baseline", "my policies/one.yaml"])
    assert (
        "narrows compare baseline 'my policies/one.yaml' --replicates 60 --days 90 --run-out 0 "
        "--seed 1" in text
    )
    assert "Unproven: the deterrence elasticity is the user's own choice." in text
    assert re.search(r"Of \d+ parameters, \d+ sourced, \d+ inferred, \d+ assumed", text)
    for heading in (
        "Answer",
        "Averted is not delayed",
        "Annex: the scenarios",
        "Cost",
        "Figures",
        "What was assumed",
        "Limits",
    ):
        assert f"\n## {heading}\n" in text
    headings = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert (headings[0], headings[-1]) == ("Answer", "Annex: the scenarios")
    assert "money planned for later is not in it" in text
    assert text.count("*Same sign* is") == 1


def test_the_report_opens_with_people_averted_in_whole_numbers(make_results):
    results = make_results(people_gave_up=(7.4, 0.9), arrivals=(-7.4, 0.9))
    found = effects(results)
    text = report(results.comparison, found, ["baseline", "policy"], uncertainty_of(results))
    answered = text.split("## Answer\n\n")[1].split("Policy by policy:")[0]
    header, _, row, *_ = answered.splitlines()
    assert header.startswith("| Policy | People averted over the period (mean, 95 % interval) |")
    assert re.fullmatch(
        r"\| Policy \(policy\) \| \+7 \(\+7 to \+8\) \| \+\d+ to \+\d+ \| more than none \|", row
    )
    leads = re.findall(r"^\*\*(.*?)\.\*\*", answered, re.MULTILINE)
    assert leads == ["How sure", "Why not surer", "What to find out first", "Best choice"]
    for word in ("*Replicate* (", "*Averted*: ", "*Delayed*: ", "*Cannot tell*: "):
        assert f"\n- {word}" in answered


def test_every_headline_outcome_has_a_margin_with_a_reason(make_results):
    assert {"arrivals", "averted", "delayed", "expected_deaths"} <= MARGINS.keys()
    assert not MARGINS.keys() & set(REALISED)
    text = report((results := make_results()).comparison, effects(results), ["baseline", "policy"])
    for margin in MARGINS.values():
        assert 0 < margin.share < 0.05 and margin.reason in text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (1234567.0, "people", "1,234,567"), (99.6, "people", "100"), (12.34, "boats", "12.3"),
        (0.0, "people", "0"), (0.0421, "share", "0.042"), (-2.5e6, "GBP", "−£2.5m"),
        (3000.4, "GBP/person", "£3,000"), (float("nan"), "people", "undefined"),
    ],
)  # fmt: skip
def test_numbers_have_as_many_digits_as_they_deserve(value, unit, text):
    assert amount(value, unit) == text


def test_an_interval_has_signs_and_one_precision():
    assert span(-120.4, 3.2, "people") == "−120 to +3"
    assert span(-2.66, -0.0021, "boats") == "−2.66 to −0.002"
    assert span(float("nan"), 1.0, "people") == "no interval"
    assert signed(0.0, "people") == "0"


def test_a_relative_change_has_its_sign_unless_it_is_written_as_zero():
    assert signed_percent(-0.664) == f"{MINUS}66 %"
    assert signed_percent(0.083, 1) == "+8.3 %"
    assert signed_percent(-0.004) == signed_percent(0.0) == "0 %"
    assert signed_percent(float("nan")) == percent(float("nan"))
