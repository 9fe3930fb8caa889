"""The removal of one gang, whole, on one day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from sim.interventions.intervention import Intervention, MarketShare, Theme
from sim.named_values import Modifier, Ramp, Values


@dataclass(frozen=True, kw_only=True)
class Takedown(Intervention):
    """All members of one gang at large are arrested on one day, and what it has cached is taken.

    Attributes:
        market_share: The gang whose share of all gangs' members is nearest to this is removed;
            shares given for one day add up to those of one gang.
    """

    kind: ClassVar[str] = "takedown"
    title: ClassVar[str] = "One gang removed whole"
    theme: ClassVar[Theme] = Theme.INVESTIGATION
    source: ClassVar[str] = "P313 S093"

    market_share: MarketShare = 0.1

    def modifiers(self, values: Values) -> Iterator[Modifier]:
        """The share to be removed, on the first day alone."""
        day = self.start.toordinal()
        yield Modifier("takedown_share", "add", self.market_share, Ramp(day, day, day + 1))
