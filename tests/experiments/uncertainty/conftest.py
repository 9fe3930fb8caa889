from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from experiments.uncertainty.draw_table import DrawTable, Source

FITTED, WORLD, EFFECT = Source.FITTED, Source.ASSUMED_WORLD, Source.ASSUMED_EFFECT


def table(values, sources):
    """Draws of inputs a, b, c, ..., each with its source."""
    names = [chr(ord("a") + at) for at in range(values.shape[1])]
    return DrawTable(pd.DataFrame(values, columns=names), dict(zip(names, sources, strict=True)))


def linear(seed, sets, runs=1):
    """A linear-normal model with correlated fitted inputs: draws, effects, true shares."""
    random = np.random.default_rng(seed)
    drawn = random.standard_normal((sets, 5))
    drawn[:, 1] = 0.6 * drawn[:, 0] + 0.8 * drawn[:, 1]
    drawn = np.repeat(drawn, runs, axis=0)
    effect = drawn @ [1.0, 0.5, 0.8, 0.6, 0.0] + 1.2 * random.standard_normal(len(drawn))
    parts = np.array([1.44, 1 + 0.25 + 2 * 0.6 * 0.5, 0.64, 0.36])
    return table(drawn, [FITTED, FITTED, WORLD, EFFECT, EFFECT]), effect, parts / parts.sum()


def curved(seed, sets, runs=1):
    """A model with a curve, a parabola and a product of inputs of two sources."""
    random = np.random.default_rng(seed)
    drawn = np.repeat(random.standard_normal((sets, 3)), runs, axis=0)
    a, b, c = drawn.T
    noise = 0.8 * random.standard_normal(len(drawn))
    effect = np.exp(0.5 * a) + 0.5 * (b**2 - 1) + 0.8 * a * c + 0.5 * c + noise
    curve = np.exp(0.25) * (np.exp(0.25) - 1)
    parts = np.array([0.64, curve + 0.32, 0.5, 0.32 + 0.25])
    return table(drawn, [FITTED, WORLD, EFFECT]), effect, parts / parts.sum()


@pytest.fixture
def models():
    return {"linear": linear, "curved": curved}
