"""What the replicates of a study draw their parameters from."""

from __future__ import annotations

from datetime import date
from typing import Any

from calibration.posterior import Posterior, load_posterior
from calibration.priors import load_priors
from experiments.study.sampling import sample
from runs.parameter_draws import DRAWN
from sim.scenario import Scenario

POSTERIOR, DECLARED, PRIORS = "posterior", "declared", "priors"
KINDS = (POSTERIOR, DECLARED, PRIORS)
MEMBERS = 128
"""Points over the priors, if a study does not say."""


def members(
    kind: str,
    baseline: Scenario,
    sampling: str,
    number: int,
    seed: int,
    posterior: Posterior | None = None,
    world: str = DRAWN,
) -> Posterior | None:
    """What replicates draw their parameters from; None if declared.

    Each seed runs the draws in an order of its own (:func:`sim.core.draw_order.draw_number`):
    with fewer replicates than points over the priors, a random part of them is run.

    Args:
        kind: One of :data:`KINDS`.
        baseline: Whose days the priors cover, warm-up and run-out among them.
        sampling: How the priors are covered, ``latin-hypercube`` or ``sobol``.
        number: Points over the priors.
        seed: The study's.
        posterior: Which posterior, if not the fitted one.
        world: Whether the posterior's draws of assumed parameters are used.
    """
    if kind == DECLARED:
        return None
    if kind == POSTERIOR:
        used = posterior or load_posterior()
        return used if world == DRAWN else used.fitted
    first, last = (date.fromordinal(day) for day in (baseline.first_day, baseline.stop - 1))
    return _over_priors(first, last, sampling, number, seed)


def _over_priors(first: date, last: date, sampling: str, number: int, seed: int) -> Posterior:
    from scipy.special import ndtri

    priors = load_priors(first, last)
    shares = sample(sampling, len(priors.names), number, seed)
    facts: dict[str, Any] = {
        "product": "narrows", "kind": "priors", "sampling": sampling, "members": number,
        "seed": seed, "first": first.isoformat(), "last": last.isoformat(),
    }  # fmt: skip
    half = 0.5 / number
    return Posterior.of(priors, ndtri(shares.clip(half / 2, 1.0 - half / 2)), facts)
