"""What an intervention is: dated, declared changes of named values, and their cost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, ClassVar, get_args, get_origin, get_type_hints

from annotated_types import Ge, Le

from sim.named_values import Modifier, Ramp, Values
from sim.parameters import Grade

Money = Annotated[float, Ge(0), Le(100_000), "GBP million"]
Officers = Annotated[float, Ge(0), Le(100_000), "officers"]
Share = Annotated[float, Ge(0), Le(1), "share"]
MarketShare = Annotated[float, Ge(0.001), Le(1), "share"]
Factor = Annotated[float, Ge(0), Le(100), "ratio"]
Years = Annotated[float, Ge(0.25), Le(20), "years"]
Elasticity = Annotated[float, Ge(0), Le(20), "ratio"]
Days = Annotated[int, Ge(0), Le(3_650), "days"]

DAYS_PER_YEAR = 365.0


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

    start: date
    end: date | None = None

    def modifiers(self, values: Values) -> Iterator[Modifier]:
        """Yield the changes of named values.

        Args:
            values: The scenario's named values at their base, for pipeline times and costs.
        """
        raise NotImplementedError

    def ramp(self, days: float = 0) -> Ramp:
        """From ``start``, full after ``days``, until ``end``."""
        first = self.start.toordinal()
        return Ramp(first, first + int(days), self.end.toordinal() if self.end else None)

    def staffing(
        self, values: Values, officers: float, value: str, entity: str
    ) -> Iterator[Modifier]:
        """Officers through the pipeline: announced, recruited, trained, at work.

        They are paid as they are hired and count once they are trained.
        """
        hired, at_work = self.pipeline(values)
        yield Modifier(value, "add", officers, at_work, entity)
        yield self.spending(officers * values.officer_cost, hired)
        yield from self.not_yet_at_work(values, officers)

    def pipeline(self, values: Values) -> tuple[Ramp, Ramp]:
        """How far officers are hired, and how far they are at work."""
        opens = self.start.toordinal() + int(values.announcement_time)
        last = self.end.toordinal() if self.end else None
        filled, trained = opens + int(values.recruitment_time), int(values.training_time)
        return Ramp(opens, filled, last), Ramp(opens + trained, filled + trained, last)

    def not_yet_at_work(self, values: Values, officers: float) -> Iterator[Modifier]:
        """Posts to fill count as in recruitment from the announcement, the hired as in training."""
        hired, at_work = self.pipeline(values)
        yield Modifier("officers_recruiting", "add", officers, self.ramp())
        yield Modifier("officers_recruiting", "add", -officers, hired)
        yield Modifier("officers_training", "add", officers, hired)
        yield Modifier("officers_training", "add", -officers, at_work)

    def spending(self, gbp_per_year: float, ramp: Ramp) -> Modifier:
        """Public cost spent while the ramp lasts."""
        return Modifier("public_spending", "add", gbp_per_year / DAYS_PER_YEAR, ramp)


def fields_of(kind: type[Intervention]) -> dict[str, tuple[str, bool]]:
    """Fields of a kind with their unit and whether they must be given."""
    hints = get_type_hints(kind, include_extras=True)
    declared = {}
    for entry in fields(kind):
        hint = hints[entry.name]
        parts = get_args(hint) if get_origin(hint) is Annotated else ()
        unit = next((part for part in parts[1:] if isinstance(part, str)), "")
        required = entry.default is entry.default_factory is not None
        declared[entry.name] = (unit, required)
    return declared
