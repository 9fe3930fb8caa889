# ruff: noqa: RUF001
from __future__ import annotations

import re

import pytest

from experiments.claims import NAMES, answer, cost_per_averted, summary, verdict
from experiments.numbers import amount, signed, span
from experiments.paired import effects
from experiments.report import report


def test_a_clear_fall_is_called_a_fall(make_results):
    found = effects(make_results(arrivals=(-100, 10)))["policy"]["arrivals"]
    assert verdict(found).startswith("arrivals: fall by 100 (")
    assert "same sign in 100 % of replicates" in verdict(found)


def test_an_effect_whose_interval_holds_zero_is_no_clear_change(make_results):
    found = effects(make_results(deaths=(-10, 100)))["policy"]["deaths"]
    text = verdict(found)
    assert text.startswith("deaths: no clear change, between −93.6 and +73.6")
    assert not re.search(r"\b(fall|rise)", text)


def test_an_outcome_that_nothing_touches_is_the_same(make_results):
    assert verdict(effects(make_results())["policy"]["price"]) == (
        "price of a seat: the same in every replicate"
    )


def test_one_replicate_supports_no_claim(make_results):
    found = effects(make_results(replicates=1, arrivals=(-100, 10)))
    assert "nothing can be said" in verdict(found["policy"]["arrivals"])
    assert summary(found)[0] == "Arrivals: one replicate has no interval."


def test_an_undefined_outcome_supports_no_claim(make_results):
    found = effects(make_results(arrivals=(float("nan"), 1)))
    assert summary(found)[0] == "Arrivals: undefined under policy."
    assert "nothing can be said" in verdict(found["policy"]["arrivals"])


def test_the_summary_has_deaths_beside_arrivals(make_results):
    first, second, *rest = summary(effects(make_results(arrivals=(-100, 10), deaths=(20, 1))))
    assert first.startswith("Arrivals: fall under policy (−108 to −92")
    assert second.startswith("Deaths: rise under policy")
    assert rest == [
        "Expected deaths: the same under policy.",
        "Deaths per 1,000 attempts: the same under policy.",
    ]


def test_the_answer_has_effect_cost_and_deaths_in_one_sentence(make_results):
    found = effects(make_results(arrivals=(-100, 10), deaths=(-10, 100), cost_gbp=(1e6, 0)))
    [sentence] = answer(found, {"policy": "A policy"})
    assert sentence.startswith("**policy** (A policy): arrivals fall by 100 (")
    assert "of the baseline; 95 % interval −108 to −92), at £10,000 (" in sentence
    assert sentence.endswith("averted; deaths: no clear change, between −93.6 and +73.6.")


def test_scenarios_without_clear_change_share_a_sentence(make_results):
    found = effects(make_results(arrivals=(-5, 100), deaths=(-20, 1)))
    found["other"] = found["policy"]
    [sentence] = answer(found, {"policy": "A policy", "other": "Another"})
    assert sentence.startswith("No clear change in arrivals: **policy** (A policy; between ")
    assert "**other** (Another; between " in sentence
    assert sentence.count("deaths: fall by 20.0 (") == 2
    assert not re.search(r"arrivals:? (fall|rise)", sentence)


def test_the_answer_to_one_replicate_is_that_there_is_none(make_results):
    [sentence] = answer(effects(make_results(replicates=1)), {"policy": "A policy"})
    assert sentence.startswith("Arrivals, one replicate has no interval, so nothing can be said: ")


@pytest.mark.parametrize(
    ("shifts", "expected"),
    [
        ({"arrivals": (-100, 10), "cost_gbp": (1e6, 0)}, "£10,000 (£9,230 to £10,900)"),
        ({"arrivals": (-1, 100), "cost_gbp": (1e6, 0)}, "not shown: no clear change in arrivals"),
        ({"arrivals": (100, 10), "cost_gbp": (1e6, 0)}, "not shown: arrivals rise"),
        ({"arrivals": (-100, 10)}, "not shown: the scenario costs no more than the baseline"),
    ],
    ids=["clear", "not clear", "rise", "free"],
)
def test_cost_for_each_averted_is_shown_only_where_something_is_averted(
    make_results, shifts, expected
):
    assert cost_per_averted(effects(make_results(**shifts))["policy"], "arrivals") == expected


@pytest.mark.parametrize("arrivals", [(-100, 10), (100, 10), (-5, 100), (5, 100)], ids=str)
@pytest.mark.parametrize("deaths", [(-20, 2), (20, 2), (3, 60)], ids=str)
def test_the_report_makes_no_claim_beyond_its_intervals(make_results, arrivals, deaths):
    results = make_results(arrivals=arrivals, deaths=deaths)
    found = effects(results)
    text = report(results.comparison, found, ["baseline", "policy"])
    for outcome in NAMES:
        word = {1: "rise", -1: "fall", 0: None}[found["policy"][outcome].difference.direction]
        name = NAMES[outcome][0].upper() + NAMES[outcome][1:]
        claims = re.findall(rf"^- {re.escape(name)}: (?:.*\b)?(rise|fall)\b", text, re.MULTILINE)
        assert set(claims) == ({word} if word else set())
    [sentence] = re.findall(r"^- .*\*\*policy\*\* .*deaths: .*$", text, re.MULTILINE)
    for name in ("arrivals", "deaths"):
        word = {1: "rise", -1: "fall", 0: None}[found["policy"][name].difference.direction]
        assert set(re.findall(rf"{name}:? (rise|fall) by", sentence)) == ({word} if word else set())


def test_the_report_says_what_was_assumed_and_how_to_repeat_it(make_results):
    results = make_results(arrivals=(-100, 10))
    text = report(results.comparison, effects(results), ["baseline", "my policies/one.yaml"])
    assert (
        "narrows compare baseline 'my policies/one.yaml' --replicates 8 --days 90 --seed 1" in text
    )
    assert "Unproven: the deterrence elasticity is the user's own choice." in text
    assert re.search(r"Of \d+ parameters, \d+ sourced, \d+ inferred, \d+ assumed", text)
    for heading in (
        "Answer",
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
