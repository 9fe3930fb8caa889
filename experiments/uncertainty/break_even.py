"""What would have to be true: values of an input at which a conclusion changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from experiments.uncertainty.regression import Regression
from experiments.uncertainty.unbiased_squares import ends, resample_counts

Floats = NDArray[np.float64]

STEPS = 81
"""Values over the range of an input at which a conclusion is looked at."""
FLOOR = 0.05
"""Least error that counts towards the spread at a value, in standard deviations of all errors."""
SMOOTHING = 0.45
"""Bandwidth of the errors' distribution, in standard deviations at one draw."""
LEAST_DRAWS = 40
"""Draws below which no value is given."""
MIDDLE_PART = (0.02, 0.98)
"""Quantiles of the drawn values between which a value is looked for."""


@dataclass(frozen=True)
class BreakEven:
    """The value at which a conclusion changes, or that none in the range does.

    Attributes:
        value: The value; NaN if there is none.
        low: Lower end of its 95 % interval, over resamples that have a value; NaN if there is none.
        high: Upper end.
        found: Share of resamples that have a value.
        everywhere: Whether the conclusion holds over the whole range, where there is no value.
        lowest: Least value looked at.
        highest: Greatest value looked at.
    """

    value: float
    low: float
    high: float
    found: float
    everywhere: bool
    lowest: float
    highest: float

    @property
    def exists(self) -> bool:
        """Whether there is such a value in the range."""
        return bool(np.isfinite(self.value))


def weakest_strength(
    strength: Floats, outcome: Floats, threshold: float, probability: float
) -> BreakEven:
    """The weakest strength from which on the outcome reaches a threshold with a probability.

    See :func:`weakest_strengths`.
    """
    return weakest_strengths(strength, outcome, threshold, (probability,))[0]


def weakest_strengths(
    strength: Floats, outcome: Floats, threshold: float, probabilities: Sequence[float]
) -> list[BreakEven]:
    """The weakest strengths from which on the outcome reaches a threshold with probabilities.

    Mean and spread of the outcome are curves of the strength; what is left has the same
    distribution at each. All other inputs vary as they were drawn.

    Args:
        strength: Of the measure, by draw.
        outcome: By draw; more is better.
        threshold: To be reached or exceeded.
        probabilities: With which, for instance 0.5 and 0.9.
    """
    return _break_even(strength, outcome, partial(_beyond, threshold), _last_rise, probabilities)


def changes_sign(value: Floats, effect: Floats) -> BreakEven:
    """The value of an assumption at which the mean effect changes its sign.

    ``everywhere`` says that the effect is positive over the whole range.

    Args:
        value: Of the assumption, by draw.
        effect: By draw.
    """
    return _break_even(value, effect, _mean_effect, _widest_change)[0]


def changes_ranking(value: Floats, one: Floats, other: Floats) -> BreakEven:
    """The value of an assumption at which two policies change places.

    ``everywhere`` says that the first has the greater mean over the whole range.

    Args:
        value: Of the assumption, by draw.
        one: Effect of a policy, by draw.
        other: Effect of another, by draw.
    """
    return changes_sign(value, one - other)


def _mean_effect(x: Floats, y: Floats, at: Floats, counts: Floats) -> Floats:
    """Mean effect at each value, of each resample: shape (resamples, values)."""
    found = Regression(x[:, None]).fit(y)
    return found.resampled(x[:, None], y, counts) @ found.terms(at[:, None]).T


def _beyond(threshold: float, x: Floats, y: Floats, at: Floats, counts: Floats) -> Floats:
    """Probability to reach the threshold at each value, of each resample."""
    from scipy.special import ndtr

    regression, inputs, values = Regression(x[:, None]), x[:, None], at[:, None]
    mean = regression.fit(y)
    means = mean.resampled(inputs, y, counts)
    rest = y - means @ mean.terms(inputs).T
    squares = np.log(rest**2 + (FLOOR * rest[0].std()) ** 2)
    size = regression.fit(squares[0])
    sizes = size.resampled(inputs, squares, counts)
    standard = rest / np.exp(sizes @ size.terms(inputs).T / 2)
    spread = np.sqrt((counts * standard**2).mean(axis=1))
    width = SMOOTHING * spread * len(y) ** -0.2
    needed = (threshold - means @ mean.terms(values).T) / np.exp(sizes @ size.terms(values).T / 2)
    if not (width > 0).all():
        return np.asarray(needed <= 0, dtype=np.float64)
    reached = []
    for each, at_least, wide, times in zip(standard, needed, width, counts, strict=True):
        there = times > 0
        above = ndtr((each[None, there] - at_least[:, None]) / wide)
        reached.append(above @ times[there] / times.sum())
    return np.array(reached)


def _break_even(
    x: Floats,
    y: Floats,
    curves: Callable[[Floats, Floats, Floats, Floats], Floats],
    crossing: Callable[[Floats, Floats], float],
    levels: Sequence[float] = (0.0,),
) -> list[BreakEven]:
    """Where the curve crosses each level."""
    lowest, highest = (float(end) for end in np.quantile(x, MIDDLE_PART))
    if len(x) < LEAST_DRAWS or not lowest < highest:
        return [BreakEven(np.nan, np.nan, np.nan, np.nan, False, lowest, highest)] * len(levels)
    at = np.linspace(lowest, highest, STEPS)
    found = curves(x, y, at, resample_counts(len(x)))
    return [_crossing(at, found - level, crossing) for level in levels]


def _crossing(at: Floats, found: Floats, crossing: Callable[[Floats, Floats], float]) -> BreakEven:
    """Where the first curve crosses zero, with an interval from the others."""
    lowest, highest = float(at[0]), float(at[-1])
    crossings = np.array([crossing(at, curve) for curve in found])
    known = crossings[1:][np.isfinite(crossings[1:])]
    low, high = ends(known[:, None])[:, 0] if known.size else (np.nan, np.nan)
    return BreakEven(
        float(crossings[0]), float(low), float(high), known.size / (len(crossings) - 1),
        bool((found[0] > 0).all()), lowest, highest,
    )  # fmt: skip


def _last_rise(at: Floats, curve: Floats) -> float:
    """Where a curve rises above zero for good; NaN if it does not, or is above from the start."""
    below = np.flatnonzero(curve < 0)
    if not below.size or below[-1] == len(at) - 1:
        return np.nan
    return _between(at, curve, int(below[-1]))


def _widest_change(at: Floats, curve: Floats) -> float:
    """Where a curve changes its sign; of several places, the one that best separates the signs."""
    signs = np.sign(curve)
    places = np.flatnonzero(signs[:-1] * signs[1:] < 0)
    if not places.size:
        return np.nan
    sums = np.abs([signs[: place + 1].sum() - signs[place + 1 :].sum() for place in places])
    return _between(at, curve, int(places[np.argmax(sums)]))


def _between(at: Floats, curve: Floats, index: int) -> float:
    """Where a straight line between two values of a curve is zero."""
    first, second = curve[index], curve[index + 1]
    return float(at[index] + (at[index + 1] - at[index]) * first / (first - second))
