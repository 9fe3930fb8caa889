"""What a decision maker wants, as one number: weights for people, deaths and public cost."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

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


KEYS = {"averted": "averted", "deaths": "expected_deaths", "pounds": "public_cost"}
"""What weights are called where a reader gives them."""
WEIGHTS = "averted, deaths and pounds, such as averted=1,deaths=100,pounds=0.00002"


def read_utility(text: str) -> Utility:
    """Weights as a reader gives them: ``averted=1,deaths=100,pounds=0.00002``.

    Those that are left out are zero.

    Raises:
        ValueError: If they are none; the message says what is allowed.
    """
    found: dict[str, float] = {}
    for part in text.split(","):
        key, _, value = (each.strip() for each in part.partition("="))
        try:
            weight = float(value)
        except ValueError:
            weight = math.nan
        if key not in KEYS or key in found or not math.isfinite(weight) or weight < 0:
            raise ValueError(f"{part.strip()!r} is no weight; give numbers from 0 for {WEIGHTS}")
        found[key] = weight
    if not any(found.values()):
        raise ValueError(f"all weights are zero; give one above 0 of {WEIGHTS}")
    return Utility(**{name: found.get(key, 0.0) for key, name in KEYS.items()})


AVERTED_ALONE, DEATHS_ALONE = Utility(1.0, 0.0, 0.0), Utility(0.0, 1.0, 0.0)
"""One outcome by itself, without a price on a death."""


def utilities(
    utility: Utility, changes: Mapping[str, Mapping[str, Floats]], baseline: str
) -> pd.DataFrame:
    """Utility by draw (rows) and policy (columns), the baseline first with none.

    Args:
        utility: The weights.
        changes: By policy and outcome: policy less baseline, by draw.
        baseline: What to call doing nothing.
    """
    made = {name: utility.of(effects) for name, effects in changes.items()}
    return pd.DataFrame({baseline: np.zeros(len(next(iter(made.values())))), **made})
