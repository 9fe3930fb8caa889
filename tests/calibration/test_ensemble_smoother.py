"""The smoother against the exact answer of a linear model, and its calibration."""

from __future__ import annotations

import numpy as np
import pytest

from calibration.ensemble_smoother import Observed, smooth

FREE, TARGETS, MEMBERS = 6, 15, 2_000
CHANCE = np.random.default_rng(5)
MODEL = CHANCE.standard_normal((FREE, TARGETS))
ERRORS = CHANCE.uniform(0.5, 2.0, TARGETS)
FOUR = (8.0, 4.0, 4.0, 8.0 / 3.0)


def exact(observed: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean and covariance of the posterior."""
    weighted = MODEL / ERRORS**2
    covariance = np.linalg.inv(np.eye(FREE) + weighted @ MODEL.T)
    return covariance @ weighted @ observed, covariance


def fit(observed: np.ndarray, members: int = MEMBERS, seed: int = 1) -> np.ndarray:
    prior = np.random.default_rng(seed).standard_normal((members, FREE))
    return smooth(prior, lambda _, scores: scores @ MODEL, Observed(observed, ERRORS), FOUR, seed)


def test_a_linear_models_posterior_is_the_exact_one():
    truth = CHANCE.standard_normal(FREE)
    observed = truth @ MODEL + ERRORS * CHANCE.standard_normal(TARGETS)
    mean, covariance = exact(observed)
    found, spread = fit(observed), np.sqrt(np.diag(covariance))
    assert np.abs(found.mean(axis=0) - mean).max() < 0.15 * spread.max()
    assert np.std(found, axis=0) == pytest.approx(spread, rel=0.1)


def test_ranks_of_the_truth_are_uniform():
    ranks = []
    for seed in range(150):
        chance = np.random.default_rng(1_000 + seed)
        truth = chance.standard_normal(FREE)
        observed = truth @ MODEL + ERRORS * chance.standard_normal(TARGETS)
        ranks.append((fit(observed, members=200, seed=seed) < truth).mean(axis=0))
    shares = np.histogram(np.array(ranks), bins=5, range=(0, 1))[0] / np.size(ranks)
    assert np.abs(shares - 0.2).max() < 0.06


def test_failed_runs_are_replaced_and_change_little():
    observed = np.zeros(TARGETS)
    prior = np.random.default_rng(3).standard_normal((MEMBERS, FREE))

    def run(step: int, scores: np.ndarray) -> np.ndarray:
        simulated = scores @ MODEL
        simulated[step::50] = np.nan
        return simulated

    found = smooth(prior, run, Observed(observed, ERRORS), FOUR, 1)
    assert np.isfinite(found).all()
    assert np.abs(found.mean(axis=0)).max() < 0.1


def test_inflations_must_use_each_observation_once():
    with pytest.raises(ValueError, match="must sum to 1"):
        smooth(np.zeros((4, 2)), lambda _, s: s, Observed(np.zeros(2), np.ones(2)), (2.0, 4.0), 1)


def test_the_same_seed_gives_the_same_bytes():
    observed = np.ones(TARGETS)
    assert fit(observed, 100).tobytes() == fit(observed, 100).tobytes()
    assert fit(observed, 100).tobytes() != fit(observed, 100, seed=2).tobytes()
