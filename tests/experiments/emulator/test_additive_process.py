"""A curve that is zero at zero, learned from means over a few of many replicates each."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import check_grad

from experiments.emulator.additive_process import (
    GROUPED,
    PRIORS,
    Numbers,
    Points,
    _Badness,
    fit,
    scaled,
    settled,
)

REACH = 1.6449
GROUPS, REPLICATES, EACH = 6, 24, 3
CHANCE, DRAWN, SHARED = 200.0, 0.4, 120.0
"""Spread of a run about its replicate's curve; of replicates' curves, as a share; of what all have
in common."""


def curve(inputs):
    """Three groups act, two of them together more; the others do nothing."""
    first, second, third = inputs[:, 0, 0], inputs[:, 1].sum(axis=1), inputs[:, 2, 1]
    return 2_000 * np.tanh(first) + 900 * second - 600 * third**2 + 500 * first * second


def asked(count, seed):
    """Places at which most groups are zero."""
    draws = np.random.default_rng(seed)
    inputs = draws.uniform(-0.5, 1.5, size=(count, GROUPS, 2))
    inputs[draws.uniform(size=(count, GROUPS)) < 0.55] = 0.0
    return inputs


def made(seed, count=150, replicates=REPLICATES, off=0.0):
    """Points and their means over replicates that are dealt out in turn."""
    draws = np.random.default_rng([seed, 1])
    inputs, shares = asked(count, seed), np.zeros((count, replicates))
    factors = 1 + off + DRAWN * draws.normal(size=replicates)
    common = SHARED * draws.normal(size=replicates)
    means = np.empty(count)
    for at, whole in enumerate(curve(inputs)):
        those = (at + np.arange(EACH) * (replicates // EACH)) % replicates
        shares[at, those] = 1 / EACH
        means[at] = (whole * factors[those] + common[those]).mean()
    return Points(inputs, shares), means + draws.normal(0, CHANCE / np.sqrt(EACH), count)


@pytest.fixture(scope="module")
def process():
    return fit(*made(1))


@pytest.fixture(scope="module")
def studies():
    """Several, since what the replicates of one have in common moves its whole curve."""
    return [(fit(*made(seed)), *made(100 + seed)) for seed in range(8)]


def test_the_mean_curve_lies_in_its_interval_as_often_as_it_says(studies):
    inside = []
    for process, points, _ in studies:
        mean, error = process.at(points.inputs)
        there = error > 0
        off = np.abs(mean - curve(points.inputs))[there]
        inside.append((off < REACH * error[there]).mean())
    assert 0.82 <= np.mean(inside) <= 0.96


def test_new_points_lie_in_the_interval_of_new_runs(studies):
    inside = []
    for process, points, means in studies:
        mean, error = process.at(points.inputs)
        spread = np.hypot(error, process.error_of_runs(points.inputs, EACH))
        inside.append((np.abs(means - mean) < REACH * spread).mean())
    assert 0.85 <= np.mean(inside) <= 0.95


def test_points_left_out_lie_in_their_interval_as_often_as_it_says(process):
    errors, spread = process.left_out
    assert 0.83 <= (np.abs(errors) < REACH * process.calibration * spread).mean() <= 0.97
    assert np.sqrt((errors**2).mean()) < 0.5 * curve(process.points.inputs).std()


def test_points_over_other_replicates_say_how_high_the_curve_lies():
    """Replicates that all points share may lie a quarter too low."""
    factors, inside = [], []
    for seed in range(5):
        low = fit(*made(seed, off=-0.25))
        points, means = made(200 + seed, 100, 100 * EACH)
        right = scaled(low, points.inputs, means, EACH)
        factors.append(right.level.factor)
        mean, error = right.at(points.inputs)
        there = error > 0
        inside.append((np.abs(mean - curve(points.inputs)) < REACH * error)[there].mean())
    assert np.mean(factors) == pytest.approx(4 / 3, rel=0.07)
    assert 0.82 <= np.mean(inside) <= 0.99


def test_errors_are_widened_where_points_are_further_off_than_they_say(process):
    points, means = made(7, 120, 120 * EACH)
    wild = means + np.random.default_rng(3).normal(0, 1_500, len(means))
    assert scaled(process, points.inputs, means, EACH).level.widened < 1.3
    assert scaled(process, points.inputs, wild, EACH).level.widened > 2


def test_where_nothing_changes_the_curve_is_zero_and_surely_so(process):
    mean, error = process.at(np.zeros((1, GROUPS, 2)))
    assert mean[0] == 0.0
    assert error[0] == 0.0


def test_far_from_what_was_run_it_is_less_sure(process):
    near = process.points.inputs[:1]
    assert process.at(near)[1] < process.at(4 * near + 5.0)[1]


def test_a_group_that_does_nothing_is_small(process):
    sizes = process.numbers.sizes
    assert max(sizes[3:]) < 0.5 * min(sizes[:2])


def test_points_left_out_by_formula_are_those_left_out_in_fact():
    points, means = made(3, 40)
    numbers = fit(points, means).numbers
    whole, rest = settled(points, means, numbers), np.arange(40) != 9
    without = settled(Points(points.inputs[rest], points.replicates[rest]), means[rest], numbers)
    parts, squares, _ = without._parts(points.inputs[9:10])
    across = parts + numbers.joint * (parts**2 - squares) / 2
    shared = points.replicates[9:10] @ points.replicates[rest].T
    across = across + shared * (numbers.apart * parts + numbers.common)
    # both are in values of their own scale, which one point moves a little
    factor = whole.scale / without.scale
    guess = without.scale * across @ without.weights
    assert 0.9 < factor < 1.1
    left, _ = whole.left_out
    assert left[9] == pytest.approx(means[9] - guess[0], rel=0.02, abs=5)


def test_slopes_are_those_of_the_function():
    points, means = made(4, 30)
    repeated = [GROUPS if name in GROUPED else 1 for name in PRIORS]
    middle = np.concatenate([np.full(n, np.log(PRIORS[name][0]))
                             for name, n in zip(PRIORS, repeated, strict=True)])  # fmt: skip
    badness = _Badness(points, means / means.std(), middle, np.ones_like(middle))
    at = middle + np.random.default_rng(2).normal(0, 0.3, len(middle))
    error = check_grad(lambda x: badness(x)[0], lambda x: badness(x)[1], at)
    assert error < 1e-3 * np.linalg.norm(badness(at)[1])


def test_numbers_come_back_from_their_logarithms():
    numbers = Numbers.of(np.log(np.arange(1.0, 9.0)))
    assert numbers.sizes.tolist() == pytest.approx([1, 2])
    assert numbers.lengths.tolist() == pytest.approx([3, 4])
    assert (numbers.joint, numbers.own) == pytest.approx((5, 8))
