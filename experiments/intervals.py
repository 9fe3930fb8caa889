"""Intervals of means and ratios over replicates, many outcomes at once."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.paired import LEVEL, Interval, interval

Floats = NDArray[np.float64]

RESAMPLES = 1_999
SEED = 20_241_031
FEWEST = 20
"""Replicates below which a bootstrap interval is too narrow, and the t-interval is taken."""
MOST_JACKKNIFED = 1_000
"""Replicates up to which the bootstrap is corrected for bias and skew, which takes their square."""
MOST_RESAMPLED = 5_000
"""Replicates up to which means are resampled; beyond, the t-interval is as good. Other statistics
are of so many replicates at most."""
BATCH = 500_000
"""Numbers resampled at a time."""


def method(replicates: int) -> str:
    """How intervals over so many replicates are made: ``t`` or ``bootstrap``."""
    return "bootstrap" if FEWEST <= replicates <= MOST_RESAMPLED else "t"


def of_means(samples: Floats) -> list[Interval]:
    """Mean and 95 % interval of each row, over replicates.

    All rows are resampled together. As :func:`experiments.paired.interval`, a row with an undefined
    value has no mean.

    Args:
        samples: Shape (rows, replicates).
    """
    if method(samples.shape[1]) == "t":
        return [interval(row) for row in samples]
    means = samples.mean(axis=1)
    low, high = _resampled((samples,), np.mean)
    return [Interval(*map(float, ends)) for ends in np.column_stack([means, low, high])]


def of_ratios(above: Floats, below: Floats) -> list[Interval]:
    """Ratio of the means of two rows of the same replicates, with its 95 % bootstrap interval.

    There is no interval where the replicates are too few for a bootstrap.

    Args:
        above: Shape (rows, replicates).
        below: The same shape; no mean may be zero.
    """

    def ratio(above: Floats, below: Floats, axis: int = -1) -> Floats:
        return above.mean(axis=axis) / below.mean(axis=axis)

    return of_statistic(ratio, above, below)


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
