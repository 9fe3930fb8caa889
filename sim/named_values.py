"""Named values: what processes read and interventions change, by date.

A process reads ``values.retry_days`` or ``values.officers`` and does not know who changed it. An
intervention adds modifiers and does not know who reads. Sums are applied before products, so any
set of interventions combines to the same values in any order.
"""

from __future__ import annotations

import copy
import math
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from sim.parameters import nearest
from sim.value_types import NamedValues

RAMP_STEP_DAYS = 7
HALF_LIVES = 10
"""After so many half-lives, at a thousandth, a change is over."""


@dataclass(frozen=True)
class Ramp:
    """How far a change has taken hold: 0 before ``start``, 1 at ``full``, 0 again from ``end``.

    Days are proleptic Gregorian ordinals. Between ``start`` and ``full`` the change grows in weekly
    steps of a straight line. From then on it stays whole or, with a ``half_life`` in days, fades in
    weekly steps of an exponential curve.
    """

    start: int
    full: int
    end: int | None = None
    half_life: float | None = None

    def at(self, day: int) -> float:
        """Share of the change in force on ``day``."""
        if day < self.start or (self.end is not None and day >= self.end):
            return 0.0
        if day >= self.full:
            return self._remaining(day - self.full)
        steps = math.ceil((self.full - self.start) / RAMP_STEP_DAYS)
        return ((day - self.start) // RAMP_STEP_DAYS) / steps

    def _remaining(self, age: int) -> float:
        """Share of a change left so many days after it was whole."""
        if self.half_life is None:
            return 1.0
        if age >= HALF_LIVES * self.half_life:
            return 0.0
        weeks: int = age // RAMP_STEP_DAYS
        return float(0.5 ** (weeks * RAMP_STEP_DAYS / self.half_life))

    def changes(self) -> set[int]:
        """Days on which :meth:`at` may take a new value."""
        days = {self.start, self.full, *range(self.start, self.full, RAMP_STEP_DAYS)}
        if self.half_life is not None:
            over = self.full + math.ceil(HALF_LIVES * self.half_life)
            days |= {over, *range(self.full, over, RAMP_STEP_DAYS)}
        return days if self.end is None else {day for day in days if day < self.end} | {self.end}


@dataclass(frozen=True)
class Modifier:
    """One change of one named value, for one entity or for all (``entity`` None)."""

    value: str
    how: Literal["add", "multiply"]
    amount: float
    ramp: Ramp
    entity: str | None = None


class Values(NamedValues):
    """The current numbers.

    Attributes:
        numbers: Those that are one number, as one record that kernels read.

    Args:
        scalars: Name to base value.
        vectors: Name to (entity names, base array).
        bounds: Lowest and highest current value, by name; without an entry there are none.
        modifiers: All changes of the scenario.

    Raises:
        KeyError: If a modifier names an unknown value or entity.
    """

    def __init__(
        self,
        scalars: Mapping[str, float | str],
        vectors: Mapping[str, tuple[Sequence[str], NDArray[np.float64]]],
        bounds: Mapping[str, tuple[float, float]],
        modifiers: Iterable[Modifier] = (),
    ) -> None:
        self._base: dict[str, Any] = dict(scalars)
        numbers = {name: value for name, value in scalars.items() if not isinstance(value, str)}
        self.numbers = np.zeros(1, dtype=[(name, "f8") for name in numbers])
        for name, value in numbers.items():
            self.numbers[name] = value
        self._bounds = bounds
        self._entities: dict[str, dict[str, int]] = {}
        for name, (entities, base) in vectors.items():
            self._base[name] = np.asarray(base, dtype=np.float64)
            self._entities[name] = {entity: index for index, entity in enumerate(entities)}
        vars(self).update({name: copy.copy(value) for name, value in self._base.items()})
        self._modifiers: dict[str, list[Modifier]] = {}
        self._change_days: set[int] = set()
        for modifier in modifiers:
            self.check(modifier)
            self._modifiers.setdefault(modifier.value, []).append(modifier)
            self._change_days |= modifier.ramp.changes()

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            raise AttributeError(f"no named value {name!r}")

    def check(self, modifier: Modifier) -> None:
        """Raise KeyError, naming what is known, if the modifier's value or entity is unknown."""
        if modifier.value not in self._base:
            raise KeyError(f"unknown value {modifier.value!r}{nearest(modifier.value, self._base)}")
        if modifier.entity is None:
            return
        known = self._entities.get(modifier.value)
        if known is None or modifier.entity not in known:
            raise KeyError(
                f"value {modifier.value!r} has no {modifier.entity!r}; "
                f"it has {', '.join(known) if known else 'no entities'}"
            )

    @property
    def changed(self) -> tuple[str, ...]:
        """Names of the values that the scenario changes at some time."""
        return tuple(self._modifiers)

    def base(self, name: str) -> Any:
        """A value as it is without any change."""
        return self._base[name]

    def bounds(self, name: str) -> tuple[float, float]:
        """Lowest and highest that a value can be."""
        low, high = self._bounds.get(name, (-math.inf, math.inf))
        return low, high

    def refresh(self, day: int) -> set[str]:
        """Bring all values to ``day``; return the names of those that changed."""
        return self.evaluate(day) if day in self._change_days else set()

    def next_change(self, day: int) -> int:
        """The first day after ``day`` on which a value may change; the end of time, if none."""
        return min((later for later in self._change_days if later > day), default=sys.maxsize)

    def evaluate(self, day: int) -> set[str]:
        """Set all values to what they are on ``day``; return the names of those that changed."""
        changed = set()
        for name, modifiers in self._modifiers.items():
            current = self._evaluate(name, modifiers, day)
            if not np.array_equal(getattr(self, name), current):
                changed.add(name)
                self._set(name, current)
        return changed

    def _set(self, name: str, current: Any) -> None:
        """Change a value where it stands, since kernels hold on to the arrays."""
        if name in self._entities:
            getattr(self, name)[:] = current
        else:
            setattr(self, name, current)
            self.numbers[name] = current

    def _evaluate(self, name: str, modifiers: list[Modifier], day: int) -> Any:
        base = np.atleast_1d(self._base[name])
        added, factor = np.zeros(base.size), np.ones(base.size)
        for modifier in sorted(modifiers, key=_stable_order):
            share = modifier.ramp.at(day)
            index = self._entities[name][modifier.entity] if modifier.entity else slice(None)
            if modifier.how == "add":
                added[index] += modifier.amount * share
            else:
                factor[index] *= 1.0 + (modifier.amount - 1.0) * share
        current = np.clip((base + added) * factor, *self._bounds.get(name, (None, None)))
        return current if name in self._entities else float(current[0])


def _stable_order(modifier: Modifier) -> tuple[str, str, float, int]:
    return (modifier.entity or "", modifier.how, modifier.amount, modifier.ramp.start)
