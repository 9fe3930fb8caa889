"""Ranks of known truths among the draws of fits to data that the model itself made.

If truths come from the prior and each set of data from its truth, the rank of a truth among the
draws of its fit is even over all places (Talts et al. 2018, "Validating Bayesian inference
algorithms with simulation-based calibration"). Ranks of one set depend on one another, as they rest
on the same data; so all that is said of several numbers together takes a set as one observation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit
from scipy.stats import binom

Floats = NDArray[np.float64]

LEVEL = 0.95
"""Of every band and interval."""
BINS = 10
POINTS = 20
"""Points at which the shares of ranks are held against those of even ones."""
RESAMPLES = 2000
COVERAGES = (0.5, 0.9)


@dataclass(frozen=True)
class Estimate:
    """A mean over sets, its 95 % t-interval, and what it would be for even ranks."""

    mean: float
    low: float
    high: float
    right: float

    @property
    def agrees(self) -> bool:
        """Whether the interval holds what is allowed."""
        return self.low <= self.right <= self.high


@dataclass(frozen=True)
class Histogram:
    """Ranks of all numbers in bins.

    Attributes:
        counts: Ranks in each bin.
        expected: As many as there would be if they were even.
        low, high: Ends of each bin's own 95 % band about that, wider as ranks of a set agree.
        chance: Probability of counts so far from even, or farther, if ranks are even.
    """

    counts: Floats
    expected: Floats
    low: Floats
    high: Floats
    chance: float


@dataclass(frozen=True)
class Ranks:
    """Ranks of truths.

    Attributes:
        names: The numbers.
        ranks: Members below the truth, 0 to ``members``, shape (sets, numbers).
        residuals: Truth less the members' mean, in their standard deviation, of the same shape.
        members: Members of each fit.

    Raises:
        ValueError: If there are fewer than two sets, or a rank cannot be.
    """

    names: tuple[str, ...]
    ranks: NDArray[np.int64]
    residuals: Floats
    members: int

    def __post_init__(self) -> None:
        if len(self.ranks) < 2:
            raise ValueError("ranks of one set say nothing; run two sets or more")
        if self.ranks.min() < 0 or self.ranks.max() > self.members:
            raise ValueError(f"a rank lies outside 0 to {self.members}")

    @property
    def sets(self) -> int:
        """Number of sets."""
        return len(self.ranks)

    @cached_property
    def indices(self) -> Floats:
        """Ranks as places between 0 and 1, shape (sets, numbers)."""
        return np.asarray((self.ranks + 0.5) / (self.members + 1))

    def histogram(self, seed: int, bins: int = BINS) -> Histogram:
        """All ranks in bins, and a chi-square test by resampling sets.

        The statistic is set against its values in resampled sets whose mean is shifted to even
        counts. Bands are binomial with as many ranks as the spread between sets says there are.
        """
        bins = min(bins, self.members + 1)
        edges = np.linspace(0, self.members + 1, bins + 1).round().astype(int)
        shares = np.diff(edges) / (self.members + 1)
        counts = np.array([_counted(row, edges) for row in self.ranks])
        sets, numbers = self.ranks.shape
        expected = shares * numbers * sets
        residuals = counts - shares * numbers
        indices = np.random.default_rng(seed).integers(sets, size=(RESAMPLES, sets))
        centred = (residuals - residuals.mean(axis=0)) * np.sqrt(sets / (sets - 1))
        resampled = (centred[indices].sum(axis=1) ** 2 / expected).sum(axis=1)
        reached = float((residuals.sum(axis=0) ** 2 / expected).sum())
        spread = counts.var(axis=0, ddof=1) / (numbers * shares * (1 - shares))
        alone = max(1, round(numbers * sets / max(float(spread.mean()), 1.0)))
        low, high = binom.interval(LEVEL, alone, shares)
        widened = numbers * sets / alone
        chance = float((1 + (resampled >= reached).sum()) / (1 + RESAMPLES))
        return Histogram(
            counts.sum(axis=0).astype(float), expected, low * widened, high * widened, chance
        )

    def coverage(self, level: float) -> Estimate:
        """Share of truths within the central interval of ``level``."""
        tail = (1.0 - level) / 2.0
        every = (np.arange(self.members + 1) + 0.5) / (self.members + 1)
        inside = (self.indices > tail) & (self.indices < 1.0 - tail)
        right = float(((every > tail) & (every < 1.0 - tail)).mean())
        return _estimate(inside.mean(axis=1), right)

    def squares(self) -> Estimate:
        """Mean squared distance of truths in draws' standard deviations.

        Above what is right, draws are too close together; below, too far apart. What is right
        holds for normal draws alone, as those of free numbers are.
        """
        right = (self.members**2 - 1) / (self.members * (self.members - 3))
        return _estimate(np.nanmean(self.residuals**2, axis=1), right)

    @cached_property
    def band(self) -> Band:
        """Band for the shares of one number's ranks, all points of it together."""
        return Band.of(self.sets, self.members)

    @cached_property
    def differences(self) -> Floats:
        """Share of ranks below each of the band's points, less that of even ranks.

        Shape (points, numbers).
        """
        below = (self.ranks[None] < self.band.points[:, None, None]).mean(axis=1)
        return np.asarray(below - self.band.even[:, None])

    @property
    def uneven(self) -> tuple[str, ...]:
        """Numbers whose ranks leave the band; one in twenty would by chance."""
        low, high = self.band.low[:, None], self.band.high[:, None]
        outside = ((self.differences < low) | (self.differences > high)).any(axis=0)
        return tuple(name for name, out in zip(self.names, outside, strict=True) if out)


@dataclass(frozen=True)
class Band:
    """What the difference between shares of ranks and even ones stays within, 19 times in 20.

    By simulation, as Säilynoja, Bürkner and Vehtari (2022), "Graphical test for discrete uniformity
    and its applications in goodness-of-fit evaluation and multiple sample comparison".

    Attributes:
        points: Ranks, the shares below which are looked at.
        even: Share of even ranks below each.
        low, high: Ends of the band.
    """

    points: NDArray[np.int64]
    even: Floats
    low: Floats
    high: Floats

    @staticmethod
    def of(sets: int, members: int) -> Band:
        """For so many ranks between 0 and ``members``."""
        inner = np.linspace(0, members + 1, min(POINTS, members + 1) + 1).round().astype(int)[1:-1]
        even = inner / (members + 1)
        drawn = np.random.default_rng(sets).integers(members + 1, size=(RESAMPLES, sets))
        below = np.stack([(drawn < point).sum(axis=1) for point in inner], axis=1)
        lower, upper = binom.cdf(below, sets, even), binom.sf(below - 1, sets, even)
        least = 2.0 * np.minimum(lower, upper).min(axis=1)
        tail = float(np.quantile(least, 1.0 - LEVEL)) / 2.0
        low, high = binom.ppf(tail, sets, even), binom.isf(tail, sets, even)
        return Band(inner, even, low / sets - even, high / sets - even)


def rank(truth: float, members: Floats, chance: np.random.Generator) -> int:
    """Draws below the truth; a place among those equal to it is drawn."""
    equal = int((members == truth).sum())
    return int((members < truth).sum()) + int(chance.integers(equal + 1))


def _counted(row: NDArray[np.int64], edges: Sequence[int] | NDArray[np.int64]) -> list[int]:
    return [int(((row >= low) & (row < high)).sum()) for low, high in pairwise(edges)]


def _estimate(by_set: Floats, right: float) -> Estimate:
    mean = float(by_set.mean())
    error = float(by_set.std(ddof=1)) / np.sqrt(by_set.size)
    reach = float(stdtrit(by_set.size - 1, (1 + LEVEL) / 2)) * error
    return Estimate(mean, mean - reach, mean + reach, right)
