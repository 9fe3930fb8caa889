"""An ensemble that starts from the members of an earlier posterior."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from calibration.posterior import Posterior
from calibration.priors import Prior, Priors
from sim.people.demand_quarters import learned

Floats = NDArray[np.float64]

MOST = 4.0
"""Scores are at most so far from the prior's middle: a value at a bound has none."""


def started(priors: Priors, posterior: Posterior, drawn: Floats) -> Floats:
    """Scores of an ensemble that starts from a posterior, shape (draws, free numbers).

    Its members come first. If more are asked for, the others are drawn from the normal distribution
    with their mean and covariance. What the posterior does not know, such as later quarters, stays
    as drawn from the priors. Only where the runs lie depends on it: what they teach is set beside
    the priors and all data, as in any fit, so that nothing is counted twice.

    Args:
        priors: Of the new fit.
        posterior: The earlier one.
        drawn: Standard normal scores, shape (draws, free numbers).
    """
    known = scores_of(priors, posterior)
    there = np.isfinite(known).all(axis=0)
    ours = known[:, there]
    scores = drawn.copy()
    kept = min(len(ours), len(drawn))
    scores[:kept, there] = ours[:kept]
    if kept < len(drawn):
        spread = np.atleast_2d(np.cov(ours.T)) if len(ours) > 1 else np.zeros((ours.shape[1],) * 2)
        values, axes = np.linalg.eigh(spread)
        root = axes * np.sqrt(values.clip(0.0))
        scores[kept:, there] = ours.mean(axis=0) + drawn[kept:, there] @ root.T
    return scores


def scores_of(priors: Priors, posterior: Posterior) -> Floats:
    """Scores of a posterior's members, shape (members, free numbers); missing where unknown."""
    scores = np.full((posterior.members, len(priors.names)), np.nan)
    for column, prior in enumerate(priors.parameters):
        if prior.parameter in posterior.parameters:
            values = posterior.parameters[prior.parameter]
            scores[:, column] = [_score(prior, float(value)) for value in values]
    before: Floats = np.zeros(posterior.members)
    base: Floats = np.zeros(posterior.members)
    for column, number in enumerate(priors.quarters, start=len(priors.parameters)):
        if number not in posterior.demand:
            break
        level = posterior.demand[number]
        expected = base + (1.0 - priors.fades) * (before - base)
        scores[:, column] = (level - expected) / priors.volatility
        before, base = level, learned(base, level, priors.learns)
    return scores.clip(-MOST, MOST)


def _score(prior: Prior, value: float) -> float:
    """Score of a value; of one at a bound of its scale the farthest there is."""
    try:
        return prior.score(value)
    except (ValueError, ZeroDivisionError):
        return MOST if value > prior.low else -MOST
