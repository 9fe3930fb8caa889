"""Looking at the planned numbers of replicates errs no more often than one look would."""

from __future__ import annotations

import math

import numpy as np
import pytest

from experiments.intervals import LEVEL
from experiments.looks import FIRST, LAST, LOOKS, following, level_at, plan_in_words, reached
from experiments.simultaneous import simultaneous_reaches
from experiments.verdicts import FEWEST_JUDGED, MARGINS

PATHS = 300


def null_paths(rng):
    """Differences of a question in which nothing is true: shape (paths, outcomes, replicates).

    Scenario and baseline are lognormal, as counts with a few very large replicates are; outcomes of
    a replicate share half of their variance, as differences that share a baseline do.
    """
    shape = (2, PATHS, len(MARGINS), LAST)
    own = np.exp(rng.standard_normal(shape))
    shared = np.exp(rng.standard_normal((2, PATHS, 1, LAST)))
    scenario, baseline = own + shared
    return scenario - baseline


def t_values(paths):
    error = paths.std(axis=2, ddof=1) / math.sqrt(paths.shape[2])
    return np.abs(paths.mean(axis=2)) / error


def test_at_most_one_question_in_twenty_claims_anything_at_any_look():
    paths = null_paths(np.random.default_rng(20_241_128))
    at_any_look, alone = np.zeros((2, PATHS), bool)
    for look in LOOKS:
        so_far = paths[:, :, :look]
        found = [simultaneous_reaches(path, level_at(look)) for path in so_far]
        claims = [
            (values > reaches.each) & reaches.judged
            for values, reaches in zip(t_values(so_far), found, strict=True)
        ]
        at_any_look |= np.array(claims).any(axis=1)
        largest = t_values(so_far).max(axis=1)
        alone |= largest > 1.96
    error = 1 - LEVEL
    assert at_any_look.mean() <= error + 2 * math.sqrt(error * LEVEL / PATHS)
    assert alone.mean() > 0.25, "single intervals at the same looks: the test can fail"


def test_shares_of_the_error_add_up_to_the_whole():
    assert sum(LOOKS.values()) == pytest.approx(1 - LEVEL)
    assert list(LOOKS) == sorted(LOOKS)
    assert FIRST >= FEWEST_JUDGED
    assert [level_at(look) for look in LOOKS] == [1 - share for share in LOOKS.values()]


def test_there_is_no_verdict_but_at_a_look():
    for replicates in range(LAST + 20):
        assert (level_at(replicates) is None) == (replicates not in LOOKS)


def test_a_look_stands_until_the_next_is_reached():
    assert [reached(number) for number in (0, FIRST - 1, FIRST, FIRST + 1, LAST, LAST + 9)] == [
        0, 0, FIRST, FIRST, LAST, LAST,
    ]  # fmt: skip
    assert [following(number) for number in (0, FIRST - 1, LAST)] == [FIRST, FIRST, 0]
    assert following(FIRST) == list(LOOKS)[1]


def test_the_plan_is_said_with_its_numbers():
    for look in LOOKS:
        assert str(look) in plan_in_words()
    assert "95 %" in plan_in_words()
