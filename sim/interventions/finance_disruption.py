"""Disruption of gangs’ money."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from sim.interventions.intervention import (
    FEWER_ARRIVALS,
    Claim,
    Days,
    Intervention,
    Money,
    Share,
    Theme,
)
from sim.named_values import Modifier, Values


@dataclass(frozen=True, kw_only=True)
class FinanceDisruption(Intervention):
    """Freezing gangs' capital and slowing the brokers who release their payments.

    Attributes:
        frozen: Share of each gang's capital frozen a week.
        payment_delay: Days added until a gang has the money for a landed passenger.
        days_to_effect: Days until it works in full.
        million_gbp_per_year: Cost, GBP million a year.
    """

    kind: ClassVar[str] = "finance-disruption"
    title: ClassVar[str] = "Gangs' money frozen"
    theme: ClassVar[Theme] = Theme.MONEY
    source: ClassVar[str] = "S055 S065 S109"
    claims: ClassVar[tuple[Claim, ...]] = (Claim("cash", -1), FEWER_ARRIVALS)

    frozen: Share = 0.05
    payment_delay: Days = 10
    days_to_effect: Days = 180
    million_gbp_per_year: Money = 3.0

    def modifiers(self, values: Values) -> Iterator[Modifier]:
        """Frozen capital, later payments, and the cost."""
        ramp = self.ramp(self.days_to_effect)
        yield Modifier("frozen_capital", "add", self.frozen, ramp)
        yield Modifier("payment_delay", "add", float(self.payment_delay), ramp)
        yield self.spending(self.million_gbp_per_year * 1e6, self.ramp())
