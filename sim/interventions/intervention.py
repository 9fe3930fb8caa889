"""What an intervention is: dated, declared changes of named values, and their cost."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, ClassVar, Self, get_args, get_origin, get_type_hints

from annotated_types import Ge, Le

from sim.core.plausible_range import Chosen, PlausibleRange, Span
from sim.named_values import Modifier, Ramp, Values
from sim.parameters import Grade

Money = Annotated[float, Ge(0), Le(100_000), "GBP million"]
Officers = Annotated[float, Ge(0), Le(100_000), "officers"]
Share = Annotated[float, Ge(0), Le(1), "share"]
MarketShare = Annotated[float, Ge(0.001), Le(1), "share"]
Factor = Annotated[float, Ge(0), Le(100), "ratio"]
Years = Annotated[float, Ge(0.25), Le(20), "years"]
Elasticity = Annotated[float, Ge(-5), Le(20), "ratio"]
Days = Annotated[int, Ge(0), Le(3_650), "days"]
HalfLife = Annotated[int, Ge(7), Le(36_500), "days"]
YearlyShare = Annotated[float, Ge(0), Le(1), "share/year"]

DAYS_PER_YEAR = 365.0
RANGES = "ranges"
"""The one field that is no key of a scenario file."""
LASTING = 36_500
"""The longest half-life, which stands for an effect that does not fade."""


class Theme(StrEnum):
    """Headings under which measures are listed, in their order."""

    EQUIPMENT = "Equipment and posts abroad"
    INVESTIGATION = "Investigation and courts"
    MONEY = "Money"
    COAST = "The coast"
    DEMAND = "Demand"
    CHECK = "A check of the method"


@dataclass(frozen=True)
class Claim:
    """What a measure is meant to do, by those who announce it.

    Attributes:
        outcome: Declared outcome that it is meant to move.
        direction: 1 if it is meant to rise, -1 if to fall.
    """

    outcome: str
    direction: int


FEWER_ARRIVALS = Claim("arrivals", -1)
"""What all measures are announced for."""


@dataclass(frozen=True, kw_only=True)
class Intervention:
    """Base of all kinds. Fields of a kind are its keys in a scenario file.

    Attributes:
        kind: Name of the kind in scenario files.
        title: What it is called on the page.
        theme: Heading under which it is listed.
        unit_kinds: Kinds of enforcement unit that it can use; any, if empty.
        start: Day on which it is announced and begins to take hold.
        end: First day on which it is no longer in force; never, if absent.
        ranges: Fields that are not stated, or stated as a range, each with its range; the field
            itself has the central value. None where a measure is made without a scenario file.
        grade: How far its effect size is known.
        source: Evidence ids of the measure itself.
        claims: What it is meant to do.
        caution: What a reader must know before believing the effect, if anything.
    """

    kind: ClassVar[str]
    title: ClassVar[str]
    theme: ClassVar[Theme]
    unit_kinds: ClassVar[tuple[str, ...]] = ()
    grade: ClassVar[Grade] = Grade.ASSUMED
    source: ClassVar[str]
    claims: ClassVar[tuple[Claim, ...]] = (FEWER_ARRIVALS,)
    caution: ClassVar[str] = ""
    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}

    start: Annotated[date, Chosen("The day of the announcement.")]
    end: Annotated[date | None, Chosen("The day on which it ends.")] = None
    ranges: tuple[tuple[str, Span], ...] = ()

    @property
    def central(self) -> Self:
        """The same with nothing left to draw: every field is its central value."""
        return replace(self, ranges=()) if self.ranges else self

    @property
    def keys(self) -> dict[str, Any]:
        """Value of every key of a scenario file, without the kind; central, where it is drawn."""
        return {name: getattr(self, name) for name in key_names(type(self))}

    def modifiers(self, values: Values) -> Iterator[Modifier]:
        """Yield the changes of named values.

        Args:
            values: The scenario's named values at their base, for pipeline times and costs.
        """
        raise NotImplementedError

    def ramp(self, days: float = 0, half_life: float = LASTING) -> Ramp:
        """From ``start`` to ``end``, full after ``days``, halved after each ``half_life``."""
        first = self.start.toordinal()
        last = self.end.toordinal() if self.end else None
        return Ramp(first, first + int(days), last, half_life if half_life < LASTING else None)

    def spending(self, gbp_per_year: float, ramp: Ramp) -> Modifier:
        """Public cost spent while the ramp lasts."""
        return Modifier("public_spending", "add", gbp_per_year / DAYS_PER_YEAR, ramp)


def key_names(kind: type[Intervention]) -> list[str]:
    """Keys that a kind has in a scenario file, beside ``kind``."""
    return [entry.name for entry in fields(kind) if entry.name != RANGES]


def fields_of(kind: type[Intervention]) -> dict[str, tuple[str, bool]]:
    """Fields of a kind with their unit and whether they must be given."""
    declared = {}
    for name in key_names(kind):
        entry = kind.__dataclass_fields__[name]
        unit = next((mark for mark in _marks(kind, entry.name) if isinstance(mark, str)), "")
        required = entry.default is entry.default_factory is not None
        declared[entry.name] = (unit, required)
    return declared


def uncertainty_of(kind: type[Intervention]) -> dict[str, PlausibleRange | Chosen | None]:
    """Plausible range of every field, or why a scenario's writer decides it; None if undeclared."""
    return {
        name: next((m for m in _marks(kind, name) if isinstance(m, PlausibleRange | Chosen)), None)
        for name in key_names(kind)
    }


def bounds_of(kind: type[Intervention]) -> dict[str, tuple[float, float, bool]]:
    """Lowest and highest value of every number of a kind, and whether it is a whole number."""
    key: Any = kind
    return _bounds(key)


@cache
def _bounds(kind: Any) -> dict[str, tuple[float, float, bool]]:
    found = {}
    for name in key_names(kind):
        base, *marks = get_args(get_type_hints(kind, include_extras=True)[name]) or (None,)
        if base not in (int, float):
            continue
        low: Any = next((mark.ge for mark in marks if isinstance(mark, Ge)), -math.inf)
        high: Any = next((mark.le for mark in marks if isinstance(mark, Le)), math.inf)
        found[name] = (float(low), float(high), base is int)
    return found


def _marks(kind: type[Intervention], field: str) -> tuple[Any, ...]:
    """What the annotation of a field says beside its type."""
    hint = get_type_hints(kind, include_extras=True)[field]
    return get_args(hint)[1:] if get_origin(hint) is Annotated else ()
