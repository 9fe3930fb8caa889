"""A change of one named value, for experiments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from sim.interventions.intervention import Claim, Days, Factor, Intervention, Theme
from sim.named_values import Modifier, Values


@dataclass(frozen=True, kw_only=True)
class Change(Intervention):
    """Any named value, multiplied or added to: closing a corridor, halving supply, a shock.

    Attributes:
        value: Named value, a parameter or one by entity such as ``corridor_open``.
        entity: Which corridor, unit, agency, side or zone; all, if absent.
        multiply: Factor on it.
        add: Amount added to it.
        days_to_effect: Days until it is in full force.
    """

    kind: ClassVar[str] = "change"
    title: ClassVar[str] = "One value of the model changed"
    theme: ClassVar[Theme] = Theme.CHECK
    source: ClassVar[str] = "P254"
    claims: ClassVar[tuple[Claim, ...]] = ()

    value: str
    entity: str | None = None
    multiply: Factor = 1.0
    add: float = 0.0
    days_to_effect: Days = 0

    def modifiers(self, values: Values) -> Iterator[Modifier]:
        """The change itself."""
        ramp = self.ramp(self.days_to_effect)
        yield Modifier(self.value, "multiply", self.multiply, ramp, self.entity)
        yield Modifier(self.value, "add", self.add, ramp, self.entity)
