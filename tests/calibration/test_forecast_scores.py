"""Scores agree with closed forms and with plain integration."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm

from calibration.forecast_scores import (
    WIS_LEVELS,
    covered,
    crps,
    interval_score,
    pit,
    relative,
    score,
    wis,
)

RNG = np.random.default_rng(7)


def normal_crps(mean, sd, y):
    z = (y - mean) / sd
    return sd * (z * (2 * norm.cdf(z) - 1) + 2 * norm.pdf(z) - 1 / np.sqrt(np.pi))


@pytest.mark.parametrize("fair", [True, False])
def test_a_large_normal_ensemble_has_the_closed_form(fair):
    observed = np.array([-2.0, 0.0, 0.5, 3.0])
    members = norm.ppf((np.arange(20000) + 0.5) / 20000)[:, None]
    found = crps(1.0 + 2.0 * np.tile(members, 4), observed, fair=fair)
    np.testing.assert_allclose(found, normal_crps(1.0, 2.0, observed), rtol=2e-3)


def test_the_standard_score_is_the_integral_over_the_steps():
    members, y = RNG.normal(size=9), 0.3
    grid = np.linspace(-6, 6, 1_200_001)
    share = np.searchsorted(np.sort(members), grid, side="right") / members.size
    area = ((share - (grid >= y)) ** 2).sum() * (grid[1] - grid[0])
    assert crps(members[:, None], np.array([y]), fair=False)[0] == pytest.approx(area, abs=1e-4)


def test_both_scores_are_the_means_over_pairs():
    members, y = RNG.normal(size=(8, 2)), np.array([0.1, 5.0])
    residuals = np.abs(members[:, None] - members[None]).sum(axis=(0, 1))
    near = np.abs(members - y).mean(axis=0)
    np.testing.assert_allclose(crps(members, y, fair=False), near - residuals / (2 * 64))
    np.testing.assert_allclose(crps(members, y), near - residuals / (2 * 56))


def test_the_fair_score_does_not_depend_on_the_size_of_the_ensemble():
    y = RNG.normal(size=40000)
    small = crps(RNG.normal(size=(4, y.size)), y).mean()
    large = crps(RNG.normal(size=(64, y.size)), y).mean()
    unfair = crps(RNG.normal(size=(4, y.size)), y, fair=False).mean()
    assert small == pytest.approx(large, rel=0.015)
    assert unfair > 1.1 * large


def test_one_member_scores_its_distance():
    assert crps(np.array([[3.0]]), np.array([5.0]), fair=False)[0] == 2.0
    with pytest.raises(ValueError, match="two draws"):
        crps(np.array([[3.0]]), np.array([5.0]))


def test_intervals_of_the_right_width_hold_nine_in_ten():
    y = RNG.normal(size=4000)
    wide = norm.ppf((np.arange(400) + 0.5) / 400)[:, None] * np.ones(y.size)
    assert covered(wide, y).mean() == pytest.approx(0.9, abs=0.02)
    assert covered(0.5 * wide, y).mean() < 0.65
    assert interval_score(wide, y).mean() < interval_score(0.5 * wide, y).mean()
    assert interval_score(wide, y).mean() < interval_score(2 * wide, y).mean()


def test_the_interval_score_fines_by_distance():
    flat = (np.arange(1, 1000) / 1000)[:, None]
    found = [interval_score(flat, np.array([y]))[0] for y in (0.5, 1.95, -0.95)]
    np.testing.assert_allclose(found, [0.9, 20.9, 20.9])


def test_the_weighted_interval_score_is_that_of_median_and_intervals():
    ensemble, y = RNG.normal(5, 1, size=(199, 3)), np.array([5.0, 6.0, 9.0])
    wanted = np.abs(np.median(ensemble, axis=0) - y) / 2
    for level in WIS_LEVELS:
        wanted += (1 - level) / 2 * interval_score(ensemble, y, level)
    np.testing.assert_allclose(wis(ensemble, y), wanted / (len(WIS_LEVELS) + 0.5))


def test_pit_is_the_share_below_with_ties_halved():
    members = np.array([0.0, 1.0, 1.0, 2.0])[:, None]
    found = [pit(members, np.array([y]))[0] for y in (-1.0, 1.0, 1.5, 9.0)]
    assert found == [0.0, 0.5, 0.75, 1.0]


def test_a_month_that_was_not_seen_is_left_out():
    members = RNG.normal(size=(50, 3))
    scores = score(members, np.array([0.0, np.nan, 1.0]))
    assert np.isnan([scores.crps[1], scores.covered[1], scores.pit[1]]).all()
    assert scores.summary["months"] == 2
    assert scores.summary["crps"] == pytest.approx(scores.crps[[0, 2]].mean())


def test_a_forecast_against_itself_is_one():
    own = RNG.random(24)
    found = relative(own, own, seed=1)
    assert (found.ratio, found.low, found.high) == (1.0, pytest.approx(1.0), pytest.approx(1.0))


def test_the_ratio_has_an_interval_that_can_be_had_again():
    mine, other = RNG.random(24), 2 * RNG.random(24)
    found = relative(mine, other, seed=1)
    assert found.low < found.ratio < found.high
    assert found == relative(mine, other, seed=1)
    assert np.isnan(relative(mine[:4], other[:4], seed=1).low)


def test_blocks_keep_the_dependence_of_neighbours():
    mine = np.repeat(RNG.exponential(size=12), 6)
    other = np.ones(mine.size)
    single, blocks = (relative(mine, other, 1, block=size) for size in (1, 6))
    assert blocks.high - blocks.low > 1.3 * (single.high - single.low)


@pytest.mark.parametrize(
    ("ensemble", "observed", "message"),
    [
        (np.zeros((3, 2)), np.zeros(3), "they must be"),
        (np.zeros(3), np.zeros(3), "they must be"),
        (np.array([[np.nan], [1.0]]), np.zeros(1), "a draw is missing"),
    ],
)
def test_what_does_not_fit_is_refused(ensemble, observed, message):
    with pytest.raises(ValueError, match=message):
        crps(ensemble, observed)


def test_scores_of_other_months_cannot_be_compared():
    with pytest.raises(ValueError, match="must be equal"):
        relative(np.ones(3), np.ones(4), seed=1)
    with pytest.raises(ValueError, match="no month"):
        relative(np.full(3, np.nan), np.ones(3), seed=1)
