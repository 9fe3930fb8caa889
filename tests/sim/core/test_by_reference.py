"""Kernels read large named tuples where they lie."""

from __future__ import annotations

import sys
from typing import NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray

from sim.core.by_reference import by_reference
from sim.core.kernels import kernel


class Pair(NamedTuple):
    left: NDArray[np.float64]
    right: NDArray[np.float64]


@by_reference
class Whole(NamedTuple):
    counts: NDArray[np.int64]
    sums: NDArray[np.float64]
    pair: Pair
    rows: NDArray[np.void]


@kernel
def _inner(w: Whole, number: int) -> float:
    w.counts[0] += number
    total: float = w.pair.right.sum() + w.rows[0].size
    return total


@kernel
def _outer(w: Whole, number: int) -> float:
    for place in range(number):
        w.sums[place] = _inner(w, place)
    total: float = w.sums.sum()
    return total


@kernel
def _other(w: Whole) -> int:
    return w.nothing  # type: ignore[attr-defined, no-any-return]


@pytest.fixture
def whole():
    rows = np.zeros(2, dtype=[("size", "f8"), ("number", "i8")])
    rows["size"] = 5.0
    return Whole(np.arange(3), np.zeros(4), Pair(np.ones(2), np.ones((2, 2))), rows)


def test_kernels_read_and_write_the_arrays_of_a_tuple_and_hand_it_on(whole):
    assert _outer(whole, 3) == 27.0
    assert whole.counts.tolist() == [3, 1, 2]
    assert whole.sums.tolist() == [9.0, 9.0, 9.0, 0.0]


def test_nothing_is_held_after_the_call(whole):
    _outer(whole, 1)
    before = [sys.getrefcount(each) for each in whole]
    for _ in range(100):
        _outer(whole, 1)
    assert [sys.getrefcount(each) for each in whole] == before


def test_a_field_that_there_is_not_is_refused(whole):
    with pytest.raises(Exception, match="nothing"):
        _other(whole)
