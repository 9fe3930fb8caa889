"""Which parameter draw each replicate runs: an order of the seed's own, each draw once a turn."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray


def draw_number(seed: int, replicate: int, draws: int) -> int:
    """Number of the parameter draw that a replicate runs.

    Each seed runs the draws in an order of its own. Every draw is used once before any is used
    again, in a new order; and the first replicates of many are those of few.

    Args:
        seed: The study's seed.
        replicate: Number of the replicate.
        draws: How many there are.
    """
    turn, index = divmod(replicate, draws)
    return int(_order(seed, turn, draws)[index])


@cache
def _order(seed: int, turn: int, draws: int) -> NDArray[np.intp]:
    """Order in which a seed runs all draws, the first time, the second, and so on."""
    from sim.core.randomness import Decision, Draws

    drawn = Draws(seed, turn).uniforms(Decision.POSTERIOR_DRAW, np.arange(draws))
    return np.argsort(drawn[0], kind="stable")
