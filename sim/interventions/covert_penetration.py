"""Covert penetration, from facilitators up to financiers."""

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
class Covert(Intervention):
    """Informants and interception inside gangs, reaching those at the top.

    Attributes:
        leads: Factor on informant leads.
        upward: Factor on the chance that a strike reaches organisers and financiers.
        days_to_effect: Days until it works in full.
        million_gbp_per_year: Cost, GBP million a year.
    """

    kind: ClassVar[str] = "covert"
    title: ClassVar[str] = "Covert work"
    theme: ClassVar[Theme] = Theme.INVESTIGATION
    source: ClassVar[str] = "S064 S065"
    claims: ClassVar[tuple[Claim, ...]] = (Claim("arrests", 1), FEWER_ARRIVALS)

    leads: Factor = 1.25
    upward: Factor = 1.5
    days_to_effect: Days = 365
    million_gbp_per_year: Money = 5.0

    def modifiers(self, values: Values) -> Iterator[Modifier]:
        """More informant leads, strikes that reach higher, and their cost."""
        ramp = self.ramp(self.days_to_effect)
        yield Modifier("informant_leads", "multiply", self.leads, ramp)
        yield Modifier("strike_upward", "multiply", self.upward, ramp)
        yield self.spending(self.million_gbp_per_year * 1e6, self.ramp())
