"""A hidden two-state chain of which days are seen and periods are counted.

Of each day it may be seen whether something happened, and of some periods it is known how likely
each number of days in state 1 is. Sums are over all paths and counts: nothing is approximated.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Index = NDArray[np.int64]


@dataclass(frozen=True)
class Chain:
    """What is known of days, and how they follow from one another.

    Attributes:
        turn: Chance of state 1 after state 0 and after state 1: shape (days, 2); on the first day
            both are the chance itself.
        emission: Chance of what was seen of each day in state 0 and in state 1: shape (days, 2).
        period: Number of each day's period, or -1 outside of all: shape (days,). A period is one
            stretch of days.
        tally: Chance of what is known of each period under 0, 1, 2, ... days in state 1; none if
            there are more: shape (periods, most + 1).
    """

    turn: Floats
    emission: Floats
    period: Index
    tally: Floats

    def log_likelihood(self) -> float:
        """Log of the chance of all that is known."""
        return self._pass_forward(np.empty((0, 0, 0)))

    def smooth(self) -> tuple[Floats, Floats]:
        """What all that is known says of each day.

        Returns:
            The chance of state 1, shape (days,), and that chance given the day before in state 0
            and in state 1, shape (days, 2); on the first day both are the chance itself.
        """
        kept = np.empty((len(self.turn), 2, self.tally.shape[1]))
        self._pass_forward(kept)
        pairs = _backward(self.turn, self.emission, self.period, self._ends, self.tally, kept)
        chance = pairs[:, :, 1].sum(axis=1) / pairs.sum(axis=(1, 2))
        whole = pairs.sum(axis=2)
        given = np.where(whole > 0.0, pairs[:, :, 1] / np.maximum(whole, 1e-300), self.turn)
        given[0] = chance[0]
        return chance, given

    @property
    def _ends(self) -> NDArray[np.bool_]:
        """Whether each day is the last of a period."""
        ends = self.period >= 0
        ends[:-1] &= self.period[1:] != self.period[:-1]
        return ends

    def _pass_forward(self, kept: Floats) -> float:
        ends = self._ends
        return float(_forward(self.turn, self.emission, self.period, ends, self.tally, kept))


@njit(cache=True, nogil=True)
def _forward(turn: Any, emission: Any, period: Any, ends: Any, tally: Any, kept: Any) -> float:
    """Log likelihood; ``kept`` gets the filtered chance by state and days in state 1 so far."""
    days, most = turn.shape[0], tally.shape[1]
    now, then = np.zeros((2, most)), np.zeros((2, most))
    now[0, 0] = 1.0
    total = 0.0
    for day in range(days):
        low, high = turn[day, 0], turn[day, 1]
        then[0] = emission[day, 0] * (now[0] * (1.0 - low) + now[1] * (1.0 - high))
        rises = emission[day, 1] * (now[0] * low + now[1] * high)
        if period[day] < 0:
            then[1] = rises
        else:
            then[1, 0] = 0.0
            then[1, 1:] = rises[:-1]
        if ends[day]:
            for state in range(2):
                ended = (then[state] * tally[period[day]]).sum()
                then[state] = 0.0
                then[state, 0] = ended
        size = then.sum()
        if not size > 0.0:
            return -np.inf
        total += np.log(size)
        now[:] = then / size
        if kept.size:
            kept[day] = now
    return total


@njit(cache=True, nogil=True)
def _backward(turn: Any, emission: Any, period: Any, ends: Any, tally: Any, kept: Any) -> Any:
    """Relative chance of each pair of states, of the day before and the day: (days, 2, 2)."""
    days, most = turn.shape[0], tally.shape[1]
    after = np.ones((2, most))
    pairs = np.zeros((days, 2, 2))
    first = np.zeros((2, most))
    first[0, 0] = 1.0
    for day in range(days - 1, -1, -1):
        if ends[day]:
            for state in range(2):
                after[state] = after[state, 0] * tally[period[day]]
        stays, rises = emission[day, 0] * after[0], emission[day, 1] * after[1]
        if period[day] >= 0:
            rises[:-1] = rises[1:].copy()
            rises[-1] = 0.0
        was = kept[day - 1] if day > 0 else first
        for state in range(2):
            up = turn[day, state]
            pairs[day, state, 0] = (was[state] * (1.0 - up) * stays).sum()
            pairs[day, state, 1] = (was[state] * up * rises).sum()
            after[state] = (1.0 - up) * stays + up * rises
        after /= after.max()
    return pairs
