"""What a decision maker wants, as one number: weights for people, deaths and public cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from experiments.uncertainty.draw_table import DrawTable, effect_of

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Utility:
    """Weights, in a unit of the reader's own; more utility is better.

    Attributes:
        averted: Value of one person averted.
        expected_deaths: Value of one expected death fewer.
        public_cost: Value of one pound of public cost saved.
    """

    averted: float
    expected_deaths: float
    public_cost: float

    def of(self, effects: Mapping[str, Floats]) -> Floats:
        """Utility of a policy's effects, by draw, against the baseline."""
        return np.asarray(
            self.averted * effects["averted"]
            - self.expected_deaths * effects["expected_deaths"]
            - self.public_cost * effects["public_cost"]
        )


def utilities(
    utility: Utility, draws: DrawTable, effects: pd.DataFrame, scenarios: list[str], baseline: str
) -> pd.DataFrame:
    """Utility by draw (rows) and policy (columns), the baseline first with none.

    Args:
        utility: The weights.
        draws: The replicates.
        effects: Columns replicate, scenario, outcome, effect.
        scenarios: Policies that are compared with the baseline.
        baseline: What to call doing nothing.
    """
    columns = {baseline: np.zeros(len(draws.values))}
    for scenario in scenarios:
        columns[scenario] = utility.of({
            outcome: effect_of(draws, effects, scenario, outcome)
            for outcome in ("averted", "expected_deaths", "public_cost")
        })  # fmt: skip
    return pd.DataFrame(columns, index=draws.values.index)
