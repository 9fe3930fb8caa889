"""Agreements with transit countries on intelligence or on finance."""

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
    Share,
    Theme,
)
from sim.named_values import Modifier, Values


@dataclass(frozen=True, kw_only=True)
class Agreement(Intervention):
    """A partner shares what it knows and looks where it pays more.

    Attributes:
        unit: Police of the partner, such as ``serbia-police``.
        sharing: Share of its remaining, unshared leads that now reach investigators.
        targeting: Factor on its officers' worth of looking, from mapped gangs.
        frozen: Share of gangs' capital frozen a week, where finance is the subject.
        days_to_effect: Days until it is in full force.
        million_gbp_per_year: Cost, GBP million a year.
    """

    kind: ClassVar[str] = "agreement"
    title: ClassVar[str] = "Agreement"
    theme: ClassVar[Theme] = Theme.EQUIPMENT
    unit_kinds: ClassVar[tuple[str, ...]] = ("police",)
    source: ClassVar[str] = "S042 S054 S055 S081"
    claims: ClassVar[tuple[Claim, ...]] = (Claim("case_days", -1), FEWER_ARRIVALS)

    unit: str
    sharing: Share = 0.5
    targeting: Factor = 1.1
    frozen: Share = 0.0
    days_to_effect: Days = 180
    million_gbp_per_year: Money = 0.5

    def modifiers(self, values: Values) -> Iterator[Modifier]:
        """More sharing, better targeting, and frozen capital where agreed."""
        ramp = self.ramp(self.days_to_effect)
        yield Modifier("unshared", "multiply", 1.0 - self.sharing, ramp, self.unit)
        yield Modifier("targeting", "multiply", self.targeting, ramp, self.unit)
        yield Modifier("frozen_capital", "add", self.frozen, ramp)
        yield self.spending(self.million_gbp_per_year * 1e6, self.ramp())
