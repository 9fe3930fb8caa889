from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from experiments.uncertainty.draw_table import DrawTable, Source
from experiments.uncertainty.paired_changes import CHANGED, QUEUE, SCARCITY, SEASON, PairedChanges


@pytest.fixture
def make_changes() -> Callable[..., PairedChanges]:
    """Changes of two policies with known drivers.

    ``bold`` averts 4,000 people in a year on average, in worlds where boats are scarce and the more
    the greater its strength; what is assumed of the world decides whether it does better than
    ``mild``.
    """

    def make(replicates: int = 160, seed: int = 1) -> PairedChanges:
        random = np.random.default_rng(seed)
        values = random.standard_normal((replicates, 5))
        sources = {
            "fit": Source.FITTED, "idle": Source.FITTED, "world": Source.ASSUMED_WORLD,
            "patrol strength": Source.ASSUMED_EFFECT, "deal strength": Source.ASSUMED_EFFECT,
        }  # fmt: skip
        draws = DrawTable(
            pd.DataFrame(values, columns=list(sources), index=pd.RangeIndex(replicates)), sources
        )
        fit, _, world, patrol, deal = values.T
        scarcity = random.random(replicates)

        def noise(size: float) -> np.ndarray:
            return size * random.standard_normal(replicates)

        bold = 9_000 * (scarcity > 2 / 3) + 1_000 + 3_000 * world + 1_500 * patrol + noise(500)
        mild = 3_800 + 300 * deal + noise(300)
        changes = {
            name: {outcome: noise(1.0) for outcome in CHANGED}
            | {"averted": averted, "arrivals": -averted, "expected_deaths": 4 * fit + noise(2)}
            | {"public_cost": np.full(replicates, 1e7)}
            for name, averted in (("bold", bold), ("mild", mild))
        }
        states = {
            SCARCITY: scarcity, QUEUE: random.random(replicates), SEASON: random.random(replicates)
        }  # fmt: skip
        measures = {"bold": frozenset({"patrol"}), "mild": frozenset({"deal"})}
        return PairedChanges(draws, None, "baseline", 365, changes, states, measures)

    return make
