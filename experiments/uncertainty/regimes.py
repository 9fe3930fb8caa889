"""When a policy works: its effect by thirds of a state of the baseline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from runs.intervals import LEVEL, SEED, Interval

Floats = NDArray[np.float64]
Integers = NDArray[np.intp]

THIRDS = 3
LEAST = 15
"""Replicates of a third below which nothing is said."""
RESAMPLES = 2_000
SHUFFLES = 1_000
CONCENTRATED = 0.6
"""Share of the whole effect from which one third carries it."""
ROUNDING = 1e-12
"""By how much sums of the same numbers may differ."""


@dataclass(frozen=True)
class Regime:
    """One third of the replicates, by a state.

    Attributes:
        low: Least value of the state.
        high: Greatest value.
        replicates: How many.
        effect: Mean, with an interval that holds at once for all thirds of all states tried.
        share: Share of the whole effect that comes from these replicates; NaN if that is zero.
    """

    low: float
    high: float
    replicates: int
    effect: Interval
    share: float


@dataclass(frozen=True)
class Regimes:
    """An effect by thirds of the state that separates it most.

    Attributes:
        state: Name of the state.
        regimes: From the lowest third to the highest; none if there are too few replicates.
        between: Share of the effect's variance that lies between the thirds.
        p_value: How often shuffled replicates have a state that separates as much, of all tried.
    """

    state: str
    regimes: tuple[Regime, ...]
    between: float
    p_value: float

    @property
    def clear(self) -> bool:
        """Whether the thirds differ by more than chance."""
        return self.p_value <= 1 - LEVEL

    @property
    def concentrated(self) -> Regime | None:
        """The third in which the effect is concentrated, if it is in one.

        The rule: thirds differ by more than chance, one carries at least :data:`CONCENTRATED` of
        the whole effect, and the interval of its own effect excludes zero.
        """
        if not self.clear:
            return None
        most = max(self.regimes, key=lambda each: each.share)
        return most if most.share >= CONCENTRATED and most.effect.direction else None


NO_REGIMES = Regimes("", (), np.nan, np.nan)


def regimes(states: Mapping[str, Floats], effect: Floats) -> Regimes:
    """The effect by thirds of one state, chosen by a rule.

    The rule: of all states tried, the one whose thirds have the greatest share of the effect's
    variance between them. Intervals and the p-value allow for the choice.

    Args:
        states: Value of each state of the baseline, by replicate, such as boats launched over
            boats supplied, the queue, or the season's weather.
        effect: By replicate.
    """
    thirds = {name: of for name, values in states.items() if (of := _thirds(values, effect.size))}
    if not thirds or not np.ptp(effect) > 0:
        return NO_REGIMES
    between = {name: _between(of, effect) for name, of in thirds.items()}
    state = max(between, key=lambda name: between[name])
    reach = _reach([rows for of in thirds.values() for rows in of], effect)
    total = float(effect.sum())
    found = tuple(
        Regime(
            float(states[state][rows].min()), float(states[state][rows].max()), rows.size,
            _around(effect[rows], reach),
            float(effect[rows].sum()) / total if total else np.nan,
        )
        for rows in thirds[state]
    )  # fmt: skip
    return Regimes(state, found, between[state], _p_value(thirds, effect, between[state]))


def _thirds(values: Floats, replicates: int) -> list[Integers] | None:
    """Replicates of each third, equal values together; None if one of them is too small."""
    if replicates < THIRDS * LEAST:
        return None
    cuts = np.quantile(values, (1 / THIRDS, 2 / THIRDS))
    number = np.searchsorted(cuts, values, side="left")
    found = [np.flatnonzero(number == at) for at in range(THIRDS)]
    return found if min(rows.size for rows in found) >= LEAST else None


def _between(thirds: Sequence[Integers], effect: Floats) -> float:
    """Share of variance between thirds."""
    centred = effect - effect.mean()
    squares = sum(rows.size * float(centred[rows].mean()) ** 2 for rows in thirds)
    return float(squares / (centred**2).sum())


def _p_value(thirds: Mapping[str, Sequence[Integers]], effect: Floats, greatest: float) -> float:
    random = np.random.default_rng((SEED, 4))
    centred = effect - effect.mean()
    shuffled = np.stack([random.permutation(centred) for _ in range(SHUFFLES)])
    explained = [
        sum(shuffled[:, rows].sum(axis=1) ** 2 / rows.size for rows in of) for of in thirds.values()
    ]
    reached = int((np.max(explained, axis=0) / (centred**2).sum() >= greatest - ROUNDING).sum())
    return (1 + reached) / (1 + SHUFFLES)


def _reach(cells: Sequence[Integers], effect: Floats) -> float:
    """Standard errors that all intervals reach, so that they hold at once (studentised max-t)."""
    random = np.random.default_rng((SEED, 5))
    size = effect.size
    rows = random.integers(0, size, (RESAMPLES, size)) + size * np.arange(RESAMPLES)[:, None]
    counts = np.bincount(rows.ravel(), minlength=RESAMPLES * size).reshape(RESAMPLES, size)
    largest = np.zeros(RESAMPLES)
    for cell in cells:
        centred = effect[cell] - effect[cell].mean()
        inside = counts[:, cell].astype(np.float64)
        number = np.maximum(inside.sum(axis=1), 2)
        mean = inside @ centred / number
        spread = inside @ centred**2 / number - mean**2
        error = np.sqrt(np.maximum(spread, 0.0) / (number - 1))
        with np.errstate(divide="ignore", invalid="ignore"):
            away = np.nan_to_num(np.abs(mean) / error, nan=0.0, posinf=np.inf)
        np.maximum(largest, away, out=largest)
    return float(np.quantile(largest, LEVEL))


def _around(sample: Floats, reach: float) -> Interval:
    mean, error = float(sample.mean()), float(sample.std(ddof=1)) / sample.size**0.5
    return Interval(mean, mean - reach * error, mean + reach * error)
