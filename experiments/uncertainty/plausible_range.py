"""Plausible ranges: where a value that nobody has measured lies with a probability of 90 %."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Scale = Literal["linear", "log", "logit"]

NINETY_FIVE = 1.6448536269514722
"""Standard deviations from the middle to the 95th percentile of a normal distribution."""
UNBOUNDED = (-math.inf, math.inf)


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


_THERE: dict[str, Callable[[Floats], Floats]] = {"linear": _identity, "log": _log, "logit": _logit}
_BACK: dict[str, Callable[[Floats], Floats]] = {
    "linear": _identity, "log": np.exp, "logit": _expit,
}  # fmt: skip
_SUPPORT = {"linear": UNBOUNDED, "log": (0.0, math.inf), "logit": (0.0, 1.0)}


@dataclass(frozen=True)
class PlausibleRange:
    """A value's 5th and 95th percentile, as judged; normal between and beyond on its scale.

    Attributes:
        low: 5th percentile.
        high: 95th percentile.
        scale: On which the middle lies halfway: ``linear``; ``log``, for ratios; ``logit``, for
            shares between 0 and 1.
        reason: Why these ends.
        bounds: What the value cannot leave. Tails are compressed towards them, so that both
            percentiles stay what they are.

    Raises:
        ValueError: If the ends are out of order, outside the bounds, or not allowed on the scale.
    """

    low: float
    high: float
    scale: Scale = "linear"
    reason: str = ""
    bounds: tuple[float, float] = UNBOUNDED

    def __post_init__(self) -> None:
        if self.scale not in _THERE:
            raise ValueError(f"scale is {self.scale!r}; it must be one of {', '.join(_THERE)}")
        if not (math.isfinite(self.low) and math.isfinite(self.high) and self.low <= self.high):
            raise ValueError(f"range is {self.low:g} to {self.high:g}; give finite ends in order")
        lowest, highest = _SUPPORT[self.scale]
        if self.scale != "linear" and not lowest < self.low <= self.high < highest:
            raise ValueError(
                f"range is {self.low:g} to {self.high:g}; on a {self.scale} scale it must lie "
                f"between {lowest:g} and {highest:g}"
            )
        if not self.bounds[0] <= self.low <= self.high <= self.bounds[1]:
            raise ValueError(
                f"range is {self.low:g} to {self.high:g}; it must lie within the bounds "
                f"{self.bounds[0]:g} to {self.bounds[1]:g}"
            )

    @property
    def middle(self) -> float:
        """The median."""
        return float(self.quantile(0.5))

    def quantile(self, probability: ArrayLike) -> Floats:
        """Values at these probabilities, each above 0 and below 1 (the inverse CDF)."""
        from scipy.special import ndtri

        if self.low == self.high:
            return np.full(np.shape(probability), self.low)
        low, high = self._ends(self.low, self.high)
        lowest, highest = self._ends(
            max(self.bounds[0], _SUPPORT[self.scale][0]),
            min(self.bounds[1], _SUPPORT[self.scale][1]),
        )
        steps = ndtri(np.asarray(probability, dtype=np.float64)) / NINETY_FIVE
        normal = (low + high) / 2 + (high - low) / 2 * steps
        below = _compressed(np.maximum(low - normal, 0.0), low - lowest)
        above = _compressed(np.maximum(normal - high, 0.0), highest - high)
        made = _BACK[self.scale](np.clip(normal, low, high) - below + above)
        return np.clip(made, *self.bounds)

    def _ends(self, low: float, high: float) -> tuple[float, float]:
        first, last = _THERE[self.scale](np.array([low, high]))
        return float(first), float(last)


def _compressed(excess: Floats, room: float) -> Floats:
    """How far beyond a percentile, never beyond the room there is."""
    if math.isinf(room):
        return excess
    if room <= 0:
        return np.zeros_like(excess)
    return np.asarray(-room * np.expm1(-excess / room))
