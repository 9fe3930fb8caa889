"""Unexplained demand: stated, walking, and fading."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from sim.model import SmugglingModel
from sim.people.demand_quarters import quarter


def levels(world, scenario, replicate=0):
    model = SmugglingModel(world, scenario, 1, replicate)
    found = {}
    while model.day < scenario.end.toordinal():
        model.step()
        found[quarter(model.day - 1)] = model.demand_level
    return found, model.record.daily()["entered"]


def test_a_stated_level_multiplies_entries(world, make_scenario):
    plain = make_scenario(days=90, warmup_days=0)
    at = quarter(plain.start.toordinal())
    stated = make_scenario(days=90, warmup_days=0, demand={at: np.log(1.5)})
    entered = [levels(world, scenario)[1].sum() for scenario in (plain, stated)]
    assert entered[1] / entered[0] == pytest.approx(1.5, rel=0.03)


def test_what_is_not_stated_walks_from_what_is(world, make_scenario):
    parameters = {"demand_volatility": 0.2, "demand_return": 0.5, "people_per_year": 100}
    scenario = make_scenario(days=366, warmup_days=0, parameters=parameters)
    first = quarter(scenario.start.toordinal())
    stated = make_scenario(days=366, warmup_days=0, parameters=parameters, demand={first: 3.0})
    walked, from_three = levels(world, scenario)[0], levels(world, stated)[0]
    assert from_three[first] == 3.0
    for later in range(1, 4):
        begun_apart = (3.0 - walked[first]) * 0.5**later
        assert from_three[first + later] - walked[first + later] == pytest.approx(begun_apart)
    assert len(set(walked.values())) == 4


def test_steps_have_the_volatility_that_is_asked_for(world, make_scenario):
    parameters = {"demand_volatility": 0.2, "people_per_year": 100}
    scenario = make_scenario(days=1, warmup_days=0, parameters=parameters)
    steps = [next(iter(levels(world, scenario, replicate)[0].values())) for replicate in range(200)]
    assert np.std(steps) == pytest.approx(0.2, rel=0.15)
    assert abs(np.mean(steps)) < 4 * 0.2 / np.sqrt(200)


WALKING = {"demand_volatility": 0.3, "demand_return": 0.15, "people_per_year": 100}


@pytest.mark.parametrize("replicate", [0, 3])
@pytest.mark.parametrize("later", [date(2024, 5, 20), date(2024, 10, 1), date(2024, 12, 31)])
def test_runs_that_start_apart_walk_on_the_same_path(world, make_scenario, later, replicate):
    """From the last quarter that is stated, however long before the start, warm-up included."""
    known = {quarter(date(2023, month, 1).toordinal()): 0.7 - month / 10 for month in (1, 4, 7)}
    end = date(2025, 4, 2)
    found = [
        levels(
            world,
            make_scenario(
                start=start, days=(end - start).days, warmup_days=0, parameters=WALKING,
                demand=known,
            ),
            replicate,
        )[0]
        for start in (date(2023, 9, 1), later)
    ]  # fmt: skip
    assert found[1].items() <= found[0].items()
    assert len(set(found[0].values())) == len(found[0]) == 8
    assert max(found[1]) == quarter(end.toordinal()) and 0.0 not in found[1].values()


def test_what_is_stated_of_later_quarters_says_nothing_of_the_first(world, make_scenario):
    terms = {"days": 1, "warmup_days": 0, "parameters": WALKING}
    plain = make_scenario(**terms)
    at = quarter(plain.start.toordinal())
    later = make_scenario(**terms, demand={at + 1: 2.0})
    assert levels(world, plain)[0] == levels(world, later)[0]


def test_without_volatility_a_walk_that_no_one_stated_stays_at_zero(world, make_scenario):
    scenario = make_scenario(days=200, warmup_days=0, parameters={"people_per_year": 100})
    assert set(levels(world, scenario)[0].values()) == {0.0}


def test_it_returns_to_a_level_that_it_has_learned(world, make_scenario):
    """After two years at one level a quarter without news stays near it."""
    parameters = {"demand_return": 0.5, "demand_learning": 0.5, "people_per_year": 100}
    at = quarter(date(2024, 1, 1).toordinal())
    known = {at - before: -0.4 for before in range(1, 9)}
    scenario = make_scenario(
        start=date(2024, 1, 1), days=360, warmup_days=0, parameters=parameters, demand=known
    )
    found = levels(world, scenario)[0]
    assert all(-0.4 <= level < -0.39 for level in found.values())
