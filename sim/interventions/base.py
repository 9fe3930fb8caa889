"""What an intervention is: dated, declared changes of named values, and their cost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Annotated, Any, ClassVar, get_args, get_origin, get_type_hints

from annotated_types import Ge, Le

from sim.parameters import Grade
from sim.values import Modifier, Ramp

Money = Annotated[float, Ge(0), Le(100_000), "GBP million"]
Officers = Annotated[float, Ge(0), Le(100_000), "officers"]
Share = Annotated[float, Ge(0), Le(1), "share"]
Factor = Annotated[float, Ge(0), Le(100), "ratio"]
Years = Annotated[float, Ge(0.25), Le(20), "years"]
Elasticity = Annotated[float, Ge(0), Le(20), "ratio"]
Days = Annotated[int, Ge(0), Le(3_650), "days"]

DAYS_PER_YEAR = 365.0


@dataclass(frozen=True, kw_only=True)
class Intervention:
    """Base of all kinds. Fields of a kind are its keys in a scenario file.

    Attributes:
        start: Day on which it is announced and begins to take hold.
        end: First day on which it is no longer in force; never, if absent.
        grade: How far its effect size is known.
        source: Evidence ids of the measure itself.
        caution: What a reader must know before believing the effect, if anything.
    """

    kind: ClassVar[str]
    grade: ClassVar[Grade] = Grade.ASSUMED
    source: ClassVar[str]
    caution: ClassVar[str] = ""
    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}

    start: date
    end: date | None = None

    def modifiers(self, values: Any) -> Iterator[Modifier]:
        """Yield the changes of named values.

        Args:
            values: The scenario's named values at their base, for pipeline times and costs.
        """
        raise NotImplementedError

    def ramp(self, days: float = 0) -> Ramp:
        """From ``start``, full after ``days``, until ``end``."""
        first = self.start.toordinal()
        return Ramp(first, first + int(days), self.end.toordinal() if self.end else None)

    def staffing(self, values: Any, officers: float, value: str, entity: str) -> Iterator[Modifier]:
        """Officers who are paid as they are hired and count once they are trained."""
        hired, trained = values.recruitment_time, values.training_time
        last = self.end.toordinal() if self.end else None
        first = self.start.toordinal()
        effective = Ramp(first + int(trained), first + int(hired + trained), last)
        yield Modifier(value, "add", officers, effective, entity)
        yield self.spending(officers * values.officer_cost, self.ramp(hired))

    def spending(self, gbp_per_year: float, ramp: Ramp) -> Modifier:
        """Public money spent while the ramp lasts."""
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
