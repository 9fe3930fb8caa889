"""Upstream seizure of boats and engines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from sim.core.plausible_range import Scale, analogy, evidence, judgement
from sim.interventions.intervention import (
    FEWER_ARRIVALS,
    Claim,
    Days,
    Factor,
    HalfLife,
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
        half_life: Days in which half of its effect fades; 36,500 if it lasts.
        million_gbp_per_year: Cost, GBP million a year.
    """

    kind: ClassVar[str] = "equipment-seizure"
    title: ClassVar[str] = "Boats stopped in transit"
    theme: ClassVar[Theme] = Theme.EQUIPMENT
    source: ClassVar[str] = "S010 S102 P291 E057 E058 E092 E093"
    claims: ClassVar[tuple[Claim, ...]] = (Claim("boats_seized_upstream", 1), FEWER_ARRIVALS)

    detection: Annotated[
        Factor,
        evidence(
            1.05, 2.5, Scale.LOG, "E092 E093",
            "Seizures are lumpy and follow tips: two lorries held 45 of one country's boats.",
        ),
    ] = 1.4  # fmt: skip
    days_to_effect: Annotated[
        Days, judgement(60, 365, Scale.LOG, "Training and equipment of partners take months.")
    ] = 180
    half_life: Annotated[
        HalfLife,
        analogy(
            90, 720, Scale.LOG, "E057 E058 E059",
            "The largest shock to an illegal trade's input had left the price in four months "
            "and from the market in eighteen.",
        ),
    ] = 270  # fmt: skip
    million_gbp_per_year: Annotated[
        Money, judgement(3.0, 20.0, Scale.LOG, "Scanners, training and officers in ten countries.")
    ] = 8.0

    def modifiers(self, values: Values) -> Iterator[Modifier]:
        """More consignments detected, and the cost."""
        ramp = self.ramp(self.days_to_effect, self.half_life)
        yield Modifier("equipment_detection", "multiply", self.detection, ramp)
        yield self.spending(self.million_gbp_per_year * 1e6, self.ramp())
