"""Intervals for one world hold the next draw as often as they say."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.uncertainty.single_worlds import single_world


@pytest.mark.parametrize("skew", [0.05, 1.0])
@pytest.mark.parametrize("replicates", [40, 120])
def test_of_200_truths_90_to_98_of_a_hundred_lie_in_the_interval_for_one_world(skew, replicates):
    random = np.random.default_rng((22, replicates))
    shares = []
    for _ in range(200):
        draws = np.exp(skew * random.standard_normal(replicates + 200))
        found = single_world(draws[:replicates])
        shares.append(
            np.mean((found.low <= draws[replicates:]) & (draws[replicates:] <= found.high))
        )
    assert np.mean(shares) == pytest.approx(0.95, abs=0.012)
    assert 0.90 <= np.median(shares) <= 0.98


def test_too_few_or_undefined_draws_have_no_ends():
    assert not single_world(np.arange(39.0)).known and single_world(np.arange(40.0)).known
    assert not single_world(np.array([np.nan, *range(50)])).known
