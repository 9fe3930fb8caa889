"""Scores of ensemble forecasts by month and together: CRPS, WIS, coverage, interval score, PIT."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from calibration.forecast_quantiles import quantiles

Floats = NDArray[np.float64]

LEVEL = 0.9
"""Probability that the central interval should hold."""
WIS_LEVELS = (0.98, 0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1)
"""Probabilities of the intervals that the weighted interval score is about, with the median."""
BACKEND = "numpy"
"""Of the library of scores: the sums are small, and nothing need be compiled."""
BLOCK = 3
RESAMPLES = 2000


def crps(ensemble: Floats, observed: Floats, *, fair: bool = True) -> Floats:
    """Continuous ranked probability score, in the unit of what is forecast; lower is better.

    Mean distance of the draws to what was observed, less half their mean distance to one
    another. The fair score leaves out each draw's distance to itself, so that its mean does not
    depend on the size of the ensemble (Ferro 2014); the other is that of the draws' empirical
    distribution (Gneiting and Raftery 2007).

    Args:
        ensemble: Shape (replicates, months).
        observed: Shape (months,); where it is missing, so is the score.
        fair: Whether to give the fair score.

    Returns:
        Shape (months,).

    Raises:
        ValueError: If the shapes do not fit, or a fair score is asked of a single member.
    """
    size = _replicates(ensemble, observed)
    if fair and size < 2:
        raise ValueError("a fair score needs two draws; give more replicates")
    from scoringrules import crps_ensemble

    kind = "pwm" if fair else "qd"
    return np.asarray(
        crps_ensemble(observed, ensemble, m_axis=0, estimator=kind, backend=BACKEND), np.float64
    )


def wis(ensemble: Floats, observed: Floats) -> Floats:
    """Weighted interval score of the median and the central intervals of :data:`WIS_LEVELS`.

    In the unit of what is forecast, lower is better (Bracher et al. 2021). It is the mean of twice
    the pinball loss over the median and all ends of intervals. It is never to be set
    beside a CRPS, nor beside that of other intervals. Shape (months,).
    """
    _replicates(ensemble, observed)
    from scoringrules import crps_quantile

    alpha = 1.0 - np.array(WIS_LEVELS)
    levels = np.array([0.5, *(alpha / 2), *(1.0 - alpha / 2)])
    ends = quantiles(ensemble, list(levels)).T
    return np.asarray(crps_quantile(observed, ends, levels, backend=BACKEND), np.float64)


def interval(ensemble: Floats, level: float = LEVEL) -> tuple[Floats, Floats]:
    """Low and high end of the central interval, right for few draws too: shape (months,) each."""
    tail = (1.0 - level) / 2.0
    low, high = quantiles(ensemble, [tail, 1.0 - tail])
    return low, high


def covered(ensemble: Floats, observed: Floats, level: float = LEVEL) -> Floats:
    """1 where the central interval holds what was observed, 0 elsewhere, missing with it."""
    _replicates(ensemble, observed)
    low, high = interval(ensemble, level)
    inside = ((observed >= low) & (observed <= high)).astype(np.float64)
    return np.where(np.isnan(observed), np.nan, inside)


def interval_score(ensemble: Floats, observed: Floats, level: float = LEVEL) -> Floats:
    """Width of the central interval and a fine for what lies outside; lower is better.

    Shape (months,), in the unit of what is forecast (Gneiting and Raftery 2007).
    """
    _replicates(ensemble, observed)
    low, high = interval(ensemble, level)
    outside = np.maximum(low - observed, 0.0) + np.maximum(observed - high, 0.0)
    return high - low + 2.0 / (1.0 - level) * outside


def pit(ensemble: Floats, observed: Floats) -> Floats:
    """Share of draws below what was observed, equal ones half: shape (months,), 0 to 1.

    Even over 0 to 1 for a calibrated forecast of something that is never exactly equal.
    """
    _replicates(ensemble, observed)
    share = (ensemble < observed).mean(axis=0) + 0.5 * (ensemble == observed).mean(axis=0)
    return np.where(np.isnan(observed), np.nan, share)


@dataclass(frozen=True)
class Scores:
    """Scores of one forecast; every array has one value a month, missing where nothing was seen.

    Attributes:
        observed: What was seen.
        median: Median of the ensemble.
        low, high: Ends of its central interval.
        crps: Fair CRPS.
        interval_score: Interval score.
        covered: 1 where the interval holds what was seen, else 0.
        pit: Share of draws below it.
    """

    observed: Floats
    median: Floats
    low: Floats
    high: Floats
    crps: Floats
    interval_score: Floats
    covered: Floats
    pit: Floats

    @property
    def summary(self) -> dict[str, float]:
        """Number of months seen, and means over them; ``bias`` is median less observed."""
        means = {
            "crps": self.crps,
            "interval_score": self.interval_score,
            "coverage": self.covered,
            "bias": self.median - self.observed,
            "pit": self.pit,
        }
        seen = ~np.isnan(self.observed)
        return {"months": float(seen.sum())} | {
            name: float(values[seen].mean()) if seen.any() else float("nan")
            for name, values in means.items()
        }


def score(ensemble: Floats, observed: Floats, level: float = LEVEL) -> Scores:
    """All scores of an ensemble.

    Args:
        ensemble: Shape (replicates, months).
        observed: Shape (months,); may have missing months.
        level: Probability that the central interval should hold.

    Raises:
        ValueError: If the shapes do not fit, or there is but one replicate.
    """
    low, high = interval(ensemble, level)
    return Scores(
        observed=observed,
        median=np.asarray(np.median(ensemble, axis=0)),
        low=low,
        high=high,
        crps=crps(ensemble, observed),
        interval_score=interval_score(ensemble, observed, level),
        covered=covered(ensemble, observed, level),
        pit=pit(ensemble, observed),
    )


@dataclass(frozen=True)
class Relative:
    """Mean score over another's mean: below 1 where the first forecast is the better.

    Attributes:
        ratio: Of the means over all months.
        low, high: Central nine tenths over resampled blocks of months; missing where there are
            fewer than two blocks of them.
        months: Months that both have.
    """

    ratio: float
    low: float
    high: float
    months: int


def relative(
    mine: Floats, other: Floats, seed: int, block: int = BLOCK, resamples: int = RESAMPLES
) -> Relative:
    """Compare two forecasts' scores of the same months.

    The interval is that of a circular block bootstrap (Politis and Romano 1992), which keeps the
    dependence of neighbouring months and of the two forecasts. It is about these months, few as
    they are, and not about other years.

    Args:
        mine: Scores by month, in order: shape (months,).
        other: The other forecast's, of the same months.
        seed: Of the resampling.
        block: Months in a block.
        resamples: Number of resampled series.

    Raises:
        ValueError: If the shapes differ, or no month has both.
    """
    if mine.shape != other.shape:
        raise ValueError(f"scores have shapes {mine.shape} and {other.shape}; they must be equal")
    seen = ~(np.isnan(mine) | np.isnan(other))
    mine, other = mine[seen], other[seen]
    months = mine.size
    if months == 0:
        raise ValueError("no month has both scores; forecast the same months")
    ratio = float(mine.mean() / other.mean())
    if months < 2 * block:
        return Relative(ratio, float("nan"), float("nan"), months)
    draws = np.random.default_rng(seed).integers(months, size=(resamples, -(-months // block)))
    indices = (draws[:, :, None] + np.arange(block)) % months
    indices = indices.reshape(resamples, -1)[:, :months]
    ratios = mine[indices].mean(axis=1) / other[indices].mean(axis=1)
    low, high = np.quantile(ratios, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Relative(ratio, float(low), float(high), months)


def _replicates(ensemble: Floats, observed: Floats) -> int:
    """Number of draws.

    Raises:
        ValueError: If the shapes do not fit, or a draw is missing.
    """
    if ensemble.ndim != 2 or observed.shape != ensemble.shape[1:]:
        raise ValueError(
            f"ensemble has shape {ensemble.shape} and observed {observed.shape}; "
            "they must be (replicates, months) and (months,)"
        )
    if np.isnan(ensemble).any():
        raise ValueError("a draw is missing; every draw must forecast every month")
    return int(ensemble.shape[0])
