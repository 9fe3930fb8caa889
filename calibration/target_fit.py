"""Where what was seen stands beside what the draws of a posterior give."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

from calibration.target import Target, scaled

Floats = NDArray[np.float64]

LEVEL = 0.9
QUANTILES = (0.5, 0.05, 0.95, 0.25, 0.75)
"""Of the median, and of the ends of the outer and of the inner band."""
ERRORS = norm.ppf((np.arange(100) + 0.5) / 100)
"""Standard errors, equally likely, that stand for the normal distribution of each draw's."""
ENOUGH = 0.8
"""Share of a target's parts that must lie in their bands for the target to count as in its band.

90 % are expected if model and errors are right; parts share much of their error, so that
some fewer are no sign against it.
"""
_BACK = {"log": np.exp, "log-count": np.expm1}


@dataclass(frozen=True)
class TargetFit:
    """One target beside the draws, part by part: each of shape (parts,).

    Attributes:
        median: Median of draws with errors.
        low, high: Ends of the band in which the observed figure lies with probability 0.9 if the
            model and the target's errors are right: spread over draws and errors, combined. No
            statistic is below 0, and no end is.
        inner_low, inner_high: Ends of the band that holds half.
        z: Mean over draws less what was seen, or less the nearer end of a band that was seen, on
            the scale of the target's errors, in combined standard deviations; 0 within such a band,
            missing where fewer than two draws have a value.
        inside: Whether what was seen, or some of a band that was seen, lies between low and high.
    """

    median: Floats
    low: Floats
    high: Floats
    inner_low: Floats
    inner_high: Floats
    z: Floats
    inside: NDArray[np.bool_]

    @property
    def share_in(self) -> float:
        """Share of parts in their bands."""
        return float(self.inside.mean())

    @property
    def holds(self) -> bool:
        """Whether the whole target counts as in its band."""
        return self.share_in >= ENOUGH

    @property
    def rms_z(self) -> float:
        """Root mean square of z over parts that have one, about 1 if all is right; or missing."""
        kept = self.z[np.isfinite(self.z)]
        return float(np.sqrt((kept**2).mean())) if kept.size else float("nan")

    @property
    def worst(self) -> int:
        """Number of the part that is farthest off, of one without a value if there is any."""
        return int(np.argmax(np.where(np.isnan(self.z), np.inf, np.abs(self.z))))

    def part(self, parts: slice) -> TargetFit:
        """Some parts alone."""
        return TargetFit(**{name: values[parts] for name, values in vars(self).items()})


def target_fit(target: Target, simulated: Floats) -> TargetFit:
    """Set a target beside the draws.

    Bands are quantiles of all draws with all errors, which are normal on the target's scale.
    Draws that lack a part are left out of it.

    Args:
        target: The target.
        simulated: Shape (draws, parts), as :meth:`Target.simulated` gives.

    Raises:
        ValueError: If there are fewer than two draws, who show a spread, or the parts differ.
    """
    if simulated.ndim != 2 or simulated.shape[1] != target.low.size or len(simulated) < 2:
        raise ValueError(
            f"{target.name} takes two draws or more and {target.low.size} parts; the shape "
            f"given is {simulated.shape}"
        )
    found, least, most = (scaled(target, each) for each in (simulated, target.low, target.high))
    mean, variance = _moments(found)
    nearest = np.clip(mean, least, most)
    error = target.error * (nearest if target.scale == "relative" else 1.0)
    spread = np.sqrt(variance + error**2)
    back = _BACK.get(target.scale, np.asarray)
    around = (found[:, None] + error * ERRORS[:, None]).reshape(-1, mean.size)
    around = np.where(np.isfinite(mean), around, 0.0)
    quantiles = np.nanquantile(around, QUANTILES, axis=0)
    ends = np.where(np.isfinite(mean), quantiles, np.nan)
    median, low, high, inner_low, inner_high = (np.maximum(back(end), 0.0) for end in ends)
    return TargetFit(
        median, low, high, inner_low, inner_high,
        z=(mean - nearest) / spread,
        inside=(low <= target.high) & (target.low <= high),
    )  # fmt: skip


def _moments(found: Floats) -> tuple[Floats, Floats]:
    """Mean and variance of each part over the draws that have it; missing with fewer than two."""
    kept = np.isfinite(found)
    number = np.where(kept.sum(axis=0) > 1, kept.sum(axis=0), np.nan)
    mean = np.where(kept, found, 0.0).sum(axis=0) / number
    residuals = np.where(kept, found - mean, 0.0)
    return mean, (residuals**2).sum(axis=0) / (number - 1)
