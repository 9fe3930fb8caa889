"""Keyed random draws: the same key gives the same number, whatever else happened.

A draw is a pure function of (seed, replicate, decision, identity, event). Nothing is consumed, so
adding a traveller, an officer or a worker process cannot shift anybody else's luck. That is what
makes a comparison of two scenarios a comparison of the *same* world.

The generator is Philox4x32-10 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"),
written for arrays and checked against the published known answers in ``tests/sim``.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

_MULTIPLIERS = np.array([[0xD2511F53], [0xCD9E8D57]], dtype=np.uint64)
_WEYL = np.array([0x9E3779B9, 0xBB67AE85], dtype=np.uint64)
_LOW = np.uint64(0xFFFFFFFF)
_SHIFT = np.uint64(32)
_ROUNDS = 10
_BLOCK_DAYS = 32
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
    LEAD = 13
    CASE = 14
    VERDICT = 15
    BACKLOG = 16
    GANG_START = 17
    GANG_EXIT = 18
    NEWCOMER = 19
    CHANGE_GANG = 20
    SPLINTER = 21


def round_keys(key: tuple[int, int]) -> NDArray[np.uint64]:
    """The keys of all rounds for a key of two integers below 2**32; shape (rounds, 2, 1)."""
    steps = np.arange(_ROUNDS, dtype=np.uint64)[:, None]
    return ((np.array(key, dtype=np.uint64) + _WEYL * steps) & _LOW)[:, :, None]


def philox4x32(counter: NDArray[np.uint64], keys: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Apply ten rounds of Philox4x32 to every column of ``counter``.

    Args:
        counter: Shape (4, n), each entry below 2**32.
        keys: The keys of all rounds, from :func:`round_keys`.

    Returns:
        Shape (4, n), four independent 32-bit words a column, held in 64-bit integers.
    """
    evens, odds = counter[0::2].copy(), counter[1::2].copy()
    product = np.empty_like(evens)
    crossed = product[::-1]
    for round_key in keys:
        np.multiply(evens, _MULTIPLIERS, out=product)
        np.right_shift(crossed, _SHIFT, out=evens)
        np.bitwise_xor(evens, odds, out=evens)
        np.bitwise_xor(evens, round_key, out=evens)
        np.bitwise_and(crossed, _LOW, out=odds)
    words = np.empty_like(counter)
    words[0::2], words[1::2] = evens, odds
    return words


class Draws:
    """The keyed draws of one replicate.

    Args:
        seed: The study's seed, 0 to 2**32 - 1.
        replicate: Number of the replicate, 0 to 2**32 - 1. The same number means the same weather,
            people and luck in every scenario.
    """

    def __init__(self, seed: int, replicate: int) -> None:
        for name, value in (("seed", seed), ("replicate", replicate)):
            if not 0 <= value < 2**32:
                raise ValueError(f"{name} {value} is outside 0 to {2**32 - 1}")
        self._keys = round_keys((seed, replicate))
        self._blocks: dict[Decision, tuple[int, NDArray[np.float64]]] = {}

    def uniforms(
        self, decision: Decision, identity: ArrayLike, event: ArrayLike = 0
    ) -> NDArray[np.float64]:
        """Draw four independent uniforms for each identity.

        Args:
            decision: Which decision the draw is for.
            identity: Who decides: stable integers below 2**64, shape (n,) or a scalar.
            event: The identity's own event number, or the day where the draw is about a day.

        Returns:
            Shape (4, n), strictly between 0 and 1. Lanes 0 to 3 are independent of one another.
        """
        who = np.atleast_1d(np.asarray(identity, dtype=np.uint64))
        if not who.size:
            return np.zeros((4, 0))
        counter = np.empty((4, who.size), dtype=np.uint64)
        np.bitwise_and(who, _LOW, out=counter[0])
        np.right_shift(who, _SHIFT, out=counter[1])
        counter[2] = np.asarray(event, dtype=np.uint64)
        counter[3] = int(decision)
        return (philox4x32(counter, self._keys).astype(np.float64) + 0.5) * _TO_UNIT

    def on_day(
        self, decision: Decision, identity: NDArray[np.uint64], day: int
    ) -> NDArray[np.float64]:
        """Draw as :meth:`uniforms` does with the day as event, several days at a time.

        Args:
            decision: Which decision the draw is for; always asked for the same, growing group.
            identity: The whole group, in an order that only grows at its end.
            day: The day, below 2**32.

        Returns:
            Shape (4, n), the same numbers as ``uniforms(decision, identity, day)``.
        """
        block, place = divmod(day, _BLOCK_DAYS)
        number, drawn = self._blocks.get(decision, (-1, np.zeros((4, 0, 0))))
        if number != block or drawn.shape[2] != identity.size:
            days = np.arange(block * _BLOCK_DAYS, (block + 1) * _BLOCK_DAYS, dtype=np.uint64)
            who = np.tile(identity, _BLOCK_DAYS)
            drawn = self.uniforms(decision, who, np.repeat(days, identity.size))
            drawn = drawn.reshape(4, _BLOCK_DAYS, identity.size)
            self._blocks[decision] = (block, drawn)
        return drawn[:, place]
