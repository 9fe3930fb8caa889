"""A fit that starts from a posterior starts at its members, and knows no more for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from calibration.ensemble_smoother import Observed, smooth
from calibration.fitting import FROM_POSTERIOR, INFLATIONS, Design
from calibration.linear_emulator import Emulator, adjusted
from calibration.posterior import Posterior, load_posterior
from calibration.priors import load_priors
from calibration.warm_start import scores_of, started

PRIORS = load_priors(date(2021, 7, 1), date(2024, 10, 31))
LATER = load_priors(date(2021, 7, 1), date(2025, 10, 31))


def test_members_come_first_and_give_the_same_parameters():
    rng = np.random.default_rng(2)
    scores = rng.standard_normal((6, len(PRIORS.names)))
    posterior = Posterior.of(PRIORS, scores, {})
    np.testing.assert_allclose(scores_of(PRIORS, posterior), scores, atol=0.02)
    drawn = rng.standard_normal((4, len(PRIORS.names)))
    np.testing.assert_allclose(started(PRIORS, posterior, drawn), scores[:4], atol=0.02)


def test_what_a_posterior_does_not_know_stays_as_drawn_and_more_members_have_its_spread():
    fitted, rng = load_posterior(), np.random.default_rng(3)
    posterior = replace(fitted, demand=dict(list(fitted.demand.items())[:-4]))
    drawn = rng.standard_normal((2000, len(LATER.names)))
    scores, known = started(LATER, posterior, drawn), scores_of(LATER, posterior)
    new = np.isnan(known).all(axis=0)
    assert new.sum() == 4 and new[-4:].all()
    np.testing.assert_array_equal(scores[:, new], drawn[:, new])
    beyond = scores[posterior.members :, ~new]
    np.testing.assert_allclose(beyond.mean(axis=0), known[:, ~new].mean(axis=0), atol=0.1)
    np.testing.assert_allclose(beyond.std(axis=0), known[:, ~new].std(axis=0), rtol=0.1)


def test_it_takes_three_quarters_of_the_runs():
    usual, warm = (Design(date(2023, 12, 31), 100, inflations=each)
                   for each in (INFLATIONS, FROM_POSTERIOR))  # fmt: skip
    assert (usual.runs, warm.runs) == (800, 600)


@pytest.mark.parametrize("seed", range(3))
def test_the_belief_is_that_of_a_fit_from_the_priors_where_the_model_is_linear(seed):
    """40 numbers, 60 targets, 200 members: neither narrower nor elsewhere for the start."""
    rng = np.random.default_rng(seed)
    slopes = rng.standard_normal((40, 60)) / 3
    truth = rng.standard_normal(40)
    observed = Observed(truth @ slopes + 0.5 * rng.standard_normal(60), np.full(60, 0.5))
    exact = adjusted(Emulator(np.zeros(60), slopes, 0.01 * np.eye(60)), observed)
    beliefs = {}
    prior = rng.standard_normal((200, 40))
    for name, start, inflations in (
        ("usual", prior, INFLATIONS),
        ("warm", exact.draw(200, rng), FROM_POSTERIOR),
    ):
        made = []

        def run(_, scores, made=made):
            noise = 0.1 * np.random.default_rng(len(made)).standard_normal((len(scores), 60))
            made.append((scores, scores @ slopes + noise))
            return made[-1][1]

        near = smooth(start, run, observed, inflations, seed)
        run(0, near)
        tried, given = (np.concatenate(each) for each in zip(*made[-3:], strict=True))
        beliefs[name] = adjusted(Emulator.learn(tried, given), observed)
    wide = np.sqrt(np.diag(exact.covariance))
    for belief in beliefs.values():
        assert np.sqrt((((belief.mean - exact.mean) / wide) ** 2).mean()) < 0.35
        ratio = np.sqrt(np.diag(belief.covariance)) / wide
        assert 0.85 < ratio.mean() < 1.15
