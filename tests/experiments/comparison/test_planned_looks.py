"""Looking at the planned numbers of replicates errs no more often than one look would."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from experiments.comparison.planned_looks import (
    FIRST,
    LAST,
    LOOKS,
    following,
    level_at,
    plan_in_words,
    reached,
)
from experiments.comparison.verdicts import FEWEST_JUDGED, MARGINS, Verdict, judge
from runs.intervals import LEVEL, interval

pytestmark = pytest.mark.slow

ERROR = 1 - LEVEL
CLAIMS = (Verdict.FALLS, Verdict.RISES)
REAL = pq.read_table(Path(__file__).with_name("real_family.parquet"))
"""Paired differences of the scenarios of ``make run``, by replicate."""


def skewed_questions(number, random):
    """Questions in which nothing is true: shape (outcomes, replicates) each.

    Scenario and baseline are lognormal, as counts with a few very large replicates are; outcomes of
    a replicate share half of their variance, as differences that share a baseline do.
    """
    for _ in range(number):
        own = np.exp(random.standard_normal((2, len(MARGINS), LAST)))
        shared = np.exp(random.standard_normal((2, 1, LAST)))
        scenario, baseline = own + shared
        yield scenario - baseline


def real_questions(number, random):
    """The same from real runs: a scenario's differences, centred, resampled by replicates."""
    scenarios = dict.fromkeys(name.split()[0] for name in REAL.column_names)
    for scenario in scenarios:
        kept = np.array([REAL[f"{scenario} {outcome}"].to_numpy() for outcome in MARGINS])
        centred = kept - kept.mean(axis=1, keepdims=True)
        for _ in range(number // len(scenarios)):
            yield centred[:, random.integers(0, kept.shape[1], LAST)]


def claims_anything(question, look):
    """Whether a question claims any rise or fall at a look."""
    found = judge(list(question[:, :look]), [0.0] * len(question), level_at(look))
    return any(judgement.verdict in CLAIMS for judgement in found)


@pytest.mark.long
@pytest.mark.parametrize("questions", [skewed_questions, real_questions])
def test_at_most_one_question_in_twenty_claims_anything_at_any_look(questions):
    asked = list(questions(280, np.random.default_rng(20_241_128)))
    at_any_look = [any(claims_anything(each, look) for look in LOOKS) for each in asked]
    assert np.mean(at_any_look) <= ERROR + 2 * math.sqrt(ERROR * LEVEL / len(asked))


def test_single_intervals_at_the_same_looks_would_claim_much():
    """What the plan is for."""
    asked = skewed_questions(100, np.random.default_rng(20_241_128))
    at_any_look = [
        any(interval(row[:look]).direction for row in each for look in LOOKS) for each in asked
    ]
    assert np.mean(at_any_look) > 0.25


def test_shares_of_the_error_add_up_to_the_whole():
    assert sum(LOOKS.values()) == pytest.approx(ERROR)
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
