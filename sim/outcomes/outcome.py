"""What an outcome is, and how to measure one from daily columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.core.places import Kind, Places

Daily = Mapping[str, NDArray[np.float64]]
"""Daily columns of the days that count; and, one number each, what came after the last day."""


@dataclass(frozen=True)
class Outcome:
    """A declared output.

    Attributes:
        unit: Unit of the value.
        counts: What is counted: people, attempts, boats, events, money or none of these.
        definition: What it is, in one sentence.
        measure: Value over a period, from the daily columns of that period.
        needs: A column by place without which there is no such outcome, if it needs one.
    """

    name: str
    unit: str
    counts: str
    definition: str
    measure: Callable[[Daily], float]
    needs: str = ""


@dataclass(frozen=True)
class ByPlace:
    """Daily columns that stand for the world's places of a kind, as ``arrivals_dkk`` does."""

    stem: str
    kind: Kind

    def columns(self, places: Places) -> tuple[str, ...]:
        """Their names, in the order of the places' table."""
        return tuple(f"{self.stem}_{place.column}" for place in places.of(self.kind))


@dataclass(frozen=True)
class OutcomeByPlace:
    """The same output declared once for all places of a kind: the sum over the days of each.

    Attributes:
        columns: The daily columns.
        unit, counts: As of an :class:`Outcome`.
        definition: What each is, with ``{}`` where the place's table says what is counted.
    """

    columns: ByPlace
    unit: str
    counts: str
    definition: str

    def outcomes(self, places: Places) -> tuple[Outcome, ...]:
        """One outcome a place."""
        named = zip(self.columns.columns(places), places.of(self.columns.kind), strict=True)
        return tuple(
            Outcome(name, self.unit, self.counts, self.definition.format(place.said), total(name))
            for name, place in named
        )


def total(column: str) -> Callable[[Daily], float]:
    """Sum over the days."""
    return lambda daily: float(daily[column].sum())


def mean(column: str) -> Callable[[Daily], float]:
    """Mean over the days on which there is a value."""

    def measure(daily: Daily) -> float:
        known = daily[column][~np.isnan(daily[column])]
        return float(known.mean()) if known.size else float("nan")

    return measure


def last(column: str) -> Callable[[Daily], float]:
    """Value of the last day."""
    return lambda daily: float(daily[column][-1])


def ratio(
    above: tuple[str, ...], below: tuple[str, ...], scale: float = 1.0
) -> Callable[[Daily], float]:
    """Sum of some columns over the sum of others, over all days; undefined if that is 0."""

    def measure(daily: Daily) -> float:
        over, under = (sum(float(daily[name].sum()) for name in group) for group in (above, below))
        return scale * over / under if under > 0 else float("nan")

    return measure


def days_with(column: str) -> Callable[[Daily], float]:
    """Number of days on which the column is above 0."""
    return lambda daily: float((daily[column] > 0).sum())
