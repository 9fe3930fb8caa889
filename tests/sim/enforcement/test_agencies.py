"""Investigators count by parts, and those without a case develop leads."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from experiments.reporting.lever_ends import ends
from scenarios.loader import load_scenario
from sim.enforcement.agencies import pace, without_case
from sim.enforcement.cases import Stage, most_on
from sim.interventions import KINDS
from sim.model import SmugglingModel

START = date(2024, 1, 1)


def test_cases_beyond_what_an_agency_can_do_go_slower_in_proportion():
    assert pace(15.4, 15) == 1.0
    assert pace(15.4, 16) == pytest.approx(15.4 / 16)
    assert pace(0.0, 3) == 0.0
    assert pace(2.0, 0) == 1.0


def test_who_has_no_case_is_what_capacity_leaves(world, make_scenario):
    v = SmugglingModel(world, make_scenario(days=1), 1, 0).values.numbers[0]
    assert without_case(v, 17.5, 14) == pytest.approx(3.5 / 0.175)
    assert without_case(v, 2.0, 3) == 0.0


def test_a_gang_of_several_times_the_members_can_be_under_several_cases(world, make_scenario):
    v = SmugglingModel(world, make_scenario(days=1), 1, 0).values.numbers[0]
    assert [most_on(v, members) for members in (0.0, 29.0, 30.0, 60.0, 95.0)] == [1, 1, 1, 2, 3]


def run(world, replicate, **terms):
    base = load_scenario("baseline")
    measure = KINDS["change"](start=START, value="investigators", **terms)
    return SmugglingModel(world, replace(base, interventions=(measure,)), 1, replicate).run()


@pytest.mark.slow
def test_twelve_investigators_change_cases_and_strikes(world):
    base = [SmugglingModel(world, load_scenario("baseline"), 1, r).run() for r in range(4)]
    more = [run(world, r, entity="nca", add=12.0) for r in range(4)]
    for outcome in ("cases", "strikes"):
        pairs = [
            (a.outcomes[outcome], b.outcomes[outcome]) for a, b in zip(base, more, strict=True)
        ]
        assert any(a != b for a, b in pairs), outcome


@pytest.mark.slow
def test_twenty_times_the_investigators_strike_more_and_reports_say_why_not_half_as_often_again(
    world,
):
    base = [SmugglingModel(world, load_scenario("baseline"), 1, r).run() for r in range(3)]
    more = [run(world, r, multiply=20.0) for r in range(3)]
    strikes = [np.mean([each.outcomes["strikes"] for each in runs]) for runs in (base, more)]
    assert strikes[1] > 1.1 * strikes[0]
    many = KINDS["change"](start=START, value="investigators", multiply=20.0)
    said = ends(replace(load_scenario("baseline"), interventions=(many,)))
    assert strikes[1] > 1.5 * strikes[0] or any("develop leads" in line for line in said)


@pytest.mark.slow
def test_no_gang_is_under_more_cases_than_it_has_open(world, make_scenario):
    many = {"leads_developed": 1.0, "members_per_case": 5.0, "cases_per_investigator": 2.0}
    model = SmugglingModel(world, make_scenario(days=120, parameters=many), 1, 0)
    most = 0
    while model.day < model.run_scenario.stop:
        model.step()
        waiting = model.cases.gang[model.cases.stage == Stage.STRIKE]
        counted = np.bincount(waiting, minlength=model.gangs.count)
        assert np.array_equal(counted, model.gangs.under_case)
        most = max(most, counted.max())
    assert most > 1
