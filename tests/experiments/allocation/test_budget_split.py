from __future__ import annotations

import numpy as np
import pytest

from experiments.allocation.allocation_file import Overrides, read_allocation
from experiments.allocation.budget_split import MOST, drawn, first_splits, spending
from experiments.allocation.pareto_front import front, spaced


def test_the_first_splits_are_equal_and_all_to_one_place(question):
    found = {name: spending(question, numbers) for name, _, numbers in first_splits(question)}
    assert found == {"equal": (2.0, 2.0), "all-bulgaria": (4.0, 0.0), "all-finance": (0.0, 4.0)}


def test_even_numbers_give_every_split_the_same_chance(question):
    generator = np.random.default_rng(5)
    names = drawn(question)
    rows = generator.uniform(0, MOST, (20_000, len(names)))
    money = np.array([spending(question, dict(zip(names, row, strict=True))) for row in rows])
    assert (money >= 0).all() and (money.sum(axis=1) <= 4 + 1e-9).all()
    assert money.mean(axis=0) == pytest.approx([4 / 3, 4 / 3], rel=0.02)
    assert (money[:, 0] < 2).mean() == pytest.approx(0.75, abs=0.01)


def test_all_is_spent_where_all_must_be(tiny):
    tiny.write_text(f"{tiny.read_text()}spend: whole\n")
    question = read_allocation(str(tiny), Overrides())
    for numbers in ((0.0, 0.0), (0.3, 0.9), (MOST, 0.0)):
        money = spending(question, dict(zip(drawn(question), numbers, strict=True)))
        assert sum(money) == pytest.approx(4.0)


def test_the_front_is_what_nothing_beats_in_everything():
    values = np.random.default_rng(2).integers(0, 6, (60, 3)).astype(float)
    for row, kept in enumerate(front(values)):
        beaten = any(
            (other <= values[row]).all() and (other < values[row]).any() for other in values
        )
        assert kept == (not beaten)


def test_spaced_rows_are_of_the_front_alike_once_and_hold_both_ends():
    values = np.array([[0.0, 9], [9, 0], [1, 5], [5, 1], [2, 3], [3, 2], [0, 9], [9, 9]])
    assert spaced(values, 10) == [0, 2, 4, 5, 3, 1]
    assert spaced(values, 3)[0] == 0 and spaced(values, 3)[-1] == 1
    assert len(spaced(values, 3)) == 3
