"""A fit in which what is assumed of the world is free too."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from calibration.ensemble_smoother import Observed, smooth
from calibration.posterior import Posterior
from calibration.priors import load_priors
from experiments.uncertainty.comparison_draws import comparison_draws, fitted_inputs
from experiments.uncertainty.draw_table import Source
from runs.comparison_design import Comparison
from runs.included_uncertainty import included, limits
from runs.parameter_source import options, parameter_source
from scenarios.loader import load_scenario
from sim.parameters import PARAMETERS

FIRST, LAST = date(2024, 1, 1), date(2024, 6, 30)
FACTS = {"cutoff": "2024-06-30", "seed": 1, "targets": []}


@pytest.fixture(scope="module")
def priors():
    return load_priors(FIRST, LAST).with_assumed()


@pytest.fixture(scope="module")
def made(priors):
    scores = np.random.default_rng(1).standard_normal((30, len(priors.names)))
    return Posterior.of(priors, scores, FACTS | {"assumed": sorted(priors.assumed)})


def test_every_parameter_with_a_range_is_free(priors):
    free = {each.parameter for each in priors.parameters}
    assert free >= {name for name, of in PARAMETERS.items() if of.plausible_range}
    assert priors.is_assumed.sum() == len(priors.assumed) > 100
    assert priors.fitted == load_priors(FIRST, LAST)


def test_values_lie_within_bounds_and_nine_in_ten_within_the_range(priors):
    scores = np.random.default_rng(2).standard_normal((400, len(priors.names)))
    values = [priors.values(each) for each in scores]
    for prior in priors.parameters:
        found = np.array([each[prior.parameter] for each in values])
        assert found.min() >= PARAMETERS[prior.parameter].bounds[0]
        assert 0.83 < ((found >= prior.low) & (found <= prior.high)).mean() <= 1.0


def test_an_assumed_number_moves_only_if_it_goes_with_a_target():
    local = np.array([False, True, True])

    def run(_, scores):
        return scores @ np.array([[3.0], [2.0], [0.0]])

    first = np.random.default_rng(1).standard_normal((200, 3))
    observed = Observed(np.array([6.0]), np.array([0.1]))
    moved = smooth(first, run, observed, (2.0, 2.0), 1, local)
    assert (moved[:, 2] == first[:, 2]).all()
    assert abs((moved @ np.array([3.0, 2.0, 0.0])).mean() - 6.0) < 0.2
    assert moved[:, 1].mean() > 0.5


def test_what_data_do_not_move_keeps_its_prior_and_draws_fit_the_record():
    """Two fitted numbers, one assumed that matters, and 60 that do nothing."""
    random = np.random.default_rng(3)
    slopes = np.zeros((63, 8))
    slopes[:2] = random.standard_normal((2, 8)) * 2.0
    slopes[2] = random.standard_normal(8)
    local = np.arange(63) >= 2
    truth = np.zeros(63)
    truth[:3] = 0.8, -0.5, 1.0

    def run(_, scores):
        return scores @ slopes + 0.3 * random.standard_normal((len(scores), 8))

    first = random.standard_normal((150, 63))
    observed = Observed(truth @ slopes, np.full(8, 0.5))
    drawn = smooth(first, run, observed, (6.0, 3.0, 2.0), 1, local)
    apart = drawn @ slopes - observed.values
    assert np.abs(apart.mean(axis=0)).max() < 0.5 and apart.std(axis=0).max() < 0.6
    assert (drawn[:, 3:].var(axis=0) / first[:, 3:].var(axis=0)).mean() > 0.95
    assert ((drawn - first)[:, 3:].mean(axis=0) ** 2).mean() < 0.02
    assert drawn[:, 2].var() < 0.5 and drawn[:, 2].mean() > 0.5
    unbound = smooth(first, run, observed, (6.0, 3.0, 2.0), 1)
    assert unbound[:, 3:].var(axis=0).mean() < drawn[:, 3:].var(axis=0).mean()


def test_a_posterior_says_which_of_its_parameters_are_assumed(made):
    assert len(made.assumed) > 100 and not made.fitted.assumed
    assert made.fitted.parameters.keys() == made.parameters.keys() - set(made.assumed)
    narrow = made.fitted
    assert narrow.fitted is narrow
    assert parameter_source(made)["assumed"] == len(made.assumed)
    assert options(made) == [] and options(made.fitted) == ["--world", "fitted"]


def test_draws_are_labelled_and_reports_say_what_is_left_out(made):
    design = Comparison((load_scenario("baseline"),), 1, 5, posterior=made)
    draws = comparison_draws(design)
    assert {draws.sources[name] for name in made.assumed} == {Source.ASSUMED_WORLD}
    assert fitted_inputs(made).sources["people_per_year"] == Source.FITTED
    drawn = design.drawn(3)[0].parameters
    assert all(drawn[name] == draws.values.loc[3, name] for name in made.assumed)
    narrow = Comparison(design.scenarios, 1, 5, posterior=made.fitted)
    assert not set(narrow.drawn(3)[0].parameters) & set(made.assumed)
    assert f"A draw holds {len(made.assumed)} assumed parameters too" in included(design)
    assert "leave out uncertainty about them" in included(narrow)
    assert "what is assumed of the world" in limits(design)
    assert "parameters that are not fitted" in limits(narrow)
