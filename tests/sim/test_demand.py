"""Unexplained demand: stated, walking, and fading."""

from __future__ import annotations

import numpy as np
import pytest

from sim.model import SmugglingModel
from sim.processes.demand import quarter


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
