"""Predictions at points left out are as good as their intervals say."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.emulator.gaussian_process import LENGTHS, fit, held_out

REACH = 1.6449


def curve(inputs):
    return 1_500 * inputs[:, 0] - 900 * inputs[:, 0] * inputs[:, 1] + 300 * np.sin(4 * inputs[:, 2])


@pytest.fixture(scope="module")
def sample():
    draws = np.random.default_rng(3)
    inputs = draws.uniform(size=(120, 3))
    noise = np.full(120, 60.0**2)
    return inputs, curve(inputs) + draws.normal(0, 60, 120), noise


def test_intervals_of_points_left_out_hold_as_often_as_they_say(sample):
    ratios, errors = held_out(*sample)
    assert 0.85 <= (np.abs(ratios) < REACH).mean() <= 0.95
    assert np.sqrt((errors**2).mean()) < 100


def test_the_mean_curve_lies_within_its_interval(sample):
    made = fit(*sample)
    places = np.random.default_rng(4).uniform(size=(400, 3))
    error = made.calibration * np.sqrt(made.variance(places))
    assert (np.abs(made.mean(places) - curve(places)) < REACH * error).mean() > 0.85
    assert made.explained > 0.9


def test_points_left_out_by_formula_are_those_left_out_in_fact(sample):
    inputs, values, noise = (each[:30] for each in sample)
    made = fit(inputs, values, noise)
    errors, _ = made.left_out
    rest = np.arange(30) != 7
    across = made.size * _kernel(made, inputs[7:8], inputs[rest])
    covariance = made.size * _kernel(made, inputs[rest], inputs[rest])
    covariance += np.diag(noise[rest] / made.scale**2 + 1e-8 * made.size)
    guess = across @ np.linalg.solve(covariance, made.values[rest])
    assert errors[7] == pytest.approx(made.scale * (made.values[7] - guess[0]), rel=1e-5)


def _kernel(made, one, other):
    q = np.sqrt(5 * (((one[:, None] - other[None]) / made.lengths) ** 2).sum(axis=2))
    return (1 + q + q**2 / 3) * np.exp(-q)


def test_a_lever_that_does_nothing_gets_a_long_length():
    draws = np.random.default_rng(5)
    inputs = draws.uniform(size=(60, 2))
    made = fit(inputs, np.sin(5 * inputs[:, 0]), np.full(60, 1e-4))
    assert made.lengths[1] > 3 * made.lengths[0]
    assert (made.lengths <= LENGTHS[1] * 1.001).all()


def test_values_that_never_vary_are_predicted_as_they_are():
    inputs = np.random.default_rng(6).uniform(size=(25, 2))
    made = fit(inputs, np.full(25, 7.0), np.full(25, 1e-9))
    assert made.mean(inputs[:3]) == pytest.approx([7.0, 7.0, 7.0], abs=1e-3)
