"""How much more is worth buying: an effect against strength, and where it saturates."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments.uncertainty.regression import Regression
from experiments.uncertainty.unbiased_squares import ends, resample_counts

Floats = NDArray[np.float64]
Integers = NDArray[np.intp]

STEPS = 101
FOLDS = 10
FULL = 0.95
"""Share of the greatest mean effect from which the effect is saturated."""
LEAST_STRENGTHS = 4
LEAST_REPLICATES = 20
BEFORE_END = 0.95
"""Share of the range of strengths before which saturation must come to be seen at all."""


@dataclass(frozen=True)
class DoseResponse:
    """Mean effect by strength.

    Attributes:
        strengths: At which the curve is given.
        mean: The curve.
        low: Lower end of the 95 % interval of each mean alone.
        high: Upper end.
        held_out_error: Root mean square error of the curve at replicates that it was not fitted
            to, the random draws of single runs included.
        mean_error: The same for the mean effect of all strengths; the curve says something where
            its own error is less.
        curve_error: Root mean square error of the curve's means, beside the means of the strengths
            that were left out, less what their own replicates explain; NaN if strengths differ
            between replicates.
        saturation: Weakest strength from which the mean effect is at least 95 % of the greatest;
            NaN if it comes only at the end of the range, or there is no effect.
        saturation_low: Lower end of its 95 % interval, over resamples that saturate.
        saturation_high: Upper end.
        saturates: Share of resamples that saturate.
    """

    strengths: Floats
    mean: Floats
    low: Floats
    high: Floats
    held_out_error: float
    mean_error: float
    curve_error: float
    saturation: float
    saturation_low: float
    saturation_high: float
    saturates: float


def dose_response(strength: Floats, effect: Floats, replicates: Integers) -> DoseResponse:
    """Fit the mean effect as a curve of strength.

    Args:
        strength: Of each run.
        effect: Of each run, against the baseline of the same replicate.
        replicates: Number of each run's replicate. Runs of one replicate share random draws: they
            are resampled and left out together.

    Raises:
        ValueError: If there are too few strengths or replicates.
    """
    names, at = np.unique(replicates, return_inverse=True)
    if len(np.unique(strength)) < LEAST_STRENGTHS or len(names) < LEAST_REPLICATES:
        raise ValueError(
            f"a curve needs {LEAST_STRENGTHS} strengths and {LEAST_REPLICATES} replicates"
        )
    at = at.reshape(-1)
    inputs = strength[:, None]
    fitted = Regression(inputs).fit(effect)
    counts = resample_counts(len(names))[:, at]
    along = np.linspace(strength.min(), strength.max(), STEPS)
    curves = fitted.resampled(inputs, effect, counts) @ fitted.terms(along[:, None]).T
    low, high = ends(curves[1:])
    points = np.array([_saturation(along, curve) for curve in curves])
    known = points[1:][np.isfinite(points[1:])]
    first, last = ends(known[:, None])[:, 0] if known.size else (np.nan, np.nan)
    error, mean_error = _held_out(inputs, effect, at)
    return DoseResponse(
        along, curves[0], low, high, error, mean_error, _curve_error(strength, effect),
        float(points[0]), float(first), float(last), known.size / (len(points) - 1),
    )  # fmt: skip


def _saturation(along: Floats, curve: Floats) -> float:
    """Weakest strength from which on a curve stays near its greatest size; NaN at the end."""
    greatest = curve[np.argmax(np.abs(curve))]
    if not greatest:
        return np.nan
    short = np.flatnonzero(curve / greatest < FULL)
    first = int(short[-1]) + 1 if short.size else 0
    latest = along[0] + BEFORE_END * (along[-1] - along[0])
    return float(along[first]) if first < len(along) and along[first] < latest else np.nan


def _held_out(inputs: Floats, effect: Floats, replicates: Integers) -> tuple[float, float]:
    """Errors of the curve and of the mean alone, at replicates left out a tenth at a time."""
    errors, of_mean = np.empty(len(effect)), np.empty(len(effect))
    for fold in range(FOLDS):
        out = replicates % FOLDS == fold
        fitted = Regression(inputs[~out]).fit(effect[~out])
        errors[out] = effect[out] - fitted.predict(inputs[out])
        of_mean[out] = effect[out] - effect[~out].mean()
    return float(np.sqrt((errors**2).mean())), float(np.sqrt((of_mean**2).mean()))


def _curve_error(strength: Floats, effect: Floats) -> float:
    """Error of the curve at strengths that it was not fitted to, between the outermost."""
    values, counts = np.unique(strength, return_counts=True)
    if counts.min() < LEAST_REPLICATES:
        return np.nan
    squares = []
    for value in values[1:-1]:
        out = strength == value
        fitted = Regression(strength[~out][:, None]).fit(effect[~out])
        missed = effect[out].mean() - fitted.predict(np.array([[value]]))[0]
        squares.append(missed**2 - effect[out].var(ddof=1) / out.sum())
    return float(np.sqrt(max(np.mean(squares), 0.0)))
