"""Disruption of online advertising."""

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
class AdvertisingDisruption(Intervention):
    """Taking down gangs' advertising online, where a side's demand is won there.

    Attributes:
        side: Side of entry on which it acts.
        entries: Factor on the people who enter there.
        days_to_effect: Days until it works in full.
        million_gbp_per_year: Cost, GBP million a year.
    """

    kind: ClassVar[str] = "advertising-disruption"
    title: ClassVar[str] = "Advertising taken down"
    theme: ClassVar[Theme] = Theme.DEMAND
    source: ClassVar[str] = "S074"
    claims: ClassVar[tuple[Claim, ...]] = (Claim("entered", -1), FEWER_ARRIVALS)
    caution: ClassVar[str] = "No source measures what advertising adds to demand."

    side: str = "visa_air"
    entries: Factor = 0.95
    days_to_effect: Days = 90
    million_gbp_per_year: Money = 1.0

    def modifiers(self, values: Values) -> Iterator[Modifier]:
        """Fewer entries on one side, and the cost."""
        ramp = self.ramp(self.days_to_effect)
        yield Modifier("entry_factor", "multiply", self.entries, ramp, self.side)
        yield self.spending(self.million_gbp_per_year * 1e6, self.ramp())
