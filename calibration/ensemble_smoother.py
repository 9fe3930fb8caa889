"""Ensemble smoother with multiple data assimilation.

An ensemble of free numbers is drawn from the prior and moved towards what was observed in a few
steps. Each step runs the model for every member and updates all draws by the regression of free
numbers on simulated targets that the ensemble itself shows, with the errors of the targets inflated
so that all steps together use each observation once (Emerick and Reynolds 2013, "Ensemble smoother
with multiple data assimilation"). For a linear model with normal errors the result is exact but for
the size of the ensemble.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


CLEAR = 3.7
"""Correlation, in units of what chance shows among so many draws, from which a number goes with a
target: by chance one in forty does so with any of a hundred and thirty targets."""


@dataclass(frozen=True)
class Observed:
    """What the ensemble is moved towards.

    Attributes:
        values: Observed targets, shape (targets,).
        errors: Standard deviation of each, shape (targets,): all that would part a right model from
            them.
    """

    values: Floats
    errors: Floats


def smooth(
    scores: Floats,
    run: Callable[[int, Floats], Floats],
    observed: Observed,
    inflations: Sequence[float],
    seed: int,
    local: Bools | None = None,
) -> Floats:
    """Move an ensemble from the prior to the posterior.

    Args:
        scores: Drawn from the prior, standard normal, shape (draws, free numbers).
        run: Takes the number of a step and its scores, gives simulated targets of shape
            (draws, targets), each with the chance of its own run. A member whose run failed is a
            row of NaN and is replaced by another's.
        observed: Targets and errors.
        inflations: Factor on the variance of errors in each step; their reciprocals sum to 1.
        seed: Of the errors drawn with each update.
        local: Free numbers that a step moves only if they go with a target beyond what chance
            would show, shape (free numbers,); so the others keep their prior. None if None.

    Returns:
        Scores of the posterior's draws, of the same shape.

    Raises:
        ValueError: If the reciprocals of the inflations do not sum to 1.
    """
    if not np.isclose(sum(1.0 / each for each in inflations), 1.0):
        raise ValueError(f"reciprocals of the inflations {tuple(inflations)} must sum to 1")
    for step, inflation in enumerate(inflations):
        simulated = run(step, scores)
        chance = np.random.default_rng((seed, step))
        scores, simulated = _without_failed(scores, simulated, chance)
        moved = update(scores, simulated, observed, inflation, chance)
        if local is not None:
            moved = np.where(local & ~_tied(scores, simulated), scores, moved)
        scores = moved
    return scores


def update(
    scores: Floats,
    simulated: Floats,
    observed: Observed,
    inflation: float,
    chance: np.random.Generator,
) -> Floats:
    """One step: move each member by what its own simulated targets miss."""
    spread = np.sqrt(inflation) * observed.errors
    missing = observed.values + spread * chance.standard_normal(simulated.shape) - simulated
    residuals = (simulated - simulated.mean(axis=0)) / observed.errors
    moved = scores - scores.mean(axis=0)
    left, sizes, right = np.linalg.svd(residuals, full_matrices=False)
    members = len(scores) - 1
    gain = (sizes / (sizes**2 + members * inflation))[:, None] * (left.T @ moved)
    updated: Floats = scores + (missing / observed.errors) @ right.T @ gain
    return updated


def _tied(scores: Floats, simulated: Floats) -> Bools:
    """Whether each free number goes with any target, shape (free numbers,)."""
    free, parts = (each - each.mean(axis=0) for each in (scores, simulated))
    spread = np.outer(np.linalg.norm(free, axis=0), np.linalg.norm(parts, axis=0))
    with np.errstate(invalid="ignore", divide="ignore"):
        correlations = np.abs(free.T @ parts) / spread
    return np.asarray(np.nanmax(correlations, axis=1) > CLEAR / np.sqrt(len(scores)))


def _without_failed(
    scores: Floats, simulated: Floats, chance: np.random.Generator
) -> tuple[Floats, Floats]:
    failed = ~np.isfinite(simulated).all(axis=1)
    if failed.any():
        stand_in = chance.choice(np.flatnonzero(~failed), failed.sum())
        scores, simulated = scores.copy(), simulated.copy()
        scores[failed], simulated[failed] = scores[stand_in], simulated[stand_in]
    return scores, simulated
