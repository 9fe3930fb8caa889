"""Gangs: what members in custody, losses and departures leave of them."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from sim.agents import Gangs, Role
from sim.enforcement.learning import adjust_routes
from sim.gangs.founding import whole_gangs
from sim.interventions import KINDS
from sim.model import SmugglingModel


def one_gang(members, custody):
    gangs = Gangs(corridors=1, launch_options=(1, 1))
    gangs.append(1, active=True, target=[10.0] * 5, members=members, custody=custody)
    return gangs


def test_a_strict_gang_is_as_strong_as_its_scarcest_role_and_a_loose_one_as_its_mean():
    gangs = one_gang([5.0, 10.0, 10.0, 10.0, 10.0], 0.0)
    assert gangs.strength(1.0, 1.0)[0] == pytest.approx(0.5)
    assert gangs.strength(0.0, 1.0)[0] == pytest.approx(0.9)
    assert gangs.strength(0.5, 1.0)[0] == pytest.approx(0.7)


@pytest.mark.parametrize(("incapacitation", "strength"), [(1.0, 0.8), (0.5, 0.9), (0.0, 1.0)])
def test_an_arrest_is_not_incapacitation(incapacitation, strength):
    gangs = one_gang([8.0] * 5, 2.0)
    assert gangs.strength(0.0, incapacitation)[0] == pytest.approx(strength)


def test_losses_beyond_tolerance_add_a_way_each_week_and_others_prune_to_the_best():
    routes = [1, 2, 4, 3]
    lost = np.array([[3.0], [0.0], [9.0], [0.0]])
    passed = np.array([[7.0], [10.0], [1.0], [0.0]])
    seen = []
    for _ in range(3):
        routes = [adjust_routes(*given, 0.2, 4) for given in zip(routes, lost, passed, strict=True)]
        seen.append(routes)
    assert seen == [[2, 1, 4, 2], [3, 1, 4, 1], [4, 1, 4, 1]]


def test_a_whole_gang_has_every_role():
    assert (whole_gangs(np.array([2.0, 60.0])) >= 1.0).all()
    assert whole_gangs(np.array([60.0]))[0, Role.LAUNCH_CREW] == 25.0


def test_a_splinter_takes_half_of_all_and_makes_no_one(world, make_scenario):
    restless = {"hierarchy": 1.0, "splinter_chance": 1.0, "break_up_chance": 0.0, "case_time": 30,
                "fastest_case": 20, "newcomers_per_year": 0, "replacement_rate": 0.0}  # fmt: skip
    model = SmugglingModel(world, make_scenario(parameters=restless), 1, 0)
    while len(model.gangs) == restless.get("gangs", 40):
        before, old = model.gangs.members.copy(), len(model.gangs)
        in_custody = model.gangs.custody.sum()
        model.step()
    gangs = model.gangs
    arrested = gangs.custody.sum() - in_custody
    returned = model.record.daily()["released"][model.day - model.run_scenario.first_day - 1]
    assert len(gangs) > old
    expected = before.sum() - arrested - returned * (1.0 - model.values.return_chance)
    assert gangs.members.sum() == pytest.approx(expected)


def test_no_one_is_left_with_a_gang_that_has_left_once_others_are_there(world, make_scenario):
    alone = {"gangs_at_start": 1, "newcomers_per_year": 0, "takeover_chance": 0.0}
    takedown = KINDS["takedown"](start=date(2023, 10, 1), market_share=1.0)
    later = KINDS["change"](start=date(2023, 10, 15), value="newcomers_per_year", add=300.0)
    scenario = make_scenario(parameters=alone, interventions=(takedown, later))
    model = SmugglingModel(world, scenario, 1, 0)
    model.run_until(date(2023, 10, 10).toordinal())
    assert not model.gangs.active.any()
    while not model.gangs.active.any():
        model.step()
    people = model.travellers
    under_way = people.state <= 2
    assert under_way.sum() > 1_000
    assert model.gangs.active[people.gang[under_way]].all()


def test_an_agency_does_not_go_on_with_a_case_on_a_gang_that_has_left(world, make_scenario):
    takedown = KINDS["takedown"](start=date(2023, 10, 1), market_share=0.1)
    model = SmugglingModel(world, make_scenario(interventions=(takedown,)), 1, 0)
    model.run()
    open_cases = model.cases.gang[model.cases.stage == 0]
    assert open_cases.size and model.gangs.active[open_cases].all()
