"""Named values change on their dates, combine in any order, and refuse unknown names."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from sim.named_values import Modifier, Ramp, Values


def values(*modifiers: Modifier) -> Values:
    return Values(
        {"chance": 0.5, "allocation": "learning"},
        {"officers": (["north", "south"], np.array([10.0, 20.0]))},
        {"chance": (0.0, 1.0)},
        modifiers,
    )


def test_a_change_holds_from_its_start_until_its_end():
    current = values(Modifier("officers", "add", 5.0, Ramp(10, 10, 20), "south"))
    seen = {}
    for day in range(5, 25):
        current.refresh(day)
        seen[day] = current.officers.tolist()
    assert seen[9] == [10.0, 20.0]
    assert seen[10] == seen[19] == [10.0, 25.0]
    assert seen[20] == [10.0, 20.0]


def test_a_ramp_grows_in_weekly_steps_and_never_overshoots():
    ramp = Ramp(100, 170)
    shares = [ramp.at(day) for day in range(90, 200)]
    assert shares == sorted(shares)
    assert shares[0] == 0.0
    assert shares[-1] == 1.0
    assert ramp.at(107) == pytest.approx(0.1)
    steps = {day for day in range(91, 200) if ramp.at(day) != ramp.at(day - 1)}
    assert steps <= ramp.changes()


def test_a_change_with_a_half_life_fades_in_weekly_steps_until_it_is_over():
    ramp = Ramp(100, 170, half_life=70)
    assert ramp.at(170) == 1.0
    assert ramp.at(240) == pytest.approx(0.5) and ramp.at(310) == pytest.approx(0.25)
    assert ramp.at(869) > 0.0 == ramp.at(870)
    shares = [ramp.at(day) for day in range(170, 900)]
    assert shares == sorted(shares, reverse=True)
    steps = {day for day in range(91, 900) if ramp.at(day) != ramp.at(day - 1)}
    assert steps <= ramp.changes()


def test_a_fading_change_ends_with_its_measure():
    ramp = Ramp(100, 100, 150, half_life=70)
    assert ramp.at(149) > 0.5 and ramp.at(150) == 0.0
    assert max(ramp.changes()) == 150


def test_changes_combine_to_the_same_value_in_any_order():
    changes = [
        Modifier("officers", "add", 3.0, Ramp(1, 1)),
        Modifier("officers", "multiply", 1.5, Ramp(1, 1), "north"),
        Modifier("officers", "multiply", 0.7, Ramp(1, 1)),
    ]
    results = set()
    for order in itertools.permutations(changes):
        current = values(*order)
        current.refresh(1)
        results.add(current.officers.tobytes())
    assert len(results) == 1


def test_a_change_that_has_not_begun_leaves_the_value_to_the_last_bit():
    untouched = values()
    waiting = values(Modifier("officers", "multiply", 1.7, Ramp(50, 90)))
    waiting.refresh(50)
    assert waiting.officers.tobytes() == untouched.officers.tobytes()


def test_a_probability_stays_within_its_bounds():
    current = values(Modifier("chance", "multiply", 9.0, Ramp(1, 1)))
    current.refresh(1)
    assert current.chance == 1.0


@pytest.mark.parametrize(
    ("modifier", "message"),
    [
        (Modifier("oficers", "add", 1.0, Ramp(1, 1)), "unknown value 'oficers'"),
        (Modifier("officers", "add", 1.0, Ramp(1, 1), "east"), "it has north, south"),
        (Modifier("chance", "add", 1.0, Ramp(1, 1), "north"), "it has no entities"),
    ],
)
def test_a_change_of_something_unknown_is_refused(modifier, message):
    with pytest.raises(KeyError, match=message):
        values(modifier)


def test_reading_an_unknown_value_fails():
    with pytest.raises(AttributeError, match="no named value 'chanse'"):
        _ = values().chanse
