"""Quantiles of plausible ranges: what value lies at a probability, never beyond the bounds."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.core.plausible_range import Scale, Span

Floats = NDArray[np.float64]
Bounds = tuple[float, float]

NINETY_FIVE = 1.6448536269514722
"""Standard deviations from the middle to the 95th percentile of a normal distribution."""
UNBOUNDED: Bounds = (-math.inf, math.inf)


def _identity(value: Floats) -> Floats:
    return value


def _logit(value: Floats) -> Floats:
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(value) - np.log1p(-value))


def _log(value: Floats) -> Floats:
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(value))


def _expit(value: Floats) -> Floats:
    from scipy.special import expit

    return np.asarray(expit(value))


_THERE: dict[Scale, Callable[[Floats], Floats]] = {
    Scale.LINEAR: _identity, Scale.LOG: _log, Scale.LOGIT: _logit,
}  # fmt: skip
_BACK: dict[Scale, Callable[[Floats], Floats]] = {
    Scale.LINEAR: _identity, Scale.LOG: np.exp, Scale.LOGIT: _expit,
}  # fmt: skip
_SUPPORT = {Scale.LINEAR: UNBOUNDED, Scale.LOG: (0.0, math.inf), Scale.LOGIT: (0.0, 1.0)}


def quantile(of: Span, probability: ArrayLike, bounds: Bounds = UNBOUNDED) -> Floats:
    """Values at these probabilities: normal on the range's scale (the inverse CDF).

    Args:
        of: The range, whose ends are the 5th and the 95th percentile.
        probability: Each above 0 and below 1.
        bounds: What the value cannot leave. Tails are compressed towards them, so that both
            percentiles stay what they are.

    Raises:
        ValueError: If the range does not lie within the bounds.
    """
    from scipy.special import ndtri

    if not bounds[0] <= of.low < of.high <= bounds[1]:
        raise ValueError(
            f"range is {of.low:g} to {of.high:g}; it must lie within the bounds "
            f"{bounds[0]:g} to {bounds[1]:g}"
        )
    support = _SUPPORT[of.scale]
    low, high = _ends(of.scale, of.low, of.high)
    lowest, highest = _ends(of.scale, max(bounds[0], support[0]), min(bounds[1], support[1]))
    steps = ndtri(np.asarray(probability, dtype=np.float64)) / NINETY_FIVE
    normal = (low + high) / 2 + (high - low) / 2 * steps
    below = _compressed(np.maximum(low - normal, 0.0), low - lowest)
    above = _compressed(np.maximum(normal - high, 0.0), highest - high)
    made = _BACK[of.scale](np.clip(normal, low, high) - below + above)
    return np.clip(made, *bounds)


def _ends(scale: Scale, low: float, high: float) -> tuple[float, float]:
    first, last = _THERE[scale](np.array([low, high]))
    return float(first), float(last)


def _compressed(excess: Floats, room: float) -> Floats:
    """How far beyond a percentile, never beyond the room there is."""
    if math.isinf(room):
        return excess
    if room <= 0:
        return np.zeros_like(excess)
    return np.asarray(-room * np.expm1(-excess / room))
