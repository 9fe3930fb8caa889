"""Returns and third-country processing as deterrence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from sim.interventions.intervention import (
    FEWER_ARRIVALS,
    Claim,
    Days,
    Elasticity,
    Intervention,
    Money,
    Share,
    Theme,
)
from sim.named_values import Modifier, Values


@dataclass(frozen=True, kw_only=True)
class Returns(Intervention):
    """Some who arrive are returned or sent elsewhere, and demand answers, if it does.

    Attributes:
        returned: Share of arrivals returned.
        elasticity: Fall of entries, in per cent, for each per cent of arrivals returned. It has no
            default: no source supports one, so whoever runs this must choose it.
        days_to_effect: Days until the policy is in force and known.
        million_gbp_per_year: Cost, GBP million a year.
    """

    kind: ClassVar[str] = "returns"
    title: ClassVar[str] = "Returns as deterrence"
    theme: ClassVar[Theme] = Theme.DEMAND
    source: ClassVar[str] = "S021 S037 S052 S078"
    claims: ClassVar[tuple[Claim, ...]] = (Claim("entered", -1), FEWER_ARRIVALS)
    caution: ClassVar[str] = "Unproven: the deterrence elasticity is the user's own choice."

    returned: Share
    elasticity: Elasticity
    days_to_effect: Days = 180
    million_gbp_per_year: Money = 0.0

    def modifiers(self, values: Values) -> Iterator[Modifier]:
        """Fewer entries on every side, and the cost."""
        factor = max(0.0, 1.0 - self.elasticity * self.returned)
        yield Modifier("entry_factor", "multiply", factor, self.ramp(self.days_to_effect))
        yield self.spending(self.million_gbp_per_year * 1e6, self.ramp())
