"""Deals with countries of origin and transit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from sim.interventions.intervention import (
    DAYS_PER_YEAR,
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
class OriginDeal(Intervention):
    """Payments and joint policing that lower departures towards one side of Europe.

    Attributes:
        side: Side of entry on which it acts.
        entries: Factor on the people who enter there.
        days_to_effect: Days until it works in full.
        million_gbp: Cost, GBP million, spent over the first year.
    """

    kind: ClassVar[str] = "origin-deal"
    title: ClassVar[str] = "Deal with states of origin"
    theme: ClassVar[Theme] = Theme.DEMAND
    source: ClassVar[str] = "S019 S023 S024 S103"
    claims: ClassVar[tuple[Claim, ...]] = (Claim("entered", -1), FEWER_ARRIVALS)
    caution: ClassVar[str] = (
        "The fall seen in the Italian case is not shown to be the deals' doing, nor to reach the "
        "Channel."
    )

    side: str
    entries: Factor
    days_to_effect: Days = 180
    million_gbp: Money = 4.0

    def modifiers(self, values: Values) -> Iterator[Modifier]:
        """Fewer entries on one side, and the cost."""
        ramp = self.ramp(self.days_to_effect)
        yield Modifier("entry_factor", "multiply", self.entries, ramp, self.side)
        spent = ramp.start + int(DAYS_PER_YEAR)
        year = replace(self.ramp(), end=min(spent, ramp.end or spent))
        yield self.spending(self.million_gbp * 1e6, year)
