"""Which policy is better, how probably, and what a wrong choice costs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from runs.intervals import LEVEL, Interval, of_means

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Beats:
    """How often one policy has less of an outcome than another, over replicates; ties count half.

    Attributes:
        first, second: Their rows.
        share: Of replicates, with the 95 % interval of Wilson.
    """

    first: int
    second: int
    share: Interval


def beats(values: Floats) -> list[Beats]:
    """All pairs of policies.

    Args:
        values: Shape (policies, replicates), less is better.
    """
    from scipy.stats import binomtest

    found, replicates = [], values.shape[1]
    for first in range(len(values)):
        for second in range(len(values)):
            if first == second or not replicates:
                continue
            less = np.sum(values[first] < values[second])
            share = float(less + np.sum(values[first] == values[second]) / 2) / replicates
            wins = round(share * replicates)
            ends = binomtest(wins, replicates).proportion_ci(LEVEL, "wilson")
            low, high = min(float(ends.low), share), max(float(ends.high), share)
            found.append(Beats(first, second, Interval(share, low, high)))
    return found


@dataclass(frozen=True)
class Regret:
    """What choosing one policy costs against the best in each state of the uncertainties.

    Attributes:
        mean: Over states, with its interval.
        ninth: What nine states in ten stay below.
        worst: In the worst state.
        best: Share of states in which no other policy has less.
    """

    mean: Interval
    ninth: float
    worst: float
    best: float


def regrets(values: Floats, states: NDArray[np.int64]) -> list[Regret]:
    """Regret of each policy over the states of the uncertainties.

    Args:
        values: Shape (policies, replicates), less is better.
        states: Which state each replicate ran; replicates of one are averaged first.
    """
    _, inverse = np.unique(states, return_inverse=True)
    means = np.array([np.bincount(inverse, row) for row in values]) / np.bincount(inverse)
    lost = means - means.min(axis=0)
    return [
        Regret(made, float(np.quantile(row, 0.9)), float(row.max()), float((row == 0).mean()))
        for made, row in zip(of_means(lost), lost, strict=True)
    ]
