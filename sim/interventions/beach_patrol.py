"""Patrols on the French beaches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from sim.core.plausible_range import Chosen
from sim.interventions.intervention import (
    FEWER_ARRIVALS,
    Claim,
    Intervention,
    Officers,
    Theme,
)
from sim.interventions.staffing import Officer, staff
from sim.named_values import Modifier, Values


@dataclass(frozen=True, kw_only=True)
class BeachPatrol(Intervention):
    """Officers added to the beach units of the departure zones.

    Their searching grows less than their number (``beach_officer_elasticity``).

    Attributes:
        officers: How many, over all zones.
    """

    kind: ClassVar[str] = "beach-patrol"
    title: ClassVar[str] = "More patrols on French beaches"
    theme: ClassVar[Theme] = Theme.COAST
    source: ClassVar[str] = "P308 P309 E082 E083 E087"
    claims: ClassVar[tuple[Claim, ...]] = (Claim("prevention_share", 1), FEWER_ARRIVALS)

    officers: Annotated[Officers, Chosen("The number announced or paid for.", "P308 P309 E181")]

    def modifiers(self, values: Values) -> Iterator[Modifier]:
        """Officers through their pipeline."""
        yield from staff(self, values, self.officers, Officer.BEACH, "officers", "france-beach")
