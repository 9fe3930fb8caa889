"""Intervals of means and ratios over replicates, many outcomes at once."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

LEVEL = 0.95

RESAMPLES = 3_999
SEED = 20_241_031
FEWEST = 20
"""Replicates below which nothing is resampled: a bootstrap interval would be too narrow."""
LEAST_DIFFERENT = 8
"""Replicates that must differ for a row to be resampled: with fewer, a resample may hold none."""
MOST_JACKKNIFED = 1_000
"""Replicates up to which other statistics than means are corrected for bias and skew, which takes
their square."""
MOST_RESAMPLED = 2_000
"""Replicates up to which means are resampled; beyond, the t-interval is as good. Other statistics
are of so many replicates at most."""
BATCH = 500_000
"""Numbers resampled at a time."""


@dataclass(frozen=True)
class Interval:
    """A mean over replicates and its 95 % t-interval; NaN where undefined."""

    mean: float
    low: float
    high: float

    @property
    def half_width(self) -> float:
        """Half the width of the interval."""
        return (self.high - self.low) / 2

    @property
    def direction(self) -> int:
        """1 or -1 if the whole interval lies above or below zero, else 0."""
        return int(self.low > 0) - int(self.high < 0)

    @property
    def known(self) -> bool:
        """Whether there is an interval at all."""
        return math.isfinite(self.low) and math.isfinite(self.high)


def interval(sample: Floats) -> Interval:
    """Mean and 95 % t-interval of independent values.

    One value has a mean and no interval. Where any value is undefined, all three are NaN: leaving
    out the replicates in which an outcome is undefined would change what it means.
    """
    if sample.size == 0:
        return Interval(math.nan, math.nan, math.nan)
    mean = float(sample.mean())
    if sample.size == 1:
        return Interval(mean, math.nan, math.nan)
    from scipy.special import stdtrit

    error = float(sample.std(ddof=1)) / math.sqrt(sample.size)
    reach = float(stdtrit(sample.size - 1, (1 + LEVEL) / 2)) * error
    return Interval(mean, mean - reach, mean + reach)


def method(replicates: int) -> str:
    """How intervals over so many replicates are made: ``t`` or ``bootstrap``."""
    return "bootstrap" if FEWEST <= replicates <= MOST_RESAMPLED else "t"


def of_means(samples: Floats) -> list[Interval]:
    """Mean and 95 % interval of each row, over replicates.

    The studentised bootstrap, symmetric about the mean: it keeps its level with the skew that
    effects have, where t-intervals and bias-corrected bootstraps fall short. Rows that hardly vary
    have t-intervals. As :func:`interval`, a row with an undefined value has no mean.

    Args:
        samples: Shape (rows, replicates).
    """
    found = [interval(row) for row in samples]
    if method(samples.shape[1]) == "t":
        return found
    rows = [number for number, row in enumerate(samples) if varies_enough(row)]
    reaches = [np.quantile(each, LEVEL, axis=0) for each in deviations(samples[rows])]
    for number, reach in zip(rows, np.concatenate(reaches) if reaches else (), strict=True):
        found[number] = around(samples[number], float(reach))
    return found


def around(sample: Floats, reach: float) -> Interval:
    """A mean, and the interval that reaches so many standard errors to either side."""
    mean = float(sample.mean())
    error = float(sample.std(ddof=1)) / math.sqrt(sample.size)
    return Interval(mean, mean - reach * error, mean + reach * error)


def varies_enough(sample: Floats) -> bool:
    """Whether a row of finite values differs in enough replicates to be resampled."""
    if not np.isfinite(sample).all():
        return False
    _, counts = np.unique(sample, return_counts=True)
    return bool(sample.size - counts.max() >= LEAST_DIFFERENT)


def deviations(samples: Floats) -> Iterator[Floats]:
    """Resample whole replicates; yield how far the means of some rows at a time then lie off.

    Args:
        samples: Shape (rows, replicates); each row varies enough.

    Yields:
        Absolute t-values, with the standard error of the same resample: shape (resamples, rows).
    """
    rows, replicates = samples.shape
    share = _resamples(replicates)
    step = max(1, BATCH // RESAMPLES)
    for first in range(0, rows, step):
        some = samples[first : first + step]
        centred = some - some.mean(axis=1, keepdims=True)
        standard = (centred / centred.std(axis=1, keepdims=True)).T
        mean = share @ standard
        variance = np.maximum(share @ standard**2 - mean**2, 0.0)
        with np.errstate(divide="ignore", invalid="ignore"):
            found = np.abs(mean) / np.sqrt(variance / (replicates - 1))
        yield np.nan_to_num(found, nan=np.inf, posinf=np.inf)


@lru_cache(maxsize=1)
def _resamples(replicates: int) -> Floats:
    """Share of each replicate in each resample: shape (resamples, replicates)."""
    random = np.random.default_rng(SEED)
    counts = random.multinomial(replicates, np.full(replicates, 1 / replicates), RESAMPLES)
    return counts / replicates


def of_statistic(statistic: Callable[..., Floats], *samples: Floats) -> list[Interval]:
    """Any statistic of rows over replicates, with its 95 % bootstrap interval where there is one.

    Args:
        statistic: Takes the samples and an axis.
        samples: Shape (rows, replicates) each; the same replicates are resampled in all.
    """
    samples = tuple(sample[:, :MOST_RESAMPLED] for sample in samples)
    found = statistic(*samples, axis=-1)
    if samples[0].shape[1] < FEWEST:
        return [Interval(float(value), np.nan, np.nan) for value in found]
    low, high = _resampled(samples, statistic)
    return [Interval(*map(float, ends)) for ends in np.column_stack([found, low, high])]


def _resampled(samples: tuple[Floats, ...], statistic: Callable[..., Any]) -> tuple[Floats, Floats]:
    """Ends of the bootstrap interval of each row; rows that never vary have none but themselves."""
    from scipy.stats import bootstrap

    found = statistic(*samples, axis=-1)
    low, high = found.copy(), found.copy()
    sound = np.isfinite(found)
    vary = sound & np.any([np.ptp(sample, axis=1) > 0 for sample in samples], axis=0)
    low[~sound] = high[~sound] = np.nan
    rows, replicates = int(vary.sum()), samples[0].shape[1]
    if not rows:
        return low, high
    kind = "BCa" if replicates <= MOST_JACKKNIFED else "percentile"
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        ends = bootstrap(
            tuple(sample[vary] for sample in samples), statistic, axis=-1, paired=True,
            vectorized=True, n_resamples=RESAMPLES, confidence_level=LEVEL, method=kind,
            batch=max(1, BATCH // (rows * replicates)), rng=np.random.default_rng(SEED),
        )  # fmt: skip
        low_end, high_end = (1 - LEVEL) / 2, (1 + LEVEL) / 2
        spread = np.quantile(ends.bootstrap_distribution, (low_end, high_end), axis=-1)
    for end, of, plain in (
        (low, ends.confidence_interval.low, spread[0]),
        (high, ends.confidence_interval.high, spread[1]),
    ):
        end[vary] = np.where(np.isfinite(of), of, plain)
    return low, high
