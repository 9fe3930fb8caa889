"""Ranks: even ones pass, those of too narrow, too wide or shifted members do not."""

from __future__ import annotations

import numpy as np
import pytest

from calibration.rank_statistics import BINS, Band, Ranks, rank

SETS, MEMBERS, NUMBERS = 60, 49, 12


def ranks(seed=1, spread=1.0, shift=0.0, shared=0.7, numbers=NUMBERS):
    """Truths and members of normal numbers that share a part of their error within a set."""
    chance = np.random.default_rng(seed)
    truth = np.sqrt(shared) * chance.standard_normal((SETS, 1, 1)) + np.sqrt(
        1 - shared
    ) * chance.standard_normal((SETS, numbers, 1))
    members = shift + spread * chance.standard_normal((SETS, numbers, MEMBERS))
    names = tuple(f"number {each}" for each in range(numbers))
    residuals = (truth[..., 0] - members.mean(axis=-1)) / members.std(axis=-1, ddof=1)
    return Ranks(names, (members < truth).sum(axis=-1), residuals, MEMBERS)


def test_even_ranks_pass_though_numbers_of_a_set_depend_on_one_another():
    found = [ranks(seed) for seed in range(40)]
    chances = np.array([each.histogram(1).chance for each in found])
    assert (chances < 0.05).mean() < 0.15
    assert 0.3 < chances.mean() < 0.7
    for level in (0.5, 0.9):
        agrees = np.mean([each.coverage(level).agrees for each in found])
        assert agrees > 0.85
    assert np.mean([each.squares().agrees for each in found]) > 0.85
    assert np.mean([len(each.uneven) for each in found]) / NUMBERS < 0.1


def test_members_too_close_together_are_found():
    narrow = ranks(spread=0.6)
    assert narrow.histogram(1).chance < 0.01
    assert narrow.histogram(1).counts[[0, -1]].min() > 1.3 * narrow.histogram(1).expected[0]
    assert narrow.coverage(0.5).high < narrow.coverage(0.5).right
    assert narrow.squares().low > narrow.squares().right
    assert narrow.uneven


def test_members_too_far_apart_are_found():
    wide = ranks(spread=1.8)
    assert wide.histogram(1).chance < 0.01
    assert wide.coverage(0.5).low > wide.coverage(0.5).right
    assert wide.squares().high < wide.squares().right


def test_shifted_members_are_found():
    shifted = ranks(shift=0.6)
    assert shifted.histogram(1).chance < 0.01
    assert len(shifted.uneven) > NUMBERS / 2


def test_dependence_within_a_set_widens_the_bands():
    alone, together = ranks(shared=0.0).histogram(1), ranks(shared=0.95).histogram(1)
    assert (together.high - together.low).mean() > 1.5 * (alone.high - alone.low).mean()
    assert alone.counts.sum() == together.counts.sum() == SETS * NUMBERS
    assert alone.counts.size == BINS


@pytest.mark.parametrize("sets", [20, 100])
def test_one_even_number_in_twenty_leaves_its_band(sets):
    band = Band.of(sets, MEMBERS)
    drawn = np.random.default_rng(5).integers(MEMBERS + 1, size=(2_000, sets))
    residuals = (drawn[None] < band.points[:, None, None]).mean(axis=2) - band.even[:, None]
    outside = ((residuals < band.low[:, None]) | (residuals > band.high[:, None])).any(axis=0)
    assert 0.01 < outside.mean() < 0.075


def test_what_is_right_allows_for_few_members():
    assert ranks().coverage(0.5).right == 24 / (MEMBERS + 1)
    few = np.random.default_rng(2).standard_normal((400_000, 11))
    residuals = (few[:, 0] - few[:, 1:].mean(axis=1)) / few[:, 1:].std(axis=1, ddof=1)
    two = Ranks(("a",), np.zeros((2, 1), dtype=np.int64), np.zeros((2, 1)), 10)
    assert (residuals**2).mean() == pytest.approx(two.squares().right, rel=0.02)


def test_a_truth_equal_to_members_is_dealt_a_place_among_them():
    chance = np.random.default_rng(3)
    members = np.array([0.0, 0.0, 0.0, 1.0])
    assert {rank(0.0, members, chance) for _ in range(100)} == {0, 1, 2, 3}
    assert rank(0.5, members, chance) == 3


def test_one_set_or_a_rank_that_cannot_be_is_refused():
    with pytest.raises(ValueError, match="two sets"):
        Ranks(("a",), np.zeros((1, 1), dtype=np.int64), np.zeros((1, 1)), 9)
    with pytest.raises(ValueError, match="outside 0 to 9"):
        Ranks(("a",), np.array([[1], [10]]), np.zeros((2, 1)), 9)
