"""A smooth regression of effects on inputs, whose flexibility leave-one-out errors choose.

Inputs enter by the normal scores of their ranks: whatever an input's scale, its scores are normal.
Each has a natural cubic spline; up to :data:`MOST_CROSSED` inputs also have the products of every
two. A ridge penalty allows for more terms than replicates.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from experiments.uncertainty.normal_scores import Scores

Floats = NDArray[np.float64]

KNOTS = (2, 4, 6)
"""Knots of each spline that are tried; two make a straight line."""
PENALTIES = (1e-8, 1e-3, 1e-2, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 100.0)
"""Ridge penalties that are tried, in variances of a term."""
MOST_CROSSED = 4
MOST_TERMS = 0.5
"""Terms, as a share of replicates, beyond which no knots are added."""
NEGLIGIBLE = 1e-9
"""Size of a direction, beside the largest, below which the terms do not span it."""


def natural_spline(scores: Floats, knots: Floats) -> Floats:
    """Terms of a natural cubic spline but its constant, shape (values, knots - 1)."""

    def part(at: int) -> Floats:
        cubes = np.maximum(scores - knots[at], 0) ** 3 - np.maximum(scores - knots[-1], 0) ** 3
        return np.asarray(cubes / (knots[-1] - knots[at]))

    last = part(len(knots) - 2)
    return np.column_stack([scores, *(part(at) - last for at in range(len(knots) - 2))])


@dataclass(frozen=True)
class Terms:
    """What a regression of given inputs is made of.

    Attributes:
        scores: Of each input.
        knots: Of each input's spline.
    """

    scores: tuple[Scores, ...]
    knots: tuple[Floats, ...]

    @staticmethod
    def of(values: Floats, number: int) -> Terms:
        """Terms for inputs of shape (replicates, inputs), with so many knots at most."""
        scores = tuple(Scores.of(column) for column in values.T)
        at = np.linspace(0.05, 0.95, number)
        return Terms(scores, tuple(np.unique(np.quantile(each.scores, at)) for each in scores))

    def __call__(self, values: Floats) -> Floats:
        """The terms' values, shape (replicates, terms)."""
        scores = [of(column) for of, column in zip(self.scores, values.T, strict=True)]
        splines = [
            natural_spline(each, knots) if len(knots) > 1 else each[:, None]
            for each, knots in zip(scores, self.knots, strict=True)
        ]
        crossed = []
        if len(scores) <= MOST_CROSSED:
            crossed = [(one * other)[:, None] for one, other in combinations(scores, 2)]
        return np.column_stack([*splines, *crossed])


@dataclass(frozen=True)
class _Basis:
    """Standardised terms of one flexibility, decomposed: ``left * sizes @ right``."""

    terms: Terms
    centre: Floats
    spread: Floats
    left: Floats
    sizes: Floats
    right: Floats

    @staticmethod
    def of(terms: Terms, values: Floats) -> _Basis:
        made = terms(values)
        centre, spread = made.mean(axis=0), made.std(axis=0)
        spread = np.where(spread > 0, spread, 1.0)
        left, sizes, right = np.linalg.svd((made - centre) / spread, full_matrices=False)
        kept = sizes > sizes.max(initial=0.0) * NEGLIGIBLE
        return _Basis(terms, centre, spread, left[:, kept], sizes[kept], right[kept])

    def kept(self, penalty: float) -> Floats:
        """Share of each direction that a penalty keeps."""
        return np.asarray(self.sizes**2 / (self.sizes**2 + penalty * len(self.left)))

    def leverages(self, penalty: float) -> Floats:
        """Weight of each replicate in its own fitted value."""
        return np.asarray(1 / len(self.left) + self.left**2 @ self.kept(penalty))


@dataclass(frozen=True)
class Fit:
    """A regression of one effect on inputs.

    Attributes:
        mean: Mean effect.
        fitted: At the draws.
        left_out: Error at each draw when it is left out of the fit.
        explained: Share of the variance that is predicted when a draw is left out; below zero if
            the mean alone predicts better.
        directions: In which fitted values are uncertain, shape (draws, directions), in standard
            deviations of what the inputs do not explain.
        free: Draws left over after the terms, as the penalty counts them.
        penalty: Ridge penalty, in variances of a term.
    """

    basis: _Basis
    coefficients: Floats
    mean: float
    fitted: Floats
    left_out: Floats
    explained: float
    directions: Floats
    free: float
    penalty: float

    def terms(self, values: Floats) -> Floats:
        """A constant and the standardised terms at any inputs, shape (values, 1 + terms)."""
        terms = (self.basis.terms(values) - self.basis.centre) / self.basis.spread
        return np.column_stack([np.ones(len(values)), terms])

    def resampled(self, values: Floats, effect: Floats, counts: Floats) -> Floats:
        """Coefficients of the same terms and penalty, fitted to resamples of the draws.

        Args:
            values: The inputs, as fitted.
            effect: Shape (draws,), or (resamples, draws) if each resample has effects of its own.
            counts: How often each draw is in each resample, shape (resamples, draws).

        Returns:
            Shape (resamples, 1 + terms), in the order of :meth:`terms`.
        """
        terms = self.terms(values)
        draws, number = terms.shape
        penalties = np.diag([0.0] + [self.penalty * draws] * (number - 1))
        products = (terms[:, :, None] * terms[:, None, :]).reshape(draws, number * number)
        squares = (counts @ products).reshape(len(counts), number, number) + penalties
        along = (counts * effect) @ terms
        return np.asarray(np.linalg.solve(squares, along[:, :, None])[:, :, 0])

    def predict(self, values: Floats) -> Floats:
        """The effect at any inputs of shape (values, inputs)."""
        return np.asarray(self.mean + self.terms(values)[:, 1:] @ self.coefficients)

    @property
    def error(self) -> float:
        """Root mean square error when a draw is left out, the noise of single runs included."""
        return float(np.sqrt((self.left_out**2).mean()))


class Regression:
    """Fits effects on the same inputs, each with the flexibility that suits it best."""

    def __init__(self, values: Floats) -> None:
        """Prepare all flexibilities that are tried.

        Args:
            values: Inputs, shape (replicates, inputs).
        """
        replicates = len(values)
        tried = [Terms.of(values, knots) for knots in KNOTS]
        few = [
            terms
            for terms in tried[1:]
            if sum(len(each) - 1 for each in terms.knots) <= MOST_TERMS * replicates
        ]
        self.bases = [_Basis.of(terms, values) for terms in (tried[0], *few)]

    def fit(self, effect: Floats) -> Fit:
        """Fit one effect by the terms and the penalty whose leave-one-out errors are least."""
        return self.fit_together(effect[:, None])[0]

    def fit_together(self, effects: Floats) -> list[Fit]:
        """Fit several effects by one flexibility, the best for all; shape (draws, effects)."""
        centred = effects - effects.mean(axis=0)
        spread = centred.std(axis=0)
        scaled = centred / np.where(spread > 0, spread, 1.0)
        best, basis, penalty = np.inf, self.bases[0], PENALTIES[-1]
        for one in self.bases:
            along = one.left.T @ scaled
            for other in PENALTIES:
                rest = 1 - one.leverages(other)
                if rest.min() <= NEGLIGIBLE:
                    continue
                left_out = (scaled - one.left @ (one.kept(other)[:, None] * along)) / rest[:, None]
                if (left_out**2).sum() < best:
                    best, basis, penalty = float((left_out**2).sum()), one, other
        return [_made(effect, basis, penalty) for effect in effects.T]


def _made(effect: Floats, basis: _Basis, penalty: float) -> Fit:
    size, mean = len(effect), float(effect.mean())
    kept = basis.kept(penalty)
    along = basis.left.T @ (effect - mean)
    fitted = mean + basis.left @ (kept * along)
    left_out = (effect - fitted) / np.maximum(1 - basis.leverages(penalty), NEGLIGIBLE)
    alone = ((effect - mean) ** 2).sum() * (size / (size - 1)) ** 2 if size > 1 else 0.0
    return Fit(
        basis=basis,
        coefficients=basis.right.T @ (kept / basis.sizes * along),
        mean=mean,
        fitted=fitted,
        left_out=left_out,
        explained=1 - float((left_out**2).sum() / alone) if alone else 0.0,
        directions=basis.left * np.sqrt(kept),
        free=max(size - 1 - float(kept.sum()), 1.0),
        penalty=penalty,
    )
