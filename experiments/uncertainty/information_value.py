"""What it is worth to find out, before a policy is chosen.

The expected value of perfect information on some inputs is what the best choice gains, on average,
if they are known first. Regression of each policy's utility on the inputs gives the means that a
decision maker would then know (Strong, Oakley and Brennan, 2014). Random draws are noise of that
regression: nobody can know them, so the value of knowing *all* inputs is the regression on all of
them, and never the mean of the best of single runs.

The estimate cannot be negative, so that an input that does nothing seems worth something. The
permutation floor is what it seems worth: the mean over shuffles of the draws. A value counts only
where it exceeds the 95th percentile of shuffles.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from experiments.uncertainty.draw_table import DrawTable
from experiments.uncertainty.regression import Fit, Regression
from runs.intervals import LEVEL, SEED

Floats = NDArray[np.float64]

LEAST_DRAWS = 40
"""Draws below which no value is given."""
REACH = 1.96
"""Standard errors to either end of a 95 % interval."""
RESAMPLES = 300
SHUFFLES = 50
ALL = "all inputs"


@dataclass(frozen=True)
class InformationValue:
    """What knowing some inputs is worth to the choice between policies, in units of utility.

    Attributes:
        inputs: Which.
        value: Expected gain of the best choice.
        error: Standard error.
        low: Lower end of its 95 % interval.
        high: Upper end.
        floor: What knowing as many inputs that do nothing seems worth.
        counts: Whether the value exceeds what shuffles give in 95 % of cases.
        explained: Share of the variance of utilities that is predicted when a draw is left out, of
            the policy that is predicted best.
    """

    inputs: tuple[str, ...]
    value: float
    error: float
    low: float
    high: float
    floor: float
    counts: bool
    explained: float


def information_value(
    draws: DrawTable, utilities: pd.DataFrame, inputs: Sequence[str]
) -> InformationValue:
    """Expected value of perfect information on some inputs.

    Args:
        draws: What each replicate drew.
        utilities: By draw (rows) and policy (columns).
        inputs: What would be known, all together.
    """
    known = [name for name in inputs if name in draws.varying]
    if len(utilities) < LEAST_DRAWS:
        return InformationValue(tuple(inputs), *(np.nan,) * 5, False, np.nan)
    if not known:
        return InformationValue(tuple(inputs), 0.0, 0.0, 0.0, 0.0, 0.0, False, 0.0)
    values = utilities.to_numpy(dtype=np.float64)
    gains = values[:, 1:] - values[:, :1]
    regression = Regression(draws.columns(known))
    fits = regression.fit_together(gains)
    fitted = _fitted(fits)
    random = np.random.default_rng((SEED, 6))
    value = float(_gain(fitted))
    shuffled = [
        float(_gain(_fitted(regression.fit_together(random.permutation(gains)))))
        for _ in range(SHUFFLES)
    ]
    error = _standard_error(fits, gains, random)
    return InformationValue(
        tuple(inputs), value, error, max(value - REACH * error, 0.0), value + REACH * error,
        float(np.mean(shuffled)), bool(value > np.quantile(shuffled, LEVEL)),
        max(each.explained for each in fits),
    )  # fmt: skip


def information_values(
    draws: DrawTable,
    utilities: pd.DataFrame,
    groups: Mapping[str, Sequence[str]],
    singles: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Values of knowing everything, each group of inputs and each input, the greatest first.

    Columns: known, value, error, low, high, floor, counts, explained.

    Args:
        draws: What each replicate drew.
        utilities: By draw (rows) and policy (columns).
        groups: Inputs by name of the group, for instance by source.
        singles: Inputs to know alone; all that vary if None.
    """
    alone = draws.varying if singles is None else singles
    asked = {ALL: draws.varying, **groups, **{name: [name] for name in alone}}
    rows = [
        {"known": name, **asdict(information_value(draws, utilities, inputs))}
        for name, inputs in asked.items()
    ]
    table = pd.DataFrame(rows).drop(columns="inputs")
    return table.sort_values("value", ascending=False, kind="stable", ignore_index=True)


def _fitted(fits: Sequence[Fit]) -> Floats:
    return np.stack([each.fitted for each in fits])


def _gain(fitted: Floats) -> Floats:
    """Gain of choosing after knowing, from gains over the first policy: (..., policies, draws)."""
    best = np.maximum(fitted.max(axis=-2), 0.0).mean(axis=-1)
    return np.asarray(best - np.maximum(fitted.mean(axis=-1).max(axis=-1), 0.0))


def _standard_error(fits: Sequence[Fit], gains: Floats, random: np.random.Generator) -> float:
    """Error from the regression's coefficients and from the number of draws."""
    fitted, size = _fitted(fits), len(gains)
    rest = gains.T - fitted
    covariance = rest @ rest.T / fits[0].free
    values, vectors = np.linalg.eigh(covariance)
    root = vectors * np.sqrt(np.maximum(values, 0.0))
    directions = np.column_stack([np.full(size, size**-0.5), fits[0].directions]).T
    drawn = [
        _gain(fitted + root @ random.standard_normal((len(fits), len(directions))) @ directions)
        for _ in range(RESAMPLES)
    ]
    mean = fitted.mean(axis=1)
    chosen = fitted[mean.argmax()] if mean.max() > 0 else np.zeros(size)
    single = np.maximum(fitted.max(axis=0), 0.0) - chosen
    return float(np.hypot(np.std(drawn, ddof=1), single.std(ddof=1) / size**0.5))
