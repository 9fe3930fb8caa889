"""What a parameter is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from sim.core.plausible_range import Chosen, PlausibleRange

Number = float | int


class Grade(StrEnum):
    """How far a number is known."""

    SOURCED = "sourced"
    INFERRED = "inferred"
    ASSUMED = "assumed"


class OnChange(StrEnum):
    """What happens on the day on which an intervention changes a named value."""

    READ_DAILY = "processes read it each day"
    ROUTES = "gangs think again at once about routes"
    OFFICERS = "officers move at once"
    READ_ONCE = "nothing, since it is read before the first day"


@dataclass(frozen=True)
class Parameter:
    """A named input of the model.

    Attributes:
        default: Value where a scenario says nothing; a word where ``choices`` are given.
        unit: Unit of the value and of both bounds.
        bounds: Lowest and highest value accepted.
        grade: Sourced, inferred from sources, or assumed.
        source: Evidence ids, separated by spaces; empty only where the value is assumed.
        meaning: What the number does in the model and, if assumed, why it has this value.
        choices: Allowed words of a parameter that is a choice and not a number.
        plausible: Where the value lies with 90 % probability, and why; what only measures change is
            chosen. None where the fit gives it, and for a choice.
        on_change: What happens on the day on which it changes.
    """

    name: str
    default: Number | str
    unit: str
    bounds: tuple[float, float]
    grade: Grade
    source: str
    meaning: str
    choices: tuple[str, ...] = ()
    plausible: PlausibleRange | Chosen | None = None
    on_change: OnChange = OnChange.READ_DAILY

    @property
    def plausible_range(self) -> PlausibleRange | None:
        """Where the value lies with 90 % probability; None if fitted, a choice, or chosen."""
        return self.plausible if isinstance(self.plausible, PlausibleRange) else None

    def __post_init__(self) -> None:
        if self.grade is not Grade.ASSUMED and not self.source:
            raise ValueError(f"parameter {self.name} is {self.grade} but names no source")
        self.check(self.default)
        if plausible := self.plausible_range:
            self.check(plausible.low)
            self.check(plausible.high)

    def check(self, value: Number | str) -> None:
        """Raise ValueError, saying what is allowed, unless ``value`` is allowed."""
        if self.choices:
            if value not in self.choices:
                raise ValueError(
                    f"{self.name} is {value!r}; it must be one of {', '.join(self.choices)}"
                )
            return
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ValueError(f"{self.name} is {value!r}; it must be a number of {self.unit}")
        low, high = self.bounds
        if not (math.isfinite(value) and low <= value <= high):
            raise ValueError(
                f"{self.name} is {value:g}; it must be from {low:g} to {high:g} {self.unit}"
            )


def sourced(
    name: str,
    default: Number,
    unit: str,
    bounds: tuple[float, float],
    source: str,
    meaning: str,
    plausible: PlausibleRange | Chosen | None = None,
    on_change: OnChange = OnChange.READ_DAILY,
) -> Parameter:
    """Declare a parameter whose value a source gives."""
    grade = Grade.SOURCED
    return Parameter(name, default, unit, bounds, grade, source, meaning, (), plausible, on_change)


def inferred(
    name: str,
    default: Number,
    unit: str,
    bounds: tuple[float, float],
    source: str,
    meaning: str,
    plausible: PlausibleRange | Chosen | None = None,
    on_change: OnChange = OnChange.READ_DAILY,
) -> Parameter:
    """Declare a parameter whose value follows from sources by a step that ``meaning`` names."""
    grade = Grade.INFERRED
    return Parameter(name, default, unit, bounds, grade, source, meaning, (), plausible, on_change)


def assumed(
    name: str,
    default: Number,
    unit: str,
    bounds: tuple[float, float],
    meaning: str,
    source: str = "",
    plausible: PlausibleRange | Chosen | None = None,
    on_change: OnChange = OnChange.READ_DAILY,
) -> Parameter:
    """Declare a parameter that no source gives; ``source`` names what bounds it, if anything."""
    grade = Grade.ASSUMED
    return Parameter(name, default, unit, bounds, grade, source, meaning, (), plausible, on_change)


def choice(name: str, default: str, choices: tuple[str, ...], meaning: str) -> Parameter:
    """Declare a parameter that picks one of several named policies."""
    return Parameter(name, default, "choice", (0, 0), Grade.ASSUMED, "", meaning, choices)
