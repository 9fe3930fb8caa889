"""What gangs believe that being stopped costs agrees with how people try again."""

from __future__ import annotations

import random

import numpy as np
import pytest

from sim.gangs.routing import MOST_STOPS, retrying, stopping_cost


def values(**changed):
    terms = {
        "leave_after_interception": 0.03, "leave_growth": 2.0, "wait_after_interception": 6.0,
        "wait_growth": 0.25, "stop_aversion": 80.0, "day_cost": 25.0,
    }  # fmt: skip
    terms |= changed
    return np.array([tuple(terms.values())], dtype=[(name, "f8") for name in terms])[0]


def cost(chance, fare=3_000.0, **changed):
    tries = retrying(values(**changed), np.array([fare]))
    return float(stopping_cost(chance, tries, 0))


@pytest.mark.parametrize("chance", [0.1, 0.5, 0.8])
def test_with_no_one_giving_up_it_is_the_odds_of_a_stop_times_its_cost(chance):
    found = cost(chance, leave_after_interception=0.0, wait_growth=0.0)
    odds = chance / (1 - chance) * (80 + 6 * 25)
    assert found == pytest.approx(odds, rel=chance**MOST_STOPS + 1e-9)


def test_it_stays_bounded_where_everybody_is_stopped():
    """All give up in the end, each having been stopped some times: fares and stops are lost."""
    assert 3_000 < cost(1.0) < 6_000
    assert cost(1.0, leave_after_interception=0.0, leave_growth=1.0) < MOST_STOPS * 10_000
    assert cost(0.0) == 0.0


def test_it_agrees_with_people_stopped_one_by_one():
    draw = random.Random(1)  # noqa: S311
    chance, number, paid = 0.6, 40_000, 0.0
    for _ in range(number):
        stops = 0
        while draw.random() < chance:
            stops += 1
            paid += 80
            if draw.random() < 1 - 0.97 ** (2.0 ** (stops - 1)):
                paid += 3_000
                break
            paid += 25 * int(6 * (1 + 0.25 * (stops - 1)))
    assert cost(chance) == pytest.approx(paid / number, rel=0.02)


def test_a_dear_stop_weighs_by_its_aversion_and_not_by_the_money_it_takes():
    assert cost(0.5, stop_aversion=800.0) > cost(0.5) + 700 * 0.5
