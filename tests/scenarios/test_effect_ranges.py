"""A strength that a scenario file gives as a range, and one that it leaves open."""

from __future__ import annotations

import pytest

from runs.effect_draws import open_effects
from scenarios.loader import as_json, load_scenario
from sim.core.plausible_range import Scale, Span

HEAD = "name: mine\ntitle: t\ndescription: d\nextends: baseline\ninterventions:\n"
TECHNOLOGY = HEAD + "  - kind: technology\n    start: 2024-09-18\n    case_time: {}\n"


def loaded(write, value, text=TECHNOLOGY):
    write(text.format(value))
    return load_scenario("mine.yaml").interventions[0]


def test_a_range_is_drawn_on_the_fields_own_scale_around_the_default(write):
    made = loaded(write, "{low: 0.7, high: 0.95}")
    assert dict(made.ranges)["case_time"] == Span(0.7, 0.95, Scale.LOG)
    assert made.case_time == 0.93
    assert dict(made.ranges)["conviction"] == Span(1.0, 1.12, Scale.LOG)


def test_what_is_stated_is_not_drawn(write):
    assert "case_time" not in dict(loaded(write, "0.9").ranges)


def test_the_central_value_is_the_middle_where_the_default_lies_outside(write):
    made = loaded(write, "{low: 0.4, high: 0.9}")
    assert made.case_time == pytest.approx(0.6)
    assert loaded(write, "{low: 0.4, high: 0.9, central: 0.5}").case_time == 0.5
    assert loaded(write, "{low: 0.4, high: 0.9, scale: linear}").case_time == pytest.approx(0.65)


def test_a_range_that_holds_0_is_drawn_on_a_linear_scale(write):
    assert dict(loaded(write, "{low: 0, high: 0.5}").ranges)["case_time"].scale is Scale.LINEAR


def test_a_number_that_is_decided_may_be_a_range_too(write):
    write(HEAD + "  - {kind: beach-patrol, officers: {low: 50, high: 150}, start: 2024-09-18}\n")
    [made] = load_scenario("mine.yaml").interventions
    assert made.officers == pytest.approx(100) and len(made.ranges) == 1


def test_names_say_a_range_that_is_a_scenarios_own(write):
    write(TECHNOLOGY.format("{low: 0.7, high: 0.9}"))
    names = [each.name for each in open_effects([load_scenario("mine.yaml")])]
    assert "technology case_time (0.7 to 0.9)" in names and "technology conviction" in names


def test_in_full_it_stands_with_its_range(write):
    write(TECHNOLOGY.format("{low: 0.7, high: 0.95}"))
    scenario = load_scenario("mine.yaml")
    write(as_json(scenario))
    assert load_scenario("mine.yaml").interventions == scenario.interventions


@pytest.mark.parametrize(
    ("value", "column", "said"),
    [
        ("{low: 0.7}", 16, "lacks 'high'"),
        ("{low: 0.9, high: 0.7}", 33, "it must be above low, 0.9"),
        ("{low: -1, high: 0.7}", 22, "low is -1; it must be from 0 to 100"),
        ("{low: 0.7, high: 0.9, middle: 0.8}", 38, "has no key 'middle'"),
        ("{low: 0.7, high: 0.9, central: 0.95}", 47, "it must be from 0.7 to 0.9"),
        ("{low: 0, high: 0.9, scale: log}", 43, "give scale: linear"),
        ("{low: 0.7, high: 0.9, scale: wide}", 45, "one of linear, log, logit"),
        ("{low: little, high: 0.9}", 22, "a number, the 5th percentile"),
    ],
)
def test_a_range_that_cannot_be_drawn_is_a_fault_at_its_place(
    write, assert_fault, value, column, said
):
    write(TECHNOLOGY.format(value))
    assert_fault(f"8:{column}", said)


def test_a_date_has_no_range(write, assert_fault):
    write(HEAD + "  - {kind: technology, start: {low: 1, high: 2}}\n")
    assert_fault("6:31", "start is a group of keys")
