"""Two seeds side by side: when they agree, and what the page says of it."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from experiments.comparison.paired_effects import Effect
from experiments.comparison.verdicts import Judgement, Verdict
from experiments.publishing.seed_agreement import (
    APART,
    BOTH,
    NEITHER,
    ONE,
    SHOWN,
    UNKNOWN,
    agree,
    side_by_side,
)
from experiments.study.stored_study import StudyResults
from runs.intervals import Interval


def effect(low, high, verdict):
    interval = Interval((low + high) / 2, low, high)
    judgement = Judgement(verdict, interval, 1.0)
    return Effect("arrivals", "people", 100.0, interval, interval, (low, high), 1.0, judgement)


FALLS, RISES = effect(-9, -1, Verdict.FALLS), effect(2, 7, Verdict.RISES)
LARGE, NONE = effect(-30, -10, Verdict.FALLS), effect(math.nan, math.nan, Verdict.UNKNOWN)
OPEN, SAME = effect(-3, 5, Verdict.UNKNOWN), effect(-0.5, 0.5, Verdict.SAME)


@pytest.mark.parametrize(
    ("one", "other", "right"),
    [
        (FALLS, FALLS, BOTH), (OPEN, OPEN, NEITHER), (FALLS, OPEN, ONE), (RISES, OPEN, ONE),
        (SAME, OPEN, ONE), (FALLS, RISES, APART), (FALLS, SAME, APART), (FALLS, LARGE, APART),
        (OPEN, NONE, UNKNOWN),
    ],
)  # fmt: skip
def test_seeds_agree_where_intervals_overlap_and_both_make_the_claim(one, other, right):
    assert agree(one, other) == agree(other, one) == right


@pytest.fixture
def kept():
    """One study under the seeds 1 and 7, of which each runs 60 of 150 posterior draws."""
    facts = {"members": 150, "replicates": 60}
    return tuple(StudyResults(Path(), facts | {"seed": seed}) for seed in (1, 7))


def test_the_page_names_what_disagrees_and_how_many_draws_are_common(kept):
    row = dict.fromkeys(SHOWN, FALLS)
    first, second = {"a": row, "b": row}, {"a": row, "b": row | {"averted": RISES}}
    said = side_by_side(kept, (first, second))
    assert "**The seeds disagree** on 1 of 6 effects: b on people averted." in said
    assert said.count("| same verdict |") == 5 and said.count("| **no overlap** |") == 1
    assert "| Seed 1 | Verdict | Seed 7 | Verdict |" in said
    common = set.intersection(*(set(each.draws(np.arange(60)).tolist()) for each in kept))
    assert f"Of 60 and 60 posterior draws, {len(common)} are in both." in said
    assert 0 < len(common) < 60


def test_the_page_says_which_claims_both_seeds_make_and_which_only_one(kept):
    both = {"a": dict.fromkeys(SHOWN, OPEN)}
    said = side_by_side(kept, (both, both))
    assert said.startswith(
        "**The intervals of all 3 effects overlap.** Claimed under both seeds: no"
    )
    one = {"a": dict.fromkeys(SHOWN, OPEN) | {"arrivals": FALLS}}
    said = side_by_side(kept, (one, both))
    assert "under one seed only, so not to be relied on: a on arrivals." in said
    assert said.count("| **one seed only** |") == 1
    said = side_by_side(kept, (one, one))
    assert "Claimed under both seeds: a on arrivals." in said
    none = {"a": dict.fromkeys(SHOWN, OPEN) | {"averted": NONE}}
    said = side_by_side(kept, (both, none))
    assert said.startswith("**The intervals of all 2 effects overlap.**")
    assert "Not compared, for want of an interval: a on people averted." in said
