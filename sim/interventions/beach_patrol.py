"""Patrols on the French beaches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from sim.interventions.intervention import (
    FEWER_ARRIVALS,
    Claim,
    Intervention,
    Officers,
    Theme,
)
from sim.named_values import Modifier, Values


@dataclass(frozen=True, kw_only=True)
class BeachPatrol(Intervention):
    """Officers added to the beach units of the departure zones.

    Attributes:
        officers: How many, over all zones.
    """

    kind: ClassVar[str] = "beach-patrol"
    title: ClassVar[str] = "More patrols on French beaches"
    theme: ClassVar[Theme] = Theme.COAST
    source: ClassVar[str] = "P308 P309"
    claims: ClassVar[tuple[Claim, ...]] = (Claim("prevention_share", 1), FEWER_ARRIVALS)

    officers: Officers

    def modifiers(self, values: Values) -> Iterator[Modifier]:
        """Officers through the pipeline."""
        yield from self.staffing(values, self.officers, "officers", "france-beach")
