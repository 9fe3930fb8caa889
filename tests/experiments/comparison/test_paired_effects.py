from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import ttest_1samp

from experiments.comparison.paired_effects import SHOWN_OUTCOMES, agreement, effect, effects
from runs.intervals import Interval, interval


def test_the_interval_is_the_one_of_a_paired_t_test():
    generator = np.random.default_rng(3)
    baseline, values = generator.normal(100, 20, 12), generator.normal(90, 20, 12)
    found = effect("arrivals", baseline, values).difference
    expected = ttest_1samp(values - baseline, 0).confidence_interval(0.95)
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), rel=1e-12)


def test_an_outcome_that_is_undefined_in_one_replicate_has_no_interval():
    found = interval(np.array([1.0, np.nan, 2.0]))
    assert math.isnan(found.mean) and math.isnan(found.low) and not found.known
    assert math.isnan(agreement(np.array([1.0, np.nan])))


def test_one_replicate_has_a_mean_and_no_interval():
    found = interval(np.array([5.0]))
    assert found.mean == 5.0 and not found.known and found.direction == 0


def test_equal_replicates_differ_by_exactly_nothing():
    values = np.array([3.0, 4.0, 5.0])
    assert effect("deaths", values, values).difference == Interval(0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("low", "high", "direction"), [(1, 2, 1), (-2, -1, -1), (-1, 1, 0), (0, 1, 0), (-1, 0, 0)]
)
def test_only_an_interval_without_zero_has_a_direction(low, high, direction):
    assert Interval((low + high) / 2, low, high).direction == direction


def test_agreement_is_the_share_of_replicates_with_the_sign_of_the_mean():
    assert agreement(np.array([-3.0, -2.0, 1.0, 0.0])) == 0.5
    assert agreement(np.zeros(4)) == 1.0


def test_every_outcome_of_every_scenario_has_an_effect(make_results):
    found = effects(make_results(arrivals=(-100, 10)))
    assert list(found) == ["baseline", "policy"]
    assert list(found["policy"]) == list(SHOWN_OUTCOMES)
    assert found["policy"]["arrivals"].difference.mean == pytest.approx(-100)
    assert all(each.difference.mean == 0 for each in found["baseline"].values())


def test_a_relative_effect_on_nothing_is_undefined():
    found = effect("deaths", np.zeros(3), np.ones(3))
    assert math.isnan(found.relative.mean)
