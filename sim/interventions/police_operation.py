"""A police operation: for a time, people who leave some hubs are looked for and stopped more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from sim.core.plausible_range import Chosen, Scale, evidence
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
class PoliceOperation(Intervention):
    """Many officers at some hubs within weeks; when it is whole it begins to fade.

    Several operations combine.

    Attributes:
        hubs: Hubs at which it acts, with semicolons between them: on the people who leave them.
        detection: Factor on the looking of all officers there.
        interception: How many chances of being stopped a detected person has instead of one.
        days_to_effect: Days until it is in full force.
        half_life: Days in which half of it fades; 36,500 if it lasts.
        million_gbp_per_year: Cost, GBP million a year; 0 where another state pays.
    """

    kind: ClassVar[str] = "police-operation"
    title: ClassVar[str] = "Police operation on the way"
    theme: ClassVar[Theme] = Theme.EQUIPMENT
    source: ClassVar[str] = "P213 P254 E033"
    claims: ClassVar[tuple[Claim, ...]] = (FEWER_ARRIVALS,)
    caution: ClassVar[str] = "People take other ways, wait, or come back as it fades."

    hubs: Annotated[str, Chosen("Where the police go is decided and can be read.", "P254 E033")]
    detection: Annotated[
        Factor,
        evidence(
            2.0, 20.0, Scale.LOG, "P254 E033",
            "800 officers came to the ways out of a country whose units there held some 250.",
        ),
    ] = 6.0  # fmt: skip
    interception: Annotated[
        Factor,
        evidence(
            1.0, 8.0, Scale.LOG, "E033",
            "Detections behind one border fell from 1,900 a week to one in the tenth week.",
        ),
    ] = 4.0  # fmt: skip
    days_to_effect: Annotated[
        Days, evidence(5, 60, Scale.LOG, "P213 P254", "Detections broke off within a month.")
    ] = 14
    half_life: Annotated[
        HalfLife,
        evidence(
            90, 720, Scale.LOG, "E033",
            "250 a week passed again after eight months, an eighth of what had passed before.",
        ),
    ] = 270  # fmt: skip
    million_gbp_per_year: Annotated[
        Money, Chosen("Who pays is decided by whoever orders it; it is 0 where another state does.")
    ] = 0.0

    def modifiers(self, values: Values) -> Iterator[Modifier]:
        """More detection and interception at each hub, and the cost."""
        ramp = self.ramp(self.days_to_effect, self.half_life)
        for hub in self.hubs.split(";"):
            yield Modifier("hub_detection", "multiply", self.detection, ramp, hub)
            yield Modifier("hub_interception", "multiply", self.interception, ramp, hub)
        yield self.spending(self.million_gbp_per_year * 1e6, self.ramp())
