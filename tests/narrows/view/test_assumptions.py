"""What an answer depends on: found where it was put in, and estimates that follow an input."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from experiments.comparison.planned_looks import FIRST
from experiments.uncertainty.comparison_draws import comparison_draws
from narrows.view.assumptions import assumptions_of, input_source, input_title
from narrows.view.effect_summary import Findings
from narrows.view.page.assumptions_panel import dependences, moved, tornado_bars
from scenarios.packaged_places import OUTCOMES
from tests.narrows.view.made_runs import made_pairs, question

INPUT, SLOPE, MEAN = "death_tail", 900.0, 4_000
"""An input on which the fall depends, by so many people for each standard deviation of it."""


def made(slope=SLOPE, mean=MEAN, count=FIRST):
    asked = question("finance")
    drawn = comparison_draws(asked.design(count)).values[INPUT].to_numpy()
    scores = (drawn - drawn.mean()) / drawn.std()
    pairs = made_pairs(asked, count, mean)
    rows = {name: list(OUTCOMES).index(name) for name in ("arrivals", "entered")}
    for number, (one, other) in pairs.items():
        values = other.record.outcomes.copy()
        for row in rows.values():
            values[row] -= slope * scores[number]
        pairs[number] = one, replace(other, record=replace(other.record, outcomes=values))
    return Findings.after(asked, [pairs[number] for number in range(count)]), drawn


@pytest.fixture(scope="module")
def found():
    findings, drawn = made()
    return assumptions_of(findings), drawn


def test_the_input_that_was_put_in_comes_first_and_alone_is_clear(found):
    drivers = found[0].dependences["averted"].drivers
    assert drivers[0].name == INPUT
    assert drivers[0].clear
    assert drivers[0].direction == 1
    assert drivers[0].low < MEAN < drivers[0].high
    assert not any(each.clear for each in found[0].dependences["expected_deaths"].drivers[1:])


def test_the_estimate_follows_an_input_and_is_the_mean_with_none_moved(found):
    given, drawn = found
    plain = given.at({})["averted"]
    assert plain.mean == pytest.approx(given.dependences["averted"].mean)
    driver = given.moved[0]
    for value in (driver.value_low, driver.value_high):
        true = MEAN + SLOPE * (value - drawn.mean()) / drawn.std()
        estimate = given.at({INPUT: value})["averted"]
        assert estimate.low - 300 < true < estimate.high + 300
        assert estimate.mean == pytest.approx(true, abs=450)
    assert given.known("averted") > 0.5
    assert given.known("expected_deaths") < 0.3


def test_no_input_leaves_its_range_and_others_are_not_moved(found):
    given = found[0]
    driver = given.moved[0]
    assert given.at({INPUT: 1e9}) == given.at({INPUT: driver.value_high})
    assert given.at({"unknown": 1.0}) == given.at({})


def test_the_value_at_which_the_sign_changes_is_where_the_effect_is_zero():
    findings, drawn = made(mean=0)
    given = assumptions_of(findings).dependences["averted"]
    [change] = [each for each in given.changes if each.input == INPUT]
    assert change.found.exists
    assert abs(change.found.value - drawn.mean()) < 0.5 * drawn.std()


def test_nothing_is_said_before_there_are_verdicts():
    assert assumptions_of(None) is None
    assert assumptions_of(made(count=12)[0]) is None


def test_the_page_says_what_is_held_fixed_and_that_an_estimate_is_one(found):
    given = found[0]
    content = dependences(given) | moved(given, {INPUT: given.moved[0].value_high})
    assert json.loads(json.dumps(content)) == content
    assert "assumed world" in content["fixed"]
    assert "not a run, and without a verdict" in content["estimate"]
    sliders = {each["id"]: each for each in content["sliders"]}
    assert len(sliders) == 10
    assert sliders[INPUT]["moved"]
    assert sum(each["moved"] for each in sliders.values()) == 1
    assert content["answers"][0]["value"] != content["answers"][0]["before"]
    first = content["outcomes"][0]["rows"][0]
    assert first["about"] == {"kind": "parameter", "id": INPUT}
    assert all("sign" in row["change"].lower() for row in content["outcomes"][0]["rows"])


def test_bars_share_one_scale(found):
    of = found[0].dependences["averted"]
    middles = {dict(tornado_bars(each, of.mean, of.drivers))["middle"] for each in of.drivers}
    assert len(middles) == 1
    assert "zero" not in dict(tornado_bars(of.drivers[0], of.mean, of.drivers)), "far from zero"
    ends = dict(tornado_bars(of.drivers[0], of.mean, of.drivers))
    assert ends["low"].split("H")[1].startswith(ends["high"].split(",")[0][1:]), "both begin there"


def test_inputs_have_words_and_sources():
    assert input_title("demand_2024q3") == "unexplained demand, 2024 quarter 3"
    assert input_title("credit_days") == "credit days"
    assert input_source("credit_days") == ("parameter", "credit_days")
    assert input_source("demand_2024q3") == ("", "")
    assert input_source("finance-disruption frozen_takings")[0] == "field"
