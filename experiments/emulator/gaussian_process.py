"""A Gaussian process over the levers of a study, with noise that is known at each point.

Kernel: Matern 5/2 with a length for each lever. Inputs are shares of the levers' ranges, from 0 to
1. Lengths and size are those of greatest likelihood, within bounds (Rasmussen and Williams 2006,
chapters 2, 4 and 5).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_solve, cholesky, solve_triangular
from scipy.optimize import minimize

Floats = NDArray[np.float64]

LENGTHS = (0.05, 10.0)
"""Bounds of a length, in widths of the range."""
SIZES = (1e-4, 10.0)
"""Bounds of the kernel's variance, in variances of the values."""
STARTS = 4
JITTER = 1e-8
"""Share of the variance that is added to the noise, so that the matrix can be factored."""


@dataclass(frozen=True)
class GaussianProcess:
    """A fitted process.

    Attributes:
        inputs: Shape (points, levers), shares of ranges.
        noise: Variance of each value about its mean, in the values' unit.
        centre, scale: Mean and standard deviation of the values.
        size: Variance of the process, in variances of the values.
        lengths: One a lever, in widths of the range.
        factor: Lower triangle whose product with its own transpose is the covariance of the values.
        weights: What predictions sum.
        values: The values, standardised.
    """

    inputs: Floats
    noise: Floats
    centre: float
    scale: float
    size: float
    lengths: Floats
    factor: Floats
    weights: Floats
    values: Floats

    def mean(self, inputs: Floats) -> Floats:
        """Predicted means at inputs of shape (points, levers)."""
        return self.centre + self.sums(inputs, self.weights)

    def sums(self, inputs: Floats, weights: Floats) -> Floats:
        """What weights of the points give at inputs, less the centre."""
        return np.asarray(self.scale * self._across(inputs) @ weights)

    def solved(self, values: Floats) -> Floats:
        """Weights that give values at the points, less the noise, as the fit did for the mean.

        Args:
            values: Shape (points, columns), in the values' unit, less the centre.
        """
        return np.asarray(cho_solve((self.factor, True), values / self.scale))

    def variance(self, inputs: Floats) -> Floats:
        """Variance of the predicted means, before :attr:`calibration`."""
        solved = solve_triangular(self.factor, self._across(inputs).T, lower=True)
        left = self.size - (solved**2).sum(axis=0)
        return self.scale**2 * np.maximum(left, 0.0)

    @cached_property
    def left_out(self) -> tuple[Floats, Floats]:
        """Each value predicted from all others: error and its variance, noise included."""
        inverse = cho_solve((self.factor, True), np.eye(len(self.values)))
        own = np.diag(inverse)
        return self.scale * self.weights / own, self.scale**2 / own

    @property
    def calibration(self) -> float:
        """Factor of standard errors: that of errors of points left out, at least 1."""
        errors, variances = self.left_out
        return float(max(1.0, np.sqrt(np.mean(errors**2 / variances))))

    @property
    def explained(self) -> float:
        """Share of the variance of points left out that is predicted (Q2)."""
        errors, _ = self.left_out
        whole = self.scale**2 * np.var(self.values)
        return float(1.0 - np.mean(errors**2) / whole) if whole > 0 else 0.0

    def _across(self, inputs: Floats) -> Floats:
        return self.size * _matern(inputs, self.inputs, self.lengths)


def fit(inputs: Floats, values: Floats, noise: Floats, seed: int = 0) -> GaussianProcess:
    """Fit a process to means at points.

    Args:
        inputs: Shape (points, levers), shares of ranges.
        values: Means, one a point.
        noise: Variance of each mean.
        seed: Of the starts of the search.
    """
    centre, scale = float(values.mean()), float(values.std()) or 1.0
    standard, known = (values - centre) / scale, noise / scale**2
    bounds = [np.log(SIZES), *[np.log(LENGTHS)] * inputs.shape[1]]
    draws = np.random.default_rng(seed).uniform(size=(STARTS, len(bounds)))
    low, high = np.array(bounds).T
    starts = [np.r_[0.0, np.zeros(inputs.shape[1])], *(low + draws * (high - low))]
    found = min(
        (
            minimize(_badness, start, (inputs, standard, known), method="L-BFGS-B", bounds=bounds)
            for start in starts
        ),
        key=lambda each: float(each.fun),
    )
    size, lengths = float(np.exp(found.x[0])), np.exp(found.x[1:])
    factor = _factor(inputs, known, size, lengths)
    return GaussianProcess(
        inputs, noise, centre, scale, size, lengths, factor, cho_solve((factor, True), standard),
        standard,
    )  # fmt: skip


def held_out(
    inputs: Floats, values: Floats, noise: Floats, folds: int = 5
) -> tuple[Floats, Floats]:
    """Points predicted by processes that were fitted without them: errors in standard errors.

    Returns:
        Errors over their standard errors (that of the mean and the noise of the point, times the
        calibration of the process), and the errors themselves.
    """
    order = np.random.default_rng(1).permutation(len(values))
    ratios, errors = np.empty(len(values)), np.empty(len(values))
    for fold in range(folds):
        out = order[fold::folds]
        rest = np.setdiff1d(order, out)
        made = fit(inputs[rest], values[rest], noise[rest])
        errors[out] = values[out] - made.mean(inputs[out])
        spread = made.calibration**2 * made.variance(inputs[out]) + noise[out]
        ratios[out] = errors[out] / np.sqrt(np.maximum(spread, 1e-12 * made.scale**2))
    return ratios, errors


def _badness(log: Floats, inputs: Floats, values: Floats, noise: Floats) -> float:
    """Minus the logarithm of the likelihood, less a constant."""
    factor = _factor(inputs, noise, float(np.exp(log[0])), np.exp(log[1:]))
    weights = cho_solve((factor, True), values)
    return float(0.5 * values @ weights + np.log(np.diag(factor)).sum())


def _factor(inputs: Floats, noise: Floats, size: float, lengths: Floats) -> Floats:
    covariance = size * _matern(inputs, inputs, lengths)
    covariance[np.diag_indices_from(covariance)] += noise + JITTER * size
    return np.asarray(cholesky(covariance, lower=True))


def _matern(one: Floats, other: Floats, lengths: Floats) -> Floats:
    apart = (one[:, None, :] - other[None, :, :]) / lengths
    q = np.sqrt(5.0 * (apart**2).sum(axis=2))
    return np.asarray((1.0 + q + q**2 / 3.0) * np.exp(-q))
