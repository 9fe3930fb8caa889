from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from experiments.paired import interval
from experiments.study.analysis.intervals import FEWEST, of_means, of_ratios
from experiments.study.analysis.money import worth
from experiments.study.analysis.pairing import gains
from experiments.study.analysis.ranking import beats, regrets
from experiments.study.analysis.significance import chances, corrected

GENERATOR = np.random.default_rng(5)


def test_few_replicates_have_the_t_interval_and_many_nearly_so():
    few = GENERATOR.normal(3, 1, (2, FEWEST - 1))
    assert of_means(few) == [interval(row) for row in few]
    many = GENERATOR.normal(3, 1, (2, 400))
    for row, found in zip(many, of_means(many), strict=True):
        plain = interval(row)
        assert found.mean == pytest.approx(plain.mean)
        assert (found.low, found.high) == pytest.approx((plain.low, plain.high), abs=0.02)


def test_bootstrap_intervals_of_skewed_values_hold_the_mean_as_often_as_they_say():
    held = [found.low <= 1 <= found.high for found in of_means(GENERATOR.exponential(1, (300, 60)))]
    assert 0.90 <= np.mean(held) <= 0.985


def test_values_that_never_vary_have_themselves_and_undefined_ones_nothing():
    samples = np.vstack([np.full(30, 2.0), np.full(30, np.nan), GENERATOR.normal(size=30)])
    same, undefined, other = of_means(samples)
    assert (same.mean, same.low, same.high) == (2, 2, 2)
    assert all(math.isnan(part) for part in (undefined.mean, undefined.low, undefined.high))
    assert other.low < other.mean < other.high


def test_intervals_are_the_same_each_time():
    sample = GENERATOR.normal(size=(3, 50))
    assert of_means(sample) == of_means(sample)


def test_chances_are_those_of_the_paired_t_test():
    differences = GENERATOR.normal(0.3, 1, (4, 25))
    right = stats.ttest_1samp(differences, 0, axis=1).pvalue
    assert chances(differences) == pytest.approx(right)
    assert chances(np.zeros((1, 9))).tolist() == [1]
    assert chances(np.ones((1, 9))).tolist() == [0]
    assert np.isnan(chances(np.ones((1, 1)))).all()


def test_correction_is_that_of_benjamini_and_hochberg_and_leaves_out_the_undefined():
    given = np.array([0.01, np.nan, 0.04, 0.03, 0.005])
    assert corrected(given)[[0, 2, 3, 4]] == pytest.approx([0.02, 0.04, 0.04, 0.02])
    assert np.isnan(corrected(given)[1])


def test_gain_is_the_variance_with_independent_over_that_with_paired_replicates():
    luck = GENERATOR.normal(0, 3, 900)
    baseline, values = (luck + GENERATOR.normal(0, 1, 900) for _ in range(2))
    [found] = gains(baseline[None], values[None])
    assert found.low < 10 < found.high
    assert found.mean == pytest.approx(10, rel=0.25)
    shuffled = GENERATOR.permutation(values)
    [none] = gains(baseline[None], shuffled[None])
    assert none.mean == pytest.approx(1, abs=0.2)
    [same] = gains(baseline[None], baseline[None] + 1)
    assert math.isnan(same.mean)


def test_worth_is_effect_over_cost_at_equal_cost():
    averted = {"arrivals": GENERATOR.normal(600, 30, 100), "deaths": np.zeros(100)}
    arrivals, deaths = worth(averted, np.full(100, 3e6), 120_000)
    assert arrivals.per_million.mean == pytest.approx(averted["arrivals"].mean() / 3)
    ratio = arrivals.per_officer_year.mean / arrivals.per_million.mean
    assert ratio == pytest.approx(0.12)
    assert (
        195 < arrivals.per_million.low < arrivals.per_million.mean < arrivals.per_million.high < 210
    )
    assert (deaths.per_million.low, deaths.per_million.high) == (0, 0)
    assert worth(averted, np.zeros(100), 120_000) == []


def test_ratio_takes_the_same_replicates_above_and_below():
    cost = GENERATOR.uniform(1, 2, 200)
    [found] = of_ratios((3 * cost)[None], cost[None])
    assert (found.low, found.high) == pytest.approx((3, 3))


def test_one_beats_the_other_as_often_as_it_has_less_and_ties_count_half():
    values = np.array([[1.0, 2, 3, 4], [2.0, 2, 2, 5]])
    first, second = beats(values)
    assert (first.share.mean, second.share.mean) == (0.625, 0.375)
    assert 0 <= first.share.low < 0.625 < first.share.high <= 1


def test_regret_is_against_the_best_of_each_state_after_averaging_its_replicates():
    values = np.array([[1.0, 3, 9, 9], [2.0, 2, 4, 6]])
    one, two = regrets(values, np.array([0, 0, 1, 1]))
    assert (one.mean.mean, one.worst, one.best) == (2, 4, 0.5)
    assert (two.mean.mean, two.best) == (0, 1)
