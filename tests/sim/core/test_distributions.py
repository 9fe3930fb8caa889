"""Inverse distribution functions against scipy's own."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from sim.core import distributions
from sim.core.distributions import triangular
from sim.launching.crossing import fatalities

U = (np.arange(4_000) + 0.5) / 4_000


@pytest.mark.parametrize("mean", [0.01, 0.7, 5.0, 130.0, 4_000.0, 300_000.0])
def test_poisson_counts_are_the_inverse_of_the_distribution(mean):
    counts = [distributions.poisson_one(u, mean) for u in U]
    assert np.array_equal(counts, stats.poisson.ppf(U, mean))


def test_poisson_of_nothing_is_no_one():
    assert max(distributions.poisson_one(u, 0.0) for u in U) == 0


def test_triangular_travel_times_are_the_inverse_of_the_distribution():
    drawn = [triangular(u, 1.0, 4.0, 30.0) for u in U]
    assert np.allclose(drawn, stats.triang.ppf(U, 3 / 29, loc=1.0, scale=29.0))


def test_a_triangle_without_width_is_its_value():
    assert {triangular(u, 2.0, 2.0, 2.0) for u in U} == {2.0}


@pytest.mark.parametrize("hazard", [0.004, 0.3])
def test_patience_is_geometric(hazard):
    stays = distributions.log_stay(hazard)
    days = [distributions.geometric_day(u, stays) for u in U]
    assert np.array_equal(days, stats.geom.ppf(U, hazard))


def test_case_times_are_log_normal():
    expected = stats.lognorm.ppf(U, 0.4, scale=300.0)
    assert np.allclose(distributions.lognormal(U, 300.0, 0.4), expected)


def test_deaths_follow_a_power_law_up_to_all_aboard():
    deaths = np.array([fatalities(u, 1.4, 50) for u in U])
    assert deaths.min() == 1
    assert deaths.max() == 50
    for k in (2, 5, 10):
        assert (deaths >= k).mean() == pytest.approx(k**-1.4, abs=2e-3)


def test_a_pick_lands_in_each_place_by_its_share():
    shares = np.array([0.2, 0.0, 0.5, 0.3])
    picked = [distributions.pick(u, np.cumsum(shares)) for u in U]
    assert np.allclose(np.bincount(picked, minlength=4) / U.size, shares, atol=1e-3)
