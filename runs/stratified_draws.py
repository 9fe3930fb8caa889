"""Stratified probabilities of uncertain inputs: the same for an input whatever else is drawn.

An input's draws depend on its name, the seed and the replicate alone. So they are the same in every
scenario of a replicate, in every part of a study and in a run that is repeated by itself; another
input more changes none; and the first replicates of many are those of few.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

STREAM = 7
"""Distinguishes these draws from others of the same seed."""
TURN = 4_096
"""Replicates after which the strata are filled anew; a power of two."""
SMALLEST = 2.0**-31
"""Least distance of a probability from 0 and 1, so that every quantile is finite."""
MOST_KEPT = 1_024


@lru_cache(MOST_KEPT)
def stratified(name: str, seed: int, turn: int = 0) -> Floats:
    """Probabilities of one input for ``TURN`` replicates: a nested Latin hypercube.

    Among the first replicates, any power of two of them, one lies in each of as many equal parts of
    the unit interval. In which order parts are filled is random and each input's own.

    Args:
        name: The input's.
        seed: The study's.
        turn: How often all replicates of a turn have been drawn before.
    """
    words = np.frombuffer(hashlib.sha256(name.encode()).digest(), np.uint32)
    random = np.random.default_rng([seed, STREAM, turn, *map(int, words)])
    points = random.random(1)
    while points.size < TURN:
        filled = np.floor(points * 2 * points.size).astype(np.intp)
        empty = random.permutation(filled ^ 1)
        points = np.concatenate([points, (empty + random.random(empty.size)) / (2 * points.size)])
    kept: Floats = np.clip(points, SMALLEST, 1.0 - SMALLEST)
    kept.setflags(write=False)
    return kept


def probability(name: str, seed: int, replicate: int) -> float:
    """Probability at which one replicate draws an input."""
    turn, index = divmod(replicate, TURN)
    return float(stratified(name, seed, turn)[index])


def probabilities(name: str, seed: int, numbers: range) -> Floats:
    """The same of several replicates, in their order."""
    return np.array([probability(name, seed, number) for number in numbers], np.float64)
