"""Posteriors of files that anybody may have written, checked before anything runs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
from pyarrow import ArrowException

from calibration.posterior import Posterior, load_posterior
from sim.core.parameter import Number
from sim.parameters import PARAMETERS

CANNOT = "cannot be read as a posterior"


@cache
def usable_posterior(path: Path) -> Posterior:
    """Read a posterior, and make sure that runs can draw on it and that its facts say how.

    Raises:
        ValueError: If not; the message goes on from the name of the file.
    """
    try:
        posterior = load_posterior(path)
    except (OSError, ValueError, KeyError, ArrowException) as error:
        raise ValueError(CANNOT) from error
    for fault in _faults(posterior):
        raise ValueError(f"{CANNOT}: {fault}")
    return posterior


def _faults(posterior: Posterior) -> Iterator[str]:
    if not posterior.parameters or not posterior.members:
        yield "it has no draws"
    for name, values in posterior.parameters.items():
        if name not in PARAMETERS:
            yield f"the model has no parameter {name!r}"
        elif not _allowed(name, values.tolist()):
            yield f"a draw's {name} is not a number within its bounds"
    for values in posterior.demand.values():
        if values.dtype.kind not in "fi" or not np.isfinite(values).all():
            yield "a draw's demand is not a number"
    yield from _faults_of_facts(posterior)


def _allowed(name: str, values: list[Number | str]) -> bool:
    try:
        for value in values:
            PARAMETERS[name].check(value)
    except (ValueError, TypeError):
        return False
    return True


def _faults_of_facts(posterior: Posterior) -> Iterator[str]:
    facts = posterior.facts
    if not isinstance(facts, dict):
        yield "it does not say how it was fitted"
    elif lacking := [name for name in ("targets", "seed", "cutoff") if name not in facts]:
        yield f"what it says of its fit lacks {' and '.join(lacking)}"
    else:
        targets, seed = facts["targets"], facts["seed"]
        if not isinstance(targets, list):
            yield "its targets are not a list of names"
        if type(seed) is not int or seed < 0:
            yield "its seed is not a whole number of 0 or more"
        if not _is_date(facts["cutoff"]):
            yield "its cutoff is not a date such as 2024-10-31"


def _is_date(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(date.fromisoformat(value))
    except ValueError:
        return False
