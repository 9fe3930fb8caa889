"""Intervals of an emulated effect hold the truth though all points share their replicates."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.emulator.study_emulator import REACH, _emulated

POINTS, REPLICATES, STUDIES = 24, 8, 24
PLACES = np.array([[0.1, 0.5], [0.5, 0.5], [0.9, 0.2]])
BASE = {"arrivals": 40_000.0, "expected_deaths": 50.0}


def truth(inputs):
    return 1_500 * inputs[:, 0] - 400 * inputs[:, 0] * inputs[:, 1]


def study(number):
    """Changes of a made study: each replicate has a slope of its own, each run some chance."""
    draws = np.random.default_rng(number)
    inputs = draws.uniform(size=(POINTS, 2))
    slopes = draws.normal(0, 600, REPLICATES)
    chance = draws.normal(0, 200, (POINTS, REPLICATES))
    return inputs, truth(inputs)[:, None] + slopes * inputs[:, :1] + chance


@pytest.fixture(scope="module")
def emulated():
    return [_emulated(*study(number), "averted", BASE) for number in range(STUDIES)]


@pytest.mark.slow
def test_ninety_in_a_hundred_intervals_hold_the_truth(emulated):
    held = [
        np.abs(each.process.mean(PLACES) - truth(PLACES)) < REACH * each.error_at(PLACES)
        for each in emulated
    ]
    assert 0.82 <= np.mean(held) <= 0.97
    alone = [
        np.abs(each.process.mean(PLACES) - truth(PLACES))
        < REACH * each.process.calibration * np.sqrt(each.process.variance(PLACES))
        for each in emulated
    ]
    assert np.mean(alone) < 0.75, "the process alone knows nothing of what the points share"


@pytest.mark.slow
def test_points_left_out_lie_in_their_intervals_as_often_as_these_say(emulated):
    assert 0.85 <= np.mean([each.coverage for each in emulated]) <= 0.95


@pytest.mark.slow
def test_what_points_share_is_not_lessened_by_more_points(emulated):
    slope = 600 / np.sqrt(REPLICATES)
    found = np.mean([each.error_at(np.array([[1.0, 0.5]])) for each in emulated])
    assert found > 0.8 * slope
