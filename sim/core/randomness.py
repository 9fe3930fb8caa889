"""Keyed random draws: the same key gives the same number, whatever else happened.

A draw is a pure function of (seed, replicate, decision, identity, event). Nothing is consumed, so
adding a traveller, an officer or a worker process cannot shift anybody else's random draws. That
is what makes a comparison of two scenarios a comparison of the *same* world.

The generator is Philox4x32-10 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"),
compiled, and checked against the published known answers in ``tests/sim``.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import ArrayLike, NDArray

from sim.core.kernels import kernel

Words = tuple[Any, Any, Any, Any]

_MULTIPLIER_LEFT, _MULTIPLIER_RIGHT = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
_WEYL_LOW, _WEYL_HIGH = np.uint64(0x9E3779B9), np.uint64(0xBB67AE85)
_LOW = np.uint64(0xFFFFFFFF)
_SHIFT = np.uint64(32)
_ROUNDS = 10
_TO_UNIT = 1.0 / 2**32


class Decision(IntEnum):
    """Where in the day a draw is made: the stream of the key. Numbers never change meaning."""

    WEATHER = 1
    ENTRY_COUNT = 2
    GANG_CHOICE = 3
    LEG = 4
    """Next corridor, travel time, detection, interception: lanes 0 to 3 of one key."""
    PATIENCE = 5
    AFTER_FAILURE = 6
    CONSIGNMENT_LEG = 7
    BOAT_BUILD = 8
    LAUNCH = 9
    BEACH = 10
    CROSSING = 11
    CASUALTIES = 12
    CASE = 14
    VERDICT = 15
    BACKLOG = 16
    GANG_START = 17
    GANG_EXIT = 18
    NEWCOMER = 19
    CHANGE_GANG = 20
    AFTERMATH = 21
    RATION = 22
    """Turn among the day's buyers, supplier of boats, supplier of engines: lanes 0 to 2."""
    ARREST = 23
    CONTACTS = 24
    STORE = 25
    RESTLESS = 26
    COURT = 27
    DEMAND = 28
    RESALE = 29
    """Turn among buyers of boats at the coast, turn among sellers: lanes 0 and 1."""
    POSTERIOR_DRAW = 30
    DANGER = 31


@njit(inline="always")
def philox4x32(counter: Words, key: tuple[Any, Any]) -> Words:
    """Apply ten rounds of Philox4x32 to one counter of four words under a key of two.

    All words are below 2**32 and stored in 64-bit unsigned integers.
    """
    first, second, third, fourth = counter
    low_key, high_key = key
    for _ in range(_ROUNDS):
        left, right = _MULTIPLIER_LEFT * first, _MULTIPLIER_RIGHT * third
        first, second = (right >> _SHIFT) ^ second ^ low_key, right & _LOW
        third, fourth = (left >> _SHIFT) ^ fourth ^ high_key, left & _LOW
        low_key = (low_key + _WEYL_LOW) & _LOW
        high_key = (high_key + _WEYL_HIGH) & _LOW
    return first, second, third, fourth


@kernel
def draw(
    identity: NDArray[np.uint64],
    event: NDArray[np.uint64],
    decision: int,
    key: NDArray[np.uint64],
) -> NDArray[np.float64]:
    """Draw for all, each with its own event; in a form that compilers draw by several at once."""
    drawn, words_of_key = np.empty((4, identity.size)), (key[0], key[1])
    stream = np.uint64(decision)
    for row in range(identity.size):
        words = philox4x32(
            (identity[row] & _LOW, identity[row] >> _SHIFT, event[row], stream), words_of_key
        )
        drawn[0, row] = (np.float64(words[0]) + 0.5) * _TO_UNIT
        drawn[1, row] = (np.float64(words[1]) + 0.5) * _TO_UNIT
        drawn[2, row] = (np.float64(words[2]) + 0.5) * _TO_UNIT
        drawn[3, row] = (np.float64(words[3]) + 0.5) * _TO_UNIT
    return drawn


@kernel
def draw_one(
    identity: int, event: int, decision: int, key: NDArray[np.uint64]
) -> tuple[float, float, float, float]:
    """Draw for one: four uniforms."""
    who = np.uint64(identity)
    words = philox4x32(
        (who & _LOW, who >> _SHIFT, np.uint64(event), np.uint64(decision)), (key[0], key[1])
    )
    return (
        (np.float64(words[0]) + 0.5) * _TO_UNIT,
        (np.float64(words[1]) + 0.5) * _TO_UNIT,
        (np.float64(words[2]) + 0.5) * _TO_UNIT,
        (np.float64(words[3]) + 0.5) * _TO_UNIT,
    )


@kernel
def draw_at(
    identity: NDArray[np.uint64], event: int, decision: int, key: NDArray[np.uint64]
) -> NDArray[np.float64]:
    """Draw for all at the same event."""
    events = np.full(identity.size, np.uint64(event))
    return draw(identity, events, decision, key)


def _as_words(numbers: ArrayLike) -> NDArray[np.uint64]:
    return np.array(numbers, dtype=np.uint64, ndmin=1, copy=None)


class Draws:
    """The keyed draws of one replicate.

    Attributes:
        key: Seed and replicate, as :func:`philox4x32` takes them.

    Args:
        seed: The study's seed, 0 to 2**32 - 1.
        replicate: Number of the replicate, 0 to 2**32 - 1. The same number means the same weather,
            people and random draws in every scenario.
    """

    def __init__(self, seed: int, replicate: int) -> None:
        for name, value in (("seed", seed), ("replicate", replicate)):
            if not 0 <= value < 2**32:
                raise ValueError(f"{name} {value} is outside 0 to {2**32 - 1}")
        self.key = np.array([seed, replicate], dtype=np.uint64)

    def uniforms(
        self, decision: Decision, identity: ArrayLike, event: int | NDArray[Any] = 0
    ) -> NDArray[np.float64]:
        """Draw four independent uniforms for each identity.

        Args:
            decision: Which decision the draw is for.
            identity: Who decides: stable integers below 2**64, shape (n,) or a scalar.
            event: The identity's own event number, or the day where the draw is about a day; an
                array of n, or one for all.

        Returns:
            Shape (4, n), strictly between 0 and 1. Lanes 0 to 3 are independent of one another.
        """
        who = _as_words(identity)
        if not isinstance(event, np.ndarray):
            return draw_at(who, event, int(decision), self.key)
        if who.size != event.size:
            who = np.full(event.size, who[0])
        return draw(who, _as_words(event), int(decision), self.key)
