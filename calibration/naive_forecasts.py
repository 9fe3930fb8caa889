"""Forecasts that need no model, as ensembles: what the model has to beat.

Each is a rule on the months before, and its spread is that of the errors that the same rule made at
the same horizon when it was followed in the past. The rules are taken at their word: past errors
are centred, so that the growth of one time is not expected of another.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from calibration.observations import Observations

Floats = NDArray[np.float64]
Rule = Literal["seasonal", "scaled-12", "scaled-3", "latest"]

RULES: tuple[Rule, ...] = get_args(Rule)
"""``seasonal``: the same calendar month of the last twelve known. ``scaled-12``, ``scaled-3``: that
times the last 12 or 3 known months over those a year before. ``latest``: mean of the last 3 months.
"""
COLUMNS = ("arrivals", "boats", "load")

YEAR = 12
FIRST_KNOWN = date(2019, 1, 1)
FIRST_ORIGIN = 2 * YEAR
"""Months before the first origin, January 2021: the years before are another scale of trade (P001),
and the scaled rules look back two years."""
LEAST_ORIGINS = 6
POOLING = 12.0
"""Errors at a horizon that weigh as much as those of all horizons together."""


def forecast(
    observations: Observations, rule: Rule, months: int, replicates: int, seed: int
) -> dict[str, Floats]:
    """Ensembles of the months that follow the last whole month known.

    A member is a whole path of past errors from one origin, so that its months depend on each
    other as they did; arrivals, boats and load of a draw come from the same origin. Each has its
    own rule, so that load is not exactly arrivals over boats.

    Args:
        observations: What is known.
        rule: One of :data:`RULES`.
        months: Number of months, 1 or more.
        replicates: Number of draws.
        seed: Equal seeds give equal draws, column by column.

    Returns:
        ``arrivals`` (people), ``boats`` and ``load`` (people per boat), each of shape
        (replicates, months).

    Raises:
        ValueError: If the rule is unknown, there are no months, or too little is known.
    """
    if rule not in RULES:
        raise ValueError(f"unknown rule {rule!r}; it must be one of {', '.join(RULES)}")
    if months < 1:
        raise ValueError(f"months is {months}; it must be 1 or more")
    known = np.log1p(observations.monthly(FIRST_KNOWN)[list(COLUMNS)].to_numpy(np.float64))
    if len(known) < FIRST_ORIGIN + LEAST_ORIGINS:
        raise ValueError(f"{len(known)} months are known since {FIRST_KNOWN}; too few for errors")
    ensembles = {}
    for index, column in enumerate(COLUMNS):
        series = known[:, index]
        origins, noise = (np.random.default_rng([seed, part]) for part in (0, index + 1))
        paths = _paths(past_errors(series, rule, months), replicates, origins, noise)
        ensembles[column] = np.maximum(np.expm1(expected(series, rule, months) + paths), 0.0)
    return ensembles


def expected(series: Floats, rule: Rule, months: int) -> Floats:
    """What a rule expects of the months that follow a series: log(1 + x), as the series."""
    if rule == "latest":
        return np.full(months, np.log1p(_mean(series[-3:])))
    same = series[-YEAR:][np.arange(months) % YEAR]
    if rule == "seasonal":
        return same
    window = int(rule.removeprefix("scaled-"))
    before = series[-window - YEAR : -YEAR]
    return same + np.log1p(_mean(series[-window:])) - np.log1p(_mean(before))


def past_errors(series: Floats, rule: Rule, months: int) -> Floats:
    """Seen less expected, in logarithms, from every origin of the past.

    Returns:
        Shape (origins, months), oldest first; missing where the month is not known yet.
    """
    origins = range(FIRST_ORIGIN, series.size)
    errors = np.full((len(origins), months), np.nan)
    for index, origin in enumerate(origins):
        seen = series[origin : origin + months]
        errors[index, : seen.size] = seen - expected(series[:origin], rule, seen.size)
    return errors


def _mean(logs: Floats) -> float:
    return float(np.expm1(logs).mean())


def _paths(
    errors: Floats, replicates: int, origins: np.random.Generator, noise: np.random.Generator
) -> Floats:
    """Error paths drawn from past ones, smoothed: shape (replicates, months).

    Where a drawn path ends at the last known month, another, older one goes on. Horizons that no
    past path reaches take the errors of twelve months before, or of the longest horizon reached.
    """
    months = errors.shape[1]
    number = (~np.isnan(errors)).sum(axis=0)
    reached = int((number > 0).sum())
    errors, number = errors[:, :reached], number[:reached]
    spread = _spread(errors, number)
    drawn, older = origins.random((2, replicates, 1))
    index = np.floor(drawn * errors.shape[0]).astype(np.int64)
    index = np.where(index < number, index, np.floor(older * number).astype(np.int64))
    own = np.nanstd(errors, axis=0)
    centred = (errors - np.nanmean(errors, axis=0)) / np.where(own > 0, own, 1.0)
    paths = centred[index, np.arange(reached)]
    width = number**-0.2
    kernel = noise.normal(size=(replicates, 1)) + noise.normal(size=(replicates, reached))
    paths = spread * (paths + width * kernel / np.sqrt(2.0)) / np.sqrt(1.0 + width**2)
    for horizon in range(reached, months):
        back = horizon - YEAR if horizon >= YEAR else -1
        paths = np.column_stack([paths, paths[:, back]])
    return paths


def _spread(errors: Floats, number: NDArray[np.int64]) -> Floats:
    """Standard deviation by horizon, the rarer its errors the nearer to that of all horizons."""
    own = np.nanvar(errors, axis=0)
    pooled = (own * number).sum() / number.sum()
    weight = number / (number + POOLING)
    return np.asarray(np.sqrt(weight * own + (1.0 - weight) * pooled))
