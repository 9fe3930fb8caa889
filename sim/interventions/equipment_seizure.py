"""Upstream seizure of boats and engines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from sim.interventions.intervention import (
    FEWER_ARRIVALS,
    Claim,
    Days,
    Factor,
    Intervention,
    Money,
    Theme,
)
from sim.named_values import Modifier, Values


@dataclass(frozen=True, kw_only=True)
class EquipmentSeizure(Intervention):
    """Joint work with transit countries to find boats and engines in transit.

    Attributes:
        detection: Factor on the chance that a consignment is detected, on every corridor.
        days_to_effect: Days until it works in full.
        million_gbp_per_year: Cost, GBP million a year.
    """

    kind: ClassVar[str] = "equipment-seizure"
    title: ClassVar[str] = "Boats stopped in transit"
    theme: ClassVar[Theme] = Theme.EQUIPMENT
    source: ClassVar[str] = "S010 S102 P291"
    claims: ClassVar[tuple[Claim, ...]] = (Claim("boats_seized_upstream", 1), FEWER_ARRIVALS)

    detection: Factor = 1.5
    days_to_effect: Days = 180
    million_gbp_per_year: Money = 8.0

    def modifiers(self, values: Values) -> Iterator[Modifier]:
        """More consignments detected, and the cost."""
        ramp = self.ramp(self.days_to_effect)
        yield Modifier("equipment_detection", "multiply", self.detection, ramp)
        yield self.spending(self.million_gbp_per_year * 1e6, self.ramp())
