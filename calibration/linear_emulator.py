"""What runs teach of free numbers: a linear emulator of the targets, and the prior adjusted by it.

The emulator is a regression of targets on free numbers over runs of the model, with the chance of
single runs and whatever else is not linear as its error. Belief is the prior adjusted by it for
what was observed (Bayes linear; Craig et al. 1997, "Pressure matching for hydrocarbon
reservoirs"). For a linear model with normal errors it is exact but for the noise in slopes learnt
from few runs, which makes it a little overconfident.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from calibration.ensemble_smoother import Observed

Floats = NDArray[np.float64]

PENALTIES = (0.0, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
"""Ridge penalties tried for every target, in variances of the free numbers."""
LEAST_FREE = 2.0
"""Runs that must be left over after the numbers that a penalty leaves free."""


@dataclass(frozen=True)
class Belief:
    """Normal distribution of the free numbers.

    Attributes:
        mean: Shape (free numbers,).
        covariance: Shape (free numbers, free numbers).
    """

    mean: Floats
    covariance: Floats

    def draw(self, members: int, chance: np.random.Generator) -> Floats:
        """Draws of shape (draws, free numbers)."""
        root = np.linalg.cholesky(self.covariance)
        drawn: Floats = self.mean + chance.standard_normal((members, self.mean.size)) @ root.T
        return drawn


@dataclass(frozen=True)
class Emulator:
    """Targets as a linear function of free numbers.

    Attributes:
        middle: Targets at scores of 0, shape (targets,).
        slopes: Shape (free numbers, targets).
        covariance: Of what it leaves out, in a single run, shape (targets, targets).
    """

    middle: Floats
    slopes: Floats
    covariance: Floats

    @staticmethod
    def learn(scores: Floats, simulated: Floats) -> Emulator:
        """Ridge regression; the penalty of each target is the best by cross-validation (GCV)."""
        runs, targets = simulated.shape
        centre, mean = scores.mean(axis=0), simulated.mean(axis=0)
        left, sizes, right = np.linalg.svd(scores - centre, full_matrices=False)
        rank = int((sizes > sizes[0] * 1e-9).sum())
        left, sizes, right = left[:, :rank], sizes[:rank], right[:rank]
        residuals = simulated - mean
        along, total = left.T @ residuals, (residuals**2).sum(axis=0)
        best, left_over = np.full(targets, np.inf), np.full(targets, max(runs - 1.0, 1.0))
        slopes = np.zeros((scores.shape[1], targets))
        for penalty in PENALTIES:
            kept = sizes**2 / (sizes**2 + penalty * runs * scores.var(axis=0).mean())
            squares = total - (kept * (2.0 - kept)) @ along**2
            free = runs - 1.0 - kept.sum()
            if free < LEAST_FREE:
                continue
            better = squares / free**2 < best
            best = np.where(better, squares / free**2, best)
            left_over[better] = free
            slopes[:, better] = (right.T @ ((kept / sizes)[:, None] * along))[:, better]
        missed = residuals - (scores - centre) @ slopes
        scale = np.sqrt(left_over)
        covariance = missed.T @ missed / np.outer(scale, scale)
        return Emulator(mean - centre @ slopes, slopes, covariance)


def adjusted(emulator: Emulator, observed: Observed) -> Belief:
    """The prior, standard normal, adjusted by what was observed."""
    errors = np.diag(observed.errors**2) + emulator.covariance
    weighted = np.linalg.solve(errors, emulator.slopes.T)
    covariance = np.linalg.inv(np.eye(len(emulator.slopes)) + emulator.slopes @ weighted)
    mean = covariance @ (weighted.T @ (observed.values - emulator.middle))
    return Belief(mean, (covariance + covariance.T) / 2.0)
