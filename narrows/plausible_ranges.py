"""Plausible ranges as lists give them: declared, fitted, or what a decision sets."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from calibration.posterior import Posterior
from calibration.priors import Prior, load_priors
from runs.number_format import rounded
from runs.parameter_source import range_of
from sim.core.parameter import Parameter
from sim.core.plausible_range import Chosen, PlausibleRange, Scale

FITTED, PRIOR = "posterior", "prior of the fit"
SET, DECISION = "set for the fit", "decision"
"""What a range rests on where it is not declared beside the number."""
SET_REASON = "Held at one value while the other numbers were fitted."
FIRST_PRIORS = date(2024, 1, 1)
"""Any day: the priors of parameters do not depend on it."""


def declared_range(declared: PlausibleRange | Chosen | None) -> dict[str, Any] | None:
    """A declared range as plain values; None for what whoever writes a scenario decides."""
    if not isinstance(declared, PlausibleRange):
        return None
    return _range(
        declared.low, declared.high, declared.scale.value, declared.basis.value,
        declared.source, declared.reason,
    )  # fmt: skip


def parameter_range(parameter: Parameter, posterior: Posterior | None) -> dict[str, Any] | None:
    """Where a parameter lies with 90 % probability; None for a word alone.

    Of a fitted parameter, the draws of the posterior; without a posterior, its prior. What a
    decision sets, or what was set for the fit, has a range of one value.

    Args:
        parameter: Which.
        posterior: The fitted one, if there is one.
    """
    if parameter.choices:
        return None
    if isinstance(parameter.plausible, PlausibleRange):
        return declared_range(parameter.plausible)
    if isinstance(parameter.plausible, Chosen):
        value, why = parameter.default, parameter.plausible
        return _range(value, value, Scale.LINEAR.value, DECISION, why.source, why.reason)
    found, prior = range_of(posterior, parameter.name), _priors().get(parameter.name)
    if found is None and prior is not None:
        return _range(prior.low, prior.high, prior.scale, PRIOR, parameter.source, prior.reason)
    low, high = (
        (parameter.default,) * 2 if found is None else (rounded(found.low), rounded(found.high))
    )
    if prior is None:
        return _range(low, high, Scale.LINEAR.value, SET, parameter.source, SET_REASON)
    return _range(low, high, prior.scale, FITTED, parameter.source, prior.reason)


def _range(low: Any, high: Any, scale: str, basis: str, source: str, reason: str) -> dict[str, Any]:
    return {
        "low": low, "high": high, "scale": scale, "basis": basis,
        "evidence": source, "reason": " ".join(reason.split()),
    }  # fmt: skip


@cache
def _priors() -> dict[str, Prior]:
    return {each.parameter: each for each in load_priors(FIRST_PRIORS, FIRST_PRIORS).parameters}
