"""Intervals of an effect hold the truth as often as they say: 200 synthetic truths.

A stand-in for the model, which would take days: paired effects of three policies that share a
baseline and random draws, skewed as those of the model are, with a truth drawn anew each time.
"""

from __future__ import annotations

import numpy as np
import pytest

from experiments.comparison.paired_effects import difference
from experiments.comparison.verdicts import judge
from experiments.uncertainty.effect_uncertainty import PROBABILITIES, effect_uncertainty
from experiments.uncertainty.policy_choice import USUAL_AIMS

TRUTHS, REPLICATES, POLICIES = 200, 60, 3
pytestmark = pytest.mark.long


def synthetic(seed):
    """Values of a baseline and of the policies by replicate, and the true mean effects.

    Each replicate draws a fitted and an assumed input and the strength of each policy. The truth
    of how strongly effects answer to them is drawn, too.
    """
    random = np.random.default_rng((seed, 22))
    fitted, assumed = random.standard_normal((2, REPLICATES))
    strengths = random.standard_normal((POLICIES, REPLICATES))
    size = random.uniform(-3_000, 3_000, POLICIES)
    slopes = random.uniform(0, 1_500, (POLICIES, 3))
    skew = random.uniform(0.1, 0.6, POLICIES)
    shared = 1_500 * random.standard_normal(REPLICATES)
    baseline = 50_000 + 5_000 * fitted + shared
    values, truths = [], []
    for at in range(POLICIES):
        tail = 2_000 * np.exp(skew[at] * random.standard_normal(REPLICATES))
        effect = size[at] + tail - slopes[at] @ np.stack([fitted, assumed, strengths[at]])
        noise = 800 * random.standard_normal(REPLICATES)
        values.append(baseline + effect + noise + 0.3 * shared)
        truths.append(size[at] + 2_000 * np.exp(skew[at] ** 2 / 2))
    return baseline, np.array(values), np.array(truths)


def test_intervals_hold_the_truth_in_90_to_98_of_a_hundred():
    single, together = [], []
    for seed in range(TRUTHS):
        baseline, values, truths = synthetic(seed)
        for policy, truth in zip(values, truths, strict=True):
            found = difference("arrivals", "people", baseline, policy).difference
            single.append(found.low <= truth <= found.high)
        judged = judge(list(values - baseline), [100.0] * POLICIES)
        together.append(
            all(
                each.interval.low <= truth <= each.interval.high
                for each, truth in zip(judged, truths, strict=True)
            )
        )
    assert 0.90 <= np.mean(single) <= 0.98
    assert np.mean(together) >= 0.93, "simultaneous intervals may be wider than they need be"


def test_shares_values_and_break_evens_of_a_whole_comparison_hold_theirs(make_changes):
    """The estimates that reports use, over synthetic comparisons with a known answer."""
    patrol = 9_000**2 * (1 / 3) * (2 / 3)
    parts = np.array([patrol + 500**2, 0.0, 3_000**2, 1_500**2])
    truth = dict(
        zip(("stochastic", "fitted", "assumed_world", "assumed_effect"), parts / parts.sum(),
            strict=True)
    )  # fmt: skip
    held, first, weakest = [], [], []
    for seed in range(20):
        found = effect_uncertainty(make_changes(150, seed), USUAL_AIMS)
        bold = found.policies["bold"]
        shares = bold.spreads["averted"].shares.shares
        held += [shares[name].low <= share <= shares[name].high for name, share in truth.items()]
        first.append(found.choices[0].first == "world")
        likely = next(each for each in bold.strengths if each.probability == PROBABILITIES[0])
        weakest.append(likely.found)
    assert np.mean(held) >= 0.85
    assert np.mean(first) >= 0.7
    exact = _true_median_strength()
    there = [each.low <= exact <= each.high for each in weakest if each.exists]
    assert len(there) >= 10 and np.mean(there) >= 0.8


def _true_median_strength():
    """Strength at which 5,000 people a year are as likely as not, by a large sample."""
    random = np.random.default_rng(3)
    size = 200_000
    rest = (
        9_000 * (random.random(size) > 2 / 3) + 1_000 + 3_000 * random.standard_normal(size)
        + 500 * random.standard_normal(size)
    )  # fmt: skip
    return (5_000 * 365 / 365.25 - np.median(rest)) / 1_500
