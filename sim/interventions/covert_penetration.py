"""Covert penetration, from facilitators up to financiers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from sim.core.plausible_range import Scale, analogy, judgement
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
class Covert(Intervention):
    """Informants and interception inside gangs, reaching those at the top.

    Attributes:
        leads: Factor on informant leads.
        upward: Factor on the chance that a strike reaches organisers and financiers.
        days_to_effect: Days until it works in full.
        half_life: Days in which half of its effect fades; 36,500 if it lasts.
        million_gbp_per_year: Cost, GBP million a year.
    """

    kind: ClassVar[str] = "covert"
    title: ClassVar[str] = "Covert work"
    theme: ClassVar[Theme] = Theme.INVESTIGATION
    source: ClassVar[str] = "S064 S065 E069 E071"
    claims: ClassVar[tuple[Claim, ...]] = (Claim("arrests", 1), FEWER_ARRIVALS)

    leads: Annotated[
        Factor,
        analogy(
            1.0, 2.5, Scale.LOG, "E069 E071",
            "The best access known gave thousands of arrests at once; most work gives far less.",
        ),
    ] = 1.3  # fmt: skip
    upward: Annotated[
        Factor,
        analogy(
            1.0, 3.0, Scale.LOG, "E069",
            "Covert running of a market cost its sellers more than closing it.",
        ),
    ] = 1.5  # fmt: skip
    days_to_effect: Annotated[
        Days,
        judgement(180, 730, Scale.LOG, "An informant is placed in months and trusted in more."),
    ] = 365
    half_life: Annotated[
        HalfLife,
        analogy(
            150, 1_500, Scale.LOG, "E071",
            "Two years after the largest access to messages supply was back.",
        ),
    ] = 450  # fmt: skip
    million_gbp_per_year: Annotated[
        Money, judgement(2.0, 12.0, Scale.LOG, "Some fifteen to eighty officers and their means.")
    ] = 5.0

    def modifiers(self, values: Values) -> Iterator[Modifier]:
        """More informant leads, strikes that reach higher, and their cost."""
        ramp = self.ramp(self.days_to_effect, self.half_life)
        yield Modifier("informant_leads", "multiply", self.leads, ramp)
        yield Modifier("strike_upward", "multiply", self.upward, ramp)
        yield self.spending(self.million_gbp_per_year * 1e6, self.ramp())
