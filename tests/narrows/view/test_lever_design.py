"""Points of the design are what visitors might ask, and reach over the levers' ranges."""

from __future__ import annotations

from collections import Counter

import pytest

from narrows.view.lever_catalogue import BASELINE, DATES, levers, presets
from narrows.view.lever_design import points
from narrows.view.lever_positions import pair
from narrows.view.page_link import DEFAULT_DAYS


@pytest.fixture(scope="module")
def made():
    return points(300, 1)


def test_each_can_be_asked_and_differs_from_all_others(made):
    assert len({repr(each) for each in made}) == 300
    for each in made:
        assert pair(BASELINE, each, DEFAULT_DAYS)[1].interventions


def test_every_measure_is_there_often_and_sizes_vary(made):
    found = Counter(key for each in made for key in each)
    assert set(found) == set(levers())
    assert min(found.values()) >= 8
    sizes = Counter(map(len, made))
    assert sizes[1] and sizes[5] and sizes[len(presets()["bsc-package"].positions)]


def test_numbers_reach_over_most_of_their_range(made):
    field = next(each for each in levers()["technology"].numbers if each.name == "case_time")
    given = [each["technology"]["case_time"] for each in made if "technology" in each]
    assert min(given) < field.low + 0.3 * (field.high - field.low)
    assert max(given) == pytest.approx(field.high, rel=0.1)
    assert any(name in setting for each in made for setting in each.values() for name in DATES)


def test_fewer_points_are_the_first_of_more(made):
    assert points(10, 1) == made[:10]
    assert points(10, 2) != made[:10]
