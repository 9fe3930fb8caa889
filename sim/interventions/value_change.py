"""A change of one named value, for experiments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from sim.core.plausible_range import Chosen
from sim.interventions.intervention import (
    LASTING,
    Claim,
    Days,
    Factor,
    HalfLife,
    Intervention,
    Theme,
)
from sim.named_values import Modifier, Values

WHAT = Chosen("What the experiment is about.")
HOW_LARGE = Chosen("The size of the experiment's shock.")
HOW_LONG = Chosen("The course of the experiment's shock.")


@dataclass(frozen=True, kw_only=True)
class Change(Intervention):
    """Any named value, multiplied or added to: closing a corridor, halving supply, a shock.

    Attributes:
        value: Named value, a parameter or one by entity such as ``corridor_open``.
        entity: Which corridor, unit, agency, side or zone; all, if absent.
        multiply: Factor on it.
        add: Amount added to it.
        days_to_effect: Days until it is in full force.
        half_life: Days in which half of the change fades; 36,500 if it lasts.
    """

    kind: ClassVar[str] = "change"
    title: ClassVar[str] = "One value of the model changed"
    theme: ClassVar[Theme] = Theme.CHECK
    source: ClassVar[str] = "P254"
    claims: ClassVar[tuple[Claim, ...]] = ()

    value: Annotated[str, WHAT]
    entity: Annotated[str | None, WHAT] = None
    multiply: Annotated[Factor, HOW_LARGE] = 1.0
    add: Annotated[float, HOW_LARGE] = 0.0
    days_to_effect: Annotated[Days, HOW_LONG] = 0
    half_life: Annotated[HalfLife, HOW_LONG] = LASTING

    def modifiers(self, values: Values) -> Iterator[Modifier]:
        """The change itself."""
        ramp = self.ramp(self.days_to_effect, self.half_life)
        yield Modifier(self.value, "multiply", self.multiply, ramp, self.entity)
        yield Modifier(self.value, "add", self.add, ramp, self.entity)
