"""A fit in which what is assumed of the world is free too."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from calibration.ensemble_smoother import Observed, smooth
from calibration.linear_emulator import Emulator, adjusted
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
    assert priors.still.sum() == len(priors.assumed) > 100
    assert priors.fitted == load_priors(FIRST, LAST)


def test_values_lie_within_bounds_and_nine_in_ten_within_the_range(priors):
    scores = np.random.default_rng(2).standard_normal((400, len(priors.names)))
    values = [priors.values(each) for each in scores]
    for prior in priors.parameters:
        found = np.array([each[prior.parameter] for each in values])
        assert found.min() >= PARAMETERS[prior.parameter].bounds[0]
        assert 0.83 < ((found >= prior.low) & (found <= prior.high)).mean() <= 1.0


def test_steps_move_what_is_fitted_and_draw_the_rest_anew():
    still = np.array([False, True])
    seen = []

    def run(_, scores):
        seen.append(scores)
        return scores @ np.array([[3.0], [1.0]])

    first = np.random.default_rng(1).standard_normal((200, 2))
    observed = Observed(np.array([6.0]), np.array([0.1]))
    moved = smooth(first, run, observed, (2.0, 2.0), 1, still)
    assert moved[:, 0].mean() == pytest.approx(2.0, abs=0.2)
    for column in (seen[1][:, 1], moved[:, 1]):
        assert not (column == first[:, 1]).any()
        assert abs(column.mean()) < 0.2 and column.std() == pytest.approx(1.0, abs=0.15)


def test_what_data_do_not_move_keeps_its_prior_and_draws_fit_the_record():
    """Two fitted numbers, one assumed that matters, and 60 that do nothing."""
    random = np.random.default_rng(3)
    slopes = np.zeros((63, 8))
    slopes[:2] = random.standard_normal((2, 8)) * 2.0
    slopes[2] = random.standard_normal(8)
    still = np.arange(63) >= 2
    truth = np.zeros(63)
    truth[:3] = 0.8, -0.5, 1.0
    runs = []

    def run(_, scores):
        runs.append((scores, scores @ slopes + 0.3 * random.standard_normal((len(scores), 8))))
        return runs[-1][1]

    observed = Observed(truth @ slopes, np.full(8, 0.5))
    near = smooth(random.standard_normal((150, 63)), run, observed, (6.0, 3.0, 2.0), 1, still)
    run(3, near)
    tried, given = (np.concatenate(each) for each in zip(*runs[-3:], strict=True))
    belief = adjusted(Emulator.learn(tried, given), observed)
    drawn = belief.draw(2_000, random)
    apart = drawn @ slopes - observed.values
    assert np.abs(apart.mean(axis=0)).max() < 0.5 and apart.std(axis=0).max() < 0.6
    assert drawn[:, 3:].var(axis=0).mean() > 0.93
    assert (belief.mean[3:] ** 2).mean() < 0.03
    assert drawn[:, 2].var() < 0.5


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
