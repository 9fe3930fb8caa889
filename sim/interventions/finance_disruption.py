"""Disruption of gangs’ money."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from sim.core.plausible_range import Scale, analogy, judgement
from sim.interventions.gang_takings import frozen_a_week
from sim.interventions.intervention import (
    FEWER_ARRIVALS,
    Claim,
    Days,
    HalfLife,
    Intervention,
    Money,
    Theme,
    YearlyShare,
)
from sim.named_values import Modifier, Values


@dataclass(frozen=True, kw_only=True)
class FinanceDisruption(Intervention):
    """Freezing gangs' capital and slowing the brokers who release their payments.

    Attributes:
        frozen_takings: Share of a year's takings that is frozen in a year.
        payment_delay: Days added until a gang has the money for a landed passenger.
        days_to_effect: Days until it works in full.
        half_life: Days in which half of its effect fades; 36,500 if it lasts.
        million_gbp_per_year: Cost, GBP million a year.
    """

    kind: ClassVar[str] = "finance-disruption"
    title: ClassVar[str] = "Gangs' money frozen"
    theme: ClassVar[Theme] = Theme.MONEY
    source: ClassVar[str] = "S055 S065 S109 E131 E132 E133"
    claims: ClassVar[tuple[Claim, ...]] = (Claim("cash", -1), FEWER_ARRIVALS)

    frozen_takings: Annotated[
        YearlyShare,
        analogy(
            0.001, 0.05, Scale.LOG, "E131 E132 E133",
            "Of all proceeds of crime 2.2 per cent a year are frozen in the EU; of those of small "
            "boats less than one per cent was recovered.",
        ),
    ] = 0.01  # fmt: skip
    payment_delay: Annotated[
        Days,
        analogy(
            0, 7, Scale.LINEAR, "E124 E134",
            "Brokers release money on a message, in cash and abroad; a broker taken out is "
            "replaced within days.",
        ),
    ] = 2  # fmt: skip
    days_to_effect: Annotated[
        Days, judgement(60, 540, Scale.LOG, "Accounts are traced and orders obtained case by case.")
    ] = 180
    half_life: Annotated[
        HalfLife, judgement(120, 1_500, Scale.LOG, "Money moves to brokers whom nobody watches.")
    ] = 365
    million_gbp_per_year: Annotated[
        Money, judgement(1.0, 8.0, Scale.LOG, "Eight to sixty financial investigators.")
    ] = 3.0

    def modifiers(self, values: Values) -> Iterator[Modifier]:
        """Frozen capital, later payments, and the cost."""
        ramp = self.ramp(self.days_to_effect, self.half_life)
        frozen = frozen_a_week(values, self.frozen_takings)
        yield Modifier("frozen_capital", "add", frozen, ramp)
        yield Modifier("payment_delay", "add", float(self.payment_delay), ramp)
        yield self.spending(self.million_gbp_per_year * 1e6, self.ramp())
