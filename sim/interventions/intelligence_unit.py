"""An intelligence unit that joins what services know."""

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
    Officers,
    Share,
    Theme,
)
from sim.named_values import Modifier, Values


@dataclass(frozen=True, kw_only=True)
class IntelligenceUnit(Intervention):
    """One unit that brings the leads of all services together, sooner.

    Attributes:
        officers: Staff of the unit.
        sharing: Share of all units' remaining, unshared leads that now reach investigators.
        delay: Factor on the days until a lead reaches them.
        days_to_effect: Days until it works in full.
    """

    kind: ClassVar[str] = "intelligence-unit"
    title: ClassVar[str] = "Joint intelligence unit"
    theme: ClassVar[Theme] = Theme.INVESTIGATION
    source: ClassVar[str] = "S039 S054 S099"
    claims: ClassVar[tuple[Claim, ...]] = (Claim("case_days", -1), FEWER_ARRIVALS)

    officers: Officers = 30.0
    sharing: Share = 0.2
    delay: Factor = 0.5
    days_to_effect: Days = 270

    def modifiers(self, values: Values) -> Iterator[Modifier]:
        """More sharing, less delay, and the unit's cost."""
        ramp = self.ramp(self.days_to_effect)
        yield Modifier("unshared", "multiply", 1.0 - self.sharing, ramp)
        yield Modifier("sharing_delay", "multiply", self.delay, ramp)
        yield self.spending(self.officers * values.officer_cost, ramp)
