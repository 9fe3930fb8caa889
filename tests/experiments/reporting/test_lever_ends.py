"""A report says where a lever is at its floor, at its ceiling or saturated, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from experiments.reporting.lever_ends import ends, lever_ends
from runs.comparison_design import Comparison
from scenarios.loader import load_scenario
from sim.interventions import KINDS

FIRST = date(2024, 1, 1)


def with_change(**terms):
    base = load_scenario("baseline")
    measure = KINDS["change"](start=FIRST, **terms)
    return replace(base, name="changed", interventions=(measure,))


def test_nothing_is_at_an_end_in_the_baseline():
    assert ends(load_scenario("baseline")) == []


def test_a_value_at_a_bound_is_named_with_its_bound():
    assert ends(with_change(value="conviction_chance", multiply=2.0)) == [
        "conviction_chance is at its ceiling, 0.94: more is not possible."
    ]
    assert ends(with_change(value="corridor_open", entity="SUB-BUD", multiply=0.0)) == [
        "corridor_open is at its floor, 0: less is not possible."
    ]


def test_twenty_times_the_investigators_are_more_than_gangs_have_room_for():
    (said,) = ends(with_change(value="investigators", multiply=20.0))
    assert "could work 116 cases" in said
    assert "40 gangs leave room for 4" in said


def test_officers_beyond_what_can_be_seen_are_named():
    (said,) = ends(with_change(value="officers", entity="serbia-police", add=100_000.0))
    assert said.startswith("detection of people is 95 % or more on")
    assert "people_interception (0.6)" in said


def test_only_what_the_baseline_does_not_have_is_said():
    base, crowded = load_scenario("baseline"), with_change(value="investigators", multiply=20.0)
    assert len(lever_ends(Comparison((base, crowded), 1, 1))) == 1
    assert lever_ends(Comparison((crowded, replace(crowded, name="again")), 1, 1)) == []
