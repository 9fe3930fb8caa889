"""Which policy does well over all draws: satisficing, maximin and regret."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from experiments.uncertainty.draw_table import DrawTable
from experiments.uncertainty.regression import Regression

NEARLY_ALL = 0.9
"""Quantile of regret that stands beside the greatest."""


def expected_utilities(
    draws: DrawTable, utilities: pd.DataFrame, inputs: Sequence[str] | None = None
) -> pd.DataFrame:
    """Utilities by draw and policy without random draws, by regression on the inputs.

    The least utility and the greatest regret of single runs are those of the least fortunate random
    draws. Nobody can choose by these, so robust choice looks at what inputs explain.

    Args:
        draws: What each replicate drew.
        utilities: By draw (rows) and policy (columns), the baseline first.
        inputs: Regress on these alone; on all that vary if None.
    """
    known = draws.varying if inputs is None else list(inputs)
    if not known:
        return utilities.apply(lambda column: np.full(len(column), column.mean()))
    regression = Regression(draws.columns(known))
    baseline = utilities.iloc[:, 0]
    made = {str(baseline.name): baseline.to_numpy()}
    others = utilities.iloc[:, 1:]
    gains = others.to_numpy() - baseline.to_numpy()[:, None]
    for name, fitted in zip(others, regression.fit_together(gains), strict=True):
        made[str(name)] = baseline.to_numpy() + fitted.fitted
    return pd.DataFrame(made, index=utilities.index)


def satisficing(
    outcomes: Mapping[str, pd.DataFrame], at_least: Mapping[str, float]
) -> pd.Series[float]:
    """Share of draws, by policy, in which every outcome reaches its threshold.

    Args:
        outcomes: By name, each by draw (rows) and policy (columns); more is better.
        at_least: Threshold of each outcome.
    """
    reached = [outcomes[name] >= threshold for name, threshold in at_least.items()]
    both = reached[0]
    for other in reached[1:]:
        both &= other
    return both.mean()


def regrets(utilities: pd.DataFrame) -> pd.DataFrame:
    """What each policy loses, in each draw, against the best policy for that draw.

    It depends on which policies are compared: another one may change their order.
    """
    return utilities.rsub(utilities.max(axis=1), axis=0)


def robustness(utilities: pd.DataFrame) -> pd.DataFrame:
    """One row a policy, the least greatest regret first.

    Columns: mean, least (utility), greatest_regret, regret_90 (90th percentile), best (share of
    draws in which the policy is the best), maximin and minimax_regret (whether it is the choice of
    either rule).

    Args:
        utilities: By draw (rows) and policy (columns).
    """
    lost = regrets(utilities)
    table = pd.DataFrame({
        "mean": utilities.mean(),
        "least": utilities.min(),
        "greatest_regret": lost.max(),
        "regret_90": lost.quantile(NEARLY_ALL),
        "best": utilities.eq(utilities.max(axis=1), axis=0).mean(),
    })  # fmt: skip
    table["maximin"] = table.index == table["least"].idxmax()
    table["minimax_regret"] = table.index == table["greatest_regret"].idxmin()
    return table.sort_values("greatest_regret", kind="stable")
