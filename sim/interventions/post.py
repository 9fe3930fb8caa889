"""Posts: officers sent to a partner country or to Europol."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from sim.interventions.intervention import (
    FEWER_ARRIVALS,
    Claim,
    Days,
    Intervention,
    Officers,
    Theme,
)
from sim.named_values import Modifier, Values


@dataclass(frozen=True, kw_only=True)
class Post(Intervention):
    """Officers posted abroad. They steer their hosts' search for equipment, or link services.

    Attributes:
        unit: Liaison unit that they join, such as ``nca-romania``.
        officers: How many.
        deploy_days: Days until all are in place; serving officers move, so nobody is recruited.
    """

    kind: ClassVar[str] = "post"
    title: ClassVar[str] = "British officers posted abroad"
    theme: ClassVar[Theme] = Theme.EQUIPMENT
    unit_kinds: ClassVar[tuple[str, ...]] = ("liaison", "cell")
    source: ClassVar[str] = "S001 S010 S017 S067 S070 S107"
    claims: ClassVar[tuple[Claim, ...]] = (Claim("boats_seized_upstream", 1), FEWER_ARRIVALS)

    unit: str
    officers: Officers
    deploy_days: Days = 90

    def modifiers(self, values: Values) -> Iterator[Modifier]:
        """Officers at the unit, and their cost."""
        ramp = self.ramp(self.deploy_days)
        yield Modifier("officers", "add", self.officers, ramp, self.unit)
        yield self.spending(self.officers * values.officer_cost, ramp)
