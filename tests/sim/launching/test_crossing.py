"""Danger by year and of boarding, and whom police stop at a launch."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from sim.launching.crossing import disorder, incident_hazard
from sim.model import SmugglingModel
from sim.people.travellers import State

STEPS = {"danger_2023": 0.5, "danger_2024": 0.8, "danger_2025": -0.7}
CALM = {"boarding_danger": 0.0, "danger_volatility": 0.0}


def hazard(model: SmugglingModel) -> np.ndarray:
    w = model.everything()
    return incident_hazard(w.now[0], w.values[0], w.shore)


def on(model: SmugglingModel, *day: int) -> SmugglingModel:
    model.day = date(*day).toordinal()
    return model


def test_each_year_has_a_danger_of_its_own_and_later_ones_walk_without_a_trend(
    world, make_scenario
):
    flat, stepped = (
        SmugglingModel(world, make_scenario(parameters=CALM | steps), 1, 0) for steps in ({}, STEPS)
    )

    def factor(*day: int) -> float:
        ratio = hazard(on(stepped, *day)) / hazard(on(flat, *day))
        assert np.ptp(ratio) == pytest.approx(0.0, abs=1e-12)
        return float(ratio.flat[0])

    assert factor(2024, 1, 1) == factor(2024, 12, 31) == 1.0
    assert factor(2023, 6, 1) == pytest.approx(math.exp(-0.8))
    assert factor(2022, 6, 1) == pytest.approx(math.exp(-1.3))
    assert factor(2025, 1, 1) == factor(2027, 1, 1) == pytest.approx(math.exp(-0.7))


def test_danger_after_the_last_year_fitted_has_the_volatility_that_is_asked_for(
    world, make_scenario
):
    scenario = make_scenario(start=date(2026, 1, 1), days=1, warmup_days=0)
    walks = []
    for replicate in range(200):
        model = SmugglingModel(world, scenario, 1, replicate)
        model.step()
        walks.append(model.danger_walk)
    assert np.std(walks) == pytest.approx(1.0, rel=0.15)
    assert abs(np.mean(walks)) < 4 / math.sqrt(200)


def test_boarding_is_dangerous_while_gangs_have_lost_control_of_it(world, make_scenario):
    model = SmugglingModel(world, make_scenario(parameters={"boarding_danger": 2.0}), 1, 0)
    usual = hazard(on(model, 2023, 6, 1))
    assert np.allclose(hazard(on(model, 2024, 8, 1)) / usual, 3.0)
    assert np.allclose(hazard(on(model, 2025, 8, 1)) / usual, 1.0)
    w = on(model, 2024, 1, 1).everything()
    assert 0.4 < disorder(w.now[0], w.values[0]) < 0.6


def test_more_rescue_means_fewer_fatal_incidents(world, make_scenario):
    usual, doubled = (
        SmugglingModel(world, make_scenario(parameters={"rescue_effort": effort}), 1, 0)
        for effort in (1.0, 2.0)
    )
    ratio = hazard(doubled) / hazard(usual)
    assert np.allclose(ratio, 2.0 ** -float(usual.values.rescue_elasticity))


def with_method(world, name, **changes):
    """The world in which one method alone is to be had."""
    methods = tuple(
        replace(each, reach=1.0 if each.name == name else 0.0, since=date(2020, 1, 1), **changes)
        for each in world.methods
    )
    return replace(world, places=world.places._replace(methods=methods))


@pytest.fixture(scope="module", params=["beach", "taxi-boat"])
def launched(request, world, make_scenario):
    """A year by one method."""
    scenario = make_scenario(start=date(2023, 7, 1), days=200, warmup_days=60)
    model = SmugglingModel(with_method(world, request.param), scenario, 1, 0)
    model.run()
    return request.param, model, model.record.daily()


def test_police_stop_one_group_and_a_boat_that_is_afloat_goes_on(launched):
    method, _, daily = launched
    events, lost = daily["events_prevented"].sum(), daily["boats_seized_beach"].sum()
    stopped = daily["preventions"].sum() / events
    assert 22 < stopped < 32
    assert lost == events if method == "beach" else lost < 0.05 * events


def test_attempts_are_arrivals_preventions_deaths_and_returns(launched):
    _, model, daily = launched
    ends = ("arrivals", "preventions", "deaths", "returned")
    assert np.array_equal(daily["attempts"], sum(daily[name] for name in ends))
    people = np.bincount(model.travellers.state, minlength=len(State))
    assert people.sum() == daily["entered"].sum()
    assert people[State.ARRIVED] == daily["arrivals"].sum()


def test_who_is_sent_back_may_come_again_and_then_enters_anew(world, make_scenario):
    parameters = {"sent_back": 0.5, "come_again": 0.8, "days_until_sent_back": 10}
    scenario = make_scenario(days=150, parameters=parameters)
    model = SmugglingModel(world, scenario, 1, 0)
    model.run()
    daily = {name: column.sum() for name, column in model.record.daily().items()}
    people = np.bincount(model.travellers.state, minlength=len(State))
    assert daily["sent_back"] == pytest.approx(0.5 * daily["arrivals"], rel=0.05)
    assert daily["came_again"] == pytest.approx(0.8 * daily["sent_back"], rel=0.05)
    assert people.sum() + daily["came_again"] == daily["entered"]
    assert people[State.ARRIVED] + daily["came_again"] == daily["arrivals"]
