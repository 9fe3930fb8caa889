"""History matching rules out what the record contradicts, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import truncnorm

from calibration.identifiability.history_matching import LIMIT, learn, match

RUNS, FREE = 400, 5


@pytest.fixture(scope="module")
def scores():
    return np.random.default_rng(1).standard_normal((RUNS, FREE))


def simulated(scores, seed=2, noise=0.5):
    """A target seen where the first free number is 1: its distance is 4 errors a unit away."""
    wobble = np.random.default_rng(seed).standard_normal(len(scores))
    return 4.0 * (scores[:, 0] - 1.0) + noise * wobble


def test_an_emulator_holds_nine_in_ten_runs_that_it_has_not_seen(scores):
    one = learn(scores, simulated(scores), 1)
    fresh = np.random.default_rng(3).standard_normal((5_000, FREE))
    given = simulated(fresh, 4)
    reach = 1.645 * np.exp(one.log_variance(fresh) / 2)
    assert one.explained > 0.95
    assert one.held == pytest.approx(0.9, abs=0.05)
    assert np.mean(np.abs(given - one.mean(fresh)) <= reach) == pytest.approx(0.9, abs=0.05)


def test_a_spread_that_grows_with_a_number_is_found(scores):
    chance = np.random.default_rng(5).standard_normal(RUNS)
    one = learn(scores, simulated(scores, noise=0) + np.exp(scores[:, 1]) * chance, 1)
    low, high = np.zeros((1, FREE)), np.zeros((1, FREE))
    low[0, 1], high[0, 1] = -1.0, 1.0
    ratio = np.exp(one.log_variance(high) - one.log_variance(low))[0]
    assert np.exp(4.0) / 4 < ratio < np.exp(4.0) * 4


def test_what_is_left_lies_about_what_was_seen_and_what_says_nothing_stays(scores):
    posterior = np.random.default_rng(6).standard_normal((200, FREE)) * 0.2
    posterior[:, 0] += 1.0
    found = match(scores, {"seen": simulated(scores)}, posterior, 1)
    reach = LIMIT * np.sqrt(1.0 + 0.5**2) / 4.0
    exact = truncnorm(1.0 - reach, 1.0 + reach).ppf([0.05, 0.5, 0.95])
    assert found.allowed[:, 0] == pytest.approx(exact, abs=0.05)
    assert found.allowed[:, 1] == pytest.approx([-1.645, 0, 1.645], abs=0.1)
    assert found.posterior_left > 0.99
    assert found.outside.size == 0


def test_a_posterior_that_contradicts_its_runs_is_shown(scores):
    posterior = np.random.default_rng(6).standard_normal((200, FREE)) * 0.2 - 1.0
    found = match(scores, {"seen": simulated(scores)}, posterior, 1)
    assert found.posterior_left < 0.01
    assert found.posterior_ruled_out["seen"] > 0.99
    assert 0 in found.outside
