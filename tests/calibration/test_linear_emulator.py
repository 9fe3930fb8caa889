"""The emulator and the adjusted prior against the exact answer of a linear model."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from calibration.ensemble_smoother import Observed, smooth
from calibration.linear_emulator import Belief, Emulator, adjusted

FREE, TARGETS = 6, 15
CHANCE = np.random.default_rng(5)
SLOPES = CHANCE.standard_normal((FREE, TARGETS))
ERRORS = CHANCE.uniform(0.5, 2.0, TARGETS)
MIXED = 0.4 * CHANCE.standard_normal((TARGETS, TARGETS))
"""A single run's chance is standard normal numbers mixed by this."""
Run = Callable[[int, np.ndarray], np.ndarray]


def world(seed: int) -> Run:
    def run(wave: int, scores: np.ndarray) -> np.ndarray:
        uniforms = np.random.default_rng((seed, wave, 9)).standard_normal((len(scores), TARGETS))
        return np.asarray(scores @ SLOPES + uniforms @ MIXED)

    return run


def exact(observed: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean and covariance of the posterior."""
    weighted = SLOPES @ np.linalg.inv(np.diag(ERRORS**2) + MIXED.T @ MIXED)
    covariance = np.linalg.inv(np.eye(FREE) + weighted @ SLOPES.T)
    return covariance @ weighted @ observed, covariance


def fitted(observed: np.ndarray, runs: int = 6_000, seed: int = 1) -> Belief:
    scores = 0.7 * np.random.default_rng(seed).standard_normal((runs, FREE))
    return adjusted(Emulator.learn(scores, world(seed)(0, scores)), Observed(observed, ERRORS))


def seen(chance: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """A truth, and what would be observed of it."""
    truth = chance.standard_normal(FREE)
    made = world(int(chance.integers(2**31)))(99, truth[None])[0]
    return truth, made + ERRORS * chance.standard_normal(TARGETS)


def test_a_linear_models_posterior_is_the_exact_one():
    _, observed = seen(CHANCE)
    mean, covariance = exact(observed)
    found, spread = fitted(observed), np.sqrt(np.diag(covariance))
    assert np.abs((found.mean - mean) / spread).max() < 0.1
    assert np.abs((found.covariance - covariance) / np.outer(spread, spread)).max() < 0.05


def test_ranks_of_the_truth_are_uniform():
    ranks = []
    for seed in range(150):
        chance = np.random.default_rng(1_000 + seed)
        truth, observed = seen(chance)
        members = fitted(observed, 180, seed).draw(200, chance)
        ranks.append((members < truth).mean(axis=0))
    shares = np.histogram(np.array(ranks), bins=5, range=(0, 1))[0] / np.size(ranks)
    assert np.abs(shares - 0.2).max() < 0.05


def test_what_no_run_shows_stays_as_it_was():
    chance = np.random.default_rng(1)
    scores, blind = chance.standard_normal((900, FREE)), chance.standard_normal((900, TARGETS))
    found = adjusted(Emulator.learn(scores, blind), Observed(np.ones(TARGETS), ERRORS))
    assert np.abs(found.mean).max() < 0.2
    assert np.diag(found.covariance).min() > 0.9


def test_the_emulators_error_is_what_it_leaves_out():
    scores = np.random.default_rng(2).standard_normal((4_000, FREE))
    emulator = Emulator.learn(scores, world(3)(0, scores))
    assert emulator.slopes == pytest.approx(SLOPES, abs=0.1)
    assert emulator.covariance == pytest.approx(MIXED.T @ MIXED, abs=0.15)


def test_the_same_seed_gives_the_same_bytes():
    observed = np.ones(TARGETS)
    first, again = fitted(observed, 100), fitted(observed, 100)
    assert first.covariance.tobytes() == again.covariance.tobytes()
    drawn, again = (first.draw(5, np.random.default_rng(1)) for _ in range(2))
    assert drawn.tobytes() == again.tobytes()


def test_few_runs_teach_little_and_break_nothing():
    scores = np.random.default_rng(4).standard_normal((5, FREE))
    found = adjusted(
        Emulator.learn(scores, world(1)(0, scores)), Observed(np.zeros(TARGETS), ERRORS)
    )
    assert np.isfinite(found.mean).all()
    assert (np.linalg.eigvalsh(found.covariance) > 0.0).all()


def test_after_the_smoother_the_intervals_hold_about_what_they_should():
    kept, squares = [], []
    for seed in range(60):
        chance = np.random.default_rng(5_000 + seed)
        truth, observed = seen(chance)
        known, run = Observed(observed, ERRORS), world(seed)
        made: list[tuple[np.ndarray, np.ndarray]] = []

        def simulate(
            step: int, scores: np.ndarray, run: Run = run, made: list[Any] = made
        ) -> np.ndarray:
            made.append((scores, run(step, scores)))
            return made[-1][1]

        near = smooth(chance.standard_normal((80, FREE)), simulate, known, (6.0, 3.0, 2.0), seed)
        simulate(3, near)
        tried, given = (np.concatenate(each) for each in zip(*made[-3:], strict=True))
        belief = adjusted(Emulator.learn(tried, given), known)
        residuals = (truth - belief.mean) / np.sqrt(np.diag(belief.covariance))
        kept.append(np.abs(residuals) < 1.645)
        squares.append(residuals**2)
    assert 0.85 < np.mean(kept) < 0.94
    assert 0.8 < np.mean(squares) < 1.25
