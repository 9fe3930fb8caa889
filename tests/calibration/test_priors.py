"""Priors: known parameters, ranges that hold 90 %, demand that walks."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from calibration.priors import NINE_IN_TEN, load_priors
from sim.parameters import PARAMETERS
from sim.people.demand_quarters import quarter

PRIORS = load_priors(date(2021, 7, 5), date(2022, 6, 30))


@pytest.mark.parametrize("prior", PRIORS.parameters, ids=lambda prior: prior.parameter)
def test_a_prior_holds_nine_in_ten_and_the_default(prior):
    assert prior.value(-NINE_IN_TEN) == pytest.approx(prior.low)
    assert prior.value(NINE_IN_TEN) == pytest.approx(prior.high)
    declared = PARAMETERS[prior.parameter]
    assert declared.bounds[0] <= prior.value(-6.0) < prior.value(6.0) <= declared.bounds[1]
    assert prior.low <= declared.default <= prior.high
    assert prior.reason


def test_names_are_one_a_free_number():
    assert PRIORS.names[-4:] == ("demand_2021q3", "demand_2021q4", "demand_2022q1", "demand_2022q2")
    assert len(set(PRIORS.names)) == len(PRIORS.parameters) + 4


def test_demand_walks_and_fades_towards_a_level_that_it_learns(make_scenario):
    scores = np.zeros(len(PRIORS.names))
    scores[len(PRIORS.parameters)] = 1.0
    levels = PRIORS.demand(scores)
    level, base, by_hand = PRIORS.volatility, 0.0, []
    for _ in range(4):
        by_hand.append(level)
        base += PRIORS.learns * (level - base)
        level += PRIORS.fades * (base - level)
    assert list(levels.values()) == pytest.approx(by_hand)
    assert min(levels) == quarter(date(2021, 7, 5).toordinal())
    scenario = PRIORS.scenario(make_scenario(parameters={"wage": 400}), scores)
    assert scenario.parameters["wage"] == 400
    assert scenario.demand == levels
