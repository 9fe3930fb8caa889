from __future__ import annotations

import math

import numpy as np
import pytest

from experiments.study.analysis.cost_effectiveness import MILLION, OFFICER_YEAR, worth
from experiments.study.analysis.pairing_gain import gains
from experiments.study.analysis.policy_ranking import beats, regrets
from runs.intervals import FEWEST, Interval, interval, of_means

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
    kept = [found.low <= 1 <= found.high for found in of_means(GENERATOR.exponential(1, (300, 60)))]
    assert 0.90 <= np.mean(kept) <= 0.985


def test_values_that_never_vary_have_themselves_and_undefined_ones_nothing():
    samples = np.vstack([np.full(30, 2.0), np.full(30, np.nan), GENERATOR.normal(size=30)])
    same, undefined, other = of_means(samples)
    assert (same.mean, same.low, same.high) == (2, 2, 2)
    assert all(math.isnan(part) for part in (undefined.mean, undefined.low, undefined.high))
    assert other.low < other.mean < other.high


def test_intervals_are_the_same_each_time():
    sample = GENERATOR.normal(size=(3, 50))
    assert of_means(sample) == of_means(sample)


def test_gain_is_the_variance_with_independent_over_that_with_paired_replicates():
    uniform = GENERATOR.normal(0, 3, 900)
    baseline, values = (uniform + GENERATOR.normal(0, 1, 900) for _ in range(2))
    [found] = gains(baseline[None], values[None])
    assert found.low < 10 < found.high
    assert found.mean == pytest.approx(10, rel=0.25)
    shuffled = GENERATOR.permutation(values)
    [none] = gains(baseline[None], shuffled[None])
    assert none.mean == pytest.approx(1, abs=0.2)
    [same] = gains(baseline[None], baseline[None] + 1)
    assert math.isnan(same.mean)


def test_worth_is_people_averted_over_cost_at_equal_cost():
    averted = Interval(600.0, 580.0, 620.0)
    found = worth(averted, 3e6, 120_000)
    assert found[MILLION] == Interval(200.0, pytest.approx(580 / 3), pytest.approx(620 / 3))
    assert found[OFFICER_YEAR].mean == pytest.approx(0.12 * 200)
    assert worth(averted, 0.0, 120_000) == worth(averted, -1.0, 120_000) == {}


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
