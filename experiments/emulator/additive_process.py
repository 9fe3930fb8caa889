"""A Gaussian process of many inputs that come in groups, of which most are zero at most points.

The curve is zero where all inputs are. It is a sum of one part a group, and of products of two such
parts; a group whose inputs are zero adds nothing. Parts are Gaussian processes with the squared
exponential kernel, given that they are zero at zero (Durrande, Ginsbourger and Roustant 2012,
Additive covariance kernels for high-dimensional Gaussian process modeling; Rasmussen and Williams
2006, chapters 2 and 5).

Values are means over some of a pool of replicates. What replicates have in common at all points is
part of the covariance: two points that share replicates share their error. What it cannot know is
how far these replicates as a whole lie from all there could be, if draws multiply the curve; runs
over other replicates tell (:func:`scaled`).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_solve, cholesky, solve_triangular
from scipy.optimize import minimize

Floats = NDArray[np.float64]

PRIORS = {
    "sizes": (0.3, 1.5), "lengths": (1.5, 0.7), "joint": (0.3, 2.0), "apart": (0.3, 2.0),
    "common": (0.04, 4.0), "own": (0.25, 4.0),
}  # fmt: skip
"""Median and spread of the logarithm of each number, in values and inputs of unit size. Weak: they
keep what the points say nothing of from wandering off."""
GROUPED = ("sizes", "lengths")
MOST_STEPS = 100
JITTER = 1e-9


@dataclass(frozen=True)
class Numbers:
    """What is fitted, in values of unit size.

    Attributes:
        sizes: Standard deviation of each group's part, far from zero.
        lengths: Of each group's part, in units of its inputs.
        joint: Factor on products of two parts.
        apart: How much curves of single replicates vary about the mean curve, as a share of what
            that may be.
        common: Variance that all points of a replicate have in common, chance of the baseline.
        own: Variance of a run that is its own.
    """

    sizes: Floats
    lengths: Floats
    joint: float
    apart: float
    common: float
    own: float

    @staticmethod
    def of(logs: Floats) -> Numbers:
        """From the logarithms of all numbers in their order."""
        groups = (len(logs) - len(PRIORS) + len(GROUPED)) // len(GROUPED)
        parts = np.exp(logs)
        return Numbers(parts[:groups], parts[groups : 2 * groups], *map(float, parts[2 * groups :]))


@dataclass(frozen=True)
class Points:
    """What was run.

    Attributes:
        inputs: Shape (points, groups, numbers of a group).
        replicates: Share of each replicate in a point's mean: shape (points, replicates).
    """

    inputs: Floats
    replicates: Floats

    @cached_property
    def shared(self) -> Floats:
        """How much of their replicates two points share: shape (points, points)."""
        return np.asarray(self.replicates @ self.replicates.T)

    @cached_property
    def counts(self) -> Floats:
        """Replicates of each point."""
        return np.asarray((self.replicates > 0).sum(axis=1).astype(float))

    @cached_property
    def there(self) -> list[NDArray[np.intp]]:
        """Points at which the inputs of each group are not all zero."""
        return [np.flatnonzero(group.any(axis=1)) for group in self.inputs.swapaxes(0, 1)]


@dataclass(frozen=True)
class Level:
    """What points over replicates of their own say of a curve that was fitted to others.

    Attributes:
        factor, error: By what the curve is multiplied, and the standard error of it.
        widened: By what standard errors are.
    """

    factor: float = 1.0
    error: float = 0.0
    widened: float = 1.0


@dataclass(frozen=True)
class AdditiveProcess:
    """A fitted process.

    Attributes:
        points: What was run.
        numbers: What was fitted.
        scale: Root of the mean square of the values.
        weights, factor: What predictions sum; lower triangle of the covariance of the values.
        level: What points over other replicates say of the whole curve and its errors.
    """

    points: Points
    numbers: Numbers
    scale: float
    weights: Floats
    factor: Floats = field(repr=False)
    level: Level = field(default_factory=Level)

    def at(self, inputs: Floats) -> tuple[Floats, Floats]:
        """Mean curve and its standard error.

        Args:
            inputs: Shape (places, groups, numbers of a group).
        """
        parts, squares, own = self._parts(inputs)
        joint = self.numbers.joint
        across = parts + joint * (parts**2 - squares) / 2
        mean = across @ self.weights
        solved = solve_triangular(self.factor, across.T, lower=True)
        prior = own.sum(axis=1)
        whole = prior + joint * (prior**2 - (own**2).sum(axis=1)) / 2
        variance = self.calibration**2 * np.maximum(whole - (solved**2).sum(axis=0), 0.0)
        level = self.level
        error = np.sqrt(level.factor**2 * variance + (level.error * mean) ** 2)
        return level.factor * self.scale * mean, level.widened * self.scale * error

    def error_of_runs(self, inputs: Floats, replicates: int) -> Floats:
        """Standard error of the mean of new replicates about the mean curve, at each place."""
        _, _, own = self._parts(inputs)
        numbers = self.numbers
        variance = self.level.factor**2 * numbers.apart * own.sum(axis=1)
        variance += numbers.common + numbers.own
        return np.asarray(self.level.widened * self.scale * np.sqrt(variance / replicates))

    @cached_property
    def left_out(self) -> tuple[Floats, Floats]:
        """Each point predicted from all others: error and its spread, noise included."""
        own = np.diag(cho_solve((self.factor, True), np.eye(len(self.weights))))
        return self.scale * self.weights / own, self.scale / np.sqrt(own)

    @cached_property
    def calibration(self) -> float:
        """Factor of standard errors: that of errors of points left out, at least 1."""
        errors, spread = self.left_out
        return float(max(1.0, np.sqrt(np.mean((errors / spread) ** 2))))

    def _parts(self, inputs: Floats) -> tuple[Floats, Floats, Floats]:
        """Covariances with the points, their squares, and those of places with themselves.

        The first two are sums over groups: shape (places, points); the last is by group.
        """
        places, groups = len(inputs), inputs.shape[1]
        parts = np.zeros((places, len(self.weights)))
        squares, own = np.zeros_like(parts), np.zeros((places, groups))
        for group, there in enumerate(self.points.there):
            asked = inputs[:, group]
            if not asked.any():
                continue
            known = self.points.inputs[there, group]
            size, length = self.numbers.sizes[group] ** 2, self.numbers.lengths[group]
            part = size * _given_zero(asked, known, length)
            parts[:, there] += part
            squares[:, there] += part**2
            own[:, group] = size * (1.0 - np.exp(-(asked**2).sum(axis=1) / length**2))
        return parts, squares, own


def fit(points: Points, values: Floats) -> AdditiveProcess:
    """Fit a process to means at points: the most likely numbers, given weak priors.

    Args:
        points: What was run.
        values: Means, one a point, of a curve that is zero where all inputs are.
    """
    groups = points.inputs.shape[1]
    repeated = [(name, groups if name in GROUPED else 1) for name in PRIORS]
    middle = np.concatenate([np.full(n, np.log(PRIORS[name][0])) for name, n in repeated])
    spread = np.concatenate([np.full(n, PRIORS[name][1]) for name, n in repeated])
    badness = _Badness(points, values / _scale(values), middle, spread)
    found = minimize(badness, middle, jac=True, method="L-BFGS-B", options={"maxiter": MOST_STEPS})
    return settled(points, values, Numbers.of(found.x))


def settled(points: Points, values: Floats, numbers: Numbers) -> AdditiveProcess:
    """A process whose numbers are known."""
    scale = _scale(values)
    parts, squares = _sums(points, _groups(points, numbers))
    factor = cholesky(_covariance(points, numbers, parts, squares), lower=True)
    weights = cho_solve((factor, True), values / scale)
    return AdditiveProcess(points, numbers, scale, weights, factor)


def scaled(
    process: AdditiveProcess, inputs: Floats, values: Floats, replicates: int
) -> AdditiveProcess:
    """The process with the level that suits points over replicates of their own.

    The factor is that of least squares, weighted by what is known of the errors; its standard error
    rests on the errors that there are, and so does by what all errors are widened.

    Args:
        process: Fitted to points that share replicates.
        inputs: Of points that share none with any other.
        values: Their means.
        replicates: Of each.
    """
    mean, error = process.at(inputs)
    variance = error**2 + process.error_of_runs(inputs, replicates) ** 2
    whole = (mean**2 / variance).sum()
    factor = (mean * values / variance).sum() / whole
    off = values - factor * mean
    level_error = np.sqrt(((mean * off / variance) ** 2).sum()) / whole
    widened = max(1.0, np.sqrt(np.mean(off**2 / variance)))
    return replace(process, level=Level(float(factor), float(level_error), float(widened)))


def _groups(points: Points, numbers: Numbers) -> list[Floats]:
    """Covariance of each group's part at the points where it is there."""
    known = [points.inputs[there, group] for group, there in enumerate(points.there)]
    return [
        size**2 * _given_zero(each, each, length)
        for each, size, length in zip(known, numbers.sizes, numbers.lengths, strict=True)
    ]


class _Badness:
    """Minus the logarithm of likelihood and priors, less a constant, with its slopes."""

    def __init__(self, points: Points, values: Floats, middle: Floats, spread: Floats) -> None:
        self._points, self._values, self._middle, self._spread = points, values, middle, spread
        known = [points.inputs[there, group] for group, there in enumerate(points.there)]
        self._apart = [_squared(each, each) for each in known]
        self._away = [(each**2).sum(axis=1) for each in known]

    def __call__(self, logs: Floats) -> tuple[float, Floats]:
        points, numbers = self._points, Numbers.of(logs)
        groups, slopes = zip(*map(self._group, numbers.sizes, numbers.lengths, self._apart,
                                  self._away), strict=True)  # fmt: skip
        parts, squares = _sums(points, groups)
        factor = cholesky(_covariance(points, numbers, parts, squares), lower=True)
        weights = cho_solve((factor, True), self._values)
        inverse = cho_solve((factor, True), np.eye(len(self._values)))
        blame = 0.5 * (inverse - np.outer(weights, weights))
        value = 0.5 * self._values @ weights + np.log(np.diag(factor)).sum()
        sizes, lengths = [], []
        for there, part, slope in zip(points.there, groups, slopes, strict=True):
            at = np.ix_(there, there)
            here = blame[at] * (
                1.0 + numbers.joint * (parts[at] - part) + numbers.apart * points.shared[at]
            )
            sizes.append(2.0 * (here * part).sum())
            lengths.append((here * slope).sum())
        shared = blame * points.shared
        slope = np.array([
            *sizes, *lengths,
            numbers.joint * (blame * (parts**2 - squares)).sum() / 2,
            numbers.apart * (shared * parts).sum(), numbers.common * shared.sum(),
            numbers.own * (np.diag(blame) / points.counts).sum(),
        ])  # fmt: skip
        off = (logs - self._middle) / self._spread
        return float(value + 0.5 * off @ off), slope + off / self._spread

    @staticmethod
    def _group(size: float, length: float, apart: Floats, away: Floats) -> tuple[Floats, Floats]:
        """A group's covariance, and its slope in the logarithm of its length."""
        near, zero = np.exp(-apart / (2 * length**2)), np.exp(-away / (2 * length**2))
        part = near - np.outer(zero, zero)
        far = away / length**2
        slope = near * apart / length**2 - np.outer(zero, zero) * (far[:, None] + far[None, :])
        return size**2 * part, size**2 * slope


def _sums(points: Points, groups: list[Floats] | tuple[Floats, ...]) -> tuple[Floats, Floats]:
    """Sum of the groups' covariances, and of their squares."""
    count = len(points.inputs)
    parts, squares = np.zeros((count, count)), np.zeros((count, count))
    for there, part in zip(points.there, groups, strict=True):
        at = np.ix_(there, there)
        parts[at] += part
        squares[at] += part**2
    return parts, squares


def _covariance(points: Points, numbers: Numbers, parts: Floats, squares: Floats) -> Floats:
    covariance = parts + numbers.joint * (parts**2 - squares) / 2
    covariance += points.shared * (numbers.apart * parts + numbers.common)
    covariance[np.diag_indices_from(covariance)] += numbers.own / points.counts + JITTER
    return covariance


def _given_zero(one: Floats, other: Floats, length: float) -> Floats:
    """Covariance of a part of unit size, given that it is zero at zero."""
    near = np.exp(-_squared(one, other) / (2 * length**2))
    away = [np.exp(-(each**2).sum(axis=1) / (2 * length**2)) for each in (one, other)]
    return np.asarray(near - np.outer(*away))


def _squared(one: Floats, other: Floats) -> Floats:
    apart = (one**2).sum(axis=1)[:, None] + (other**2).sum(axis=1) - 2.0 * one @ other.T
    return np.maximum(apart, 0.0)


def _scale(values: Floats) -> float:
    return float(np.sqrt((values**2).mean())) or 1.0
