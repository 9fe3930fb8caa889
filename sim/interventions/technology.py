"""Technology and covert tools that shorten cases and strengthen evidence."""

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
class Technology(Intervention):
    """Better technology in investigation.

    Attributes:
        case_time: Factor on the time from case to strike.
        conviction: Factor on the chance of conviction.
        days_to_effect: Days until it is in full use.
        million_gbp_per_year: Cost, GBP million a year.
    """

    kind: ClassVar[str] = "technology"
    title: ClassVar[str] = "Technology for cases"
    theme: ClassVar[Theme] = Theme.INVESTIGATION
    source: ClassVar[str] = "S086 S098"
    claims: ClassVar[tuple[Claim, ...]] = (Claim("case_days", -1), FEWER_ARRIVALS)

    case_time: Factor = 0.85
    conviction: Factor = 1.1
    days_to_effect: Days = 270
    million_gbp_per_year: Money = 10.0

    def modifiers(self, values: Values) -> Iterator[Modifier]:
        """Shorter cases, more convictions, and their cost."""
        ramp = self.ramp(self.days_to_effect)
        yield Modifier("case_time", "multiply", self.case_time, ramp)
        yield Modifier("conviction_chance", "multiply", self.conviction, ramp)
        yield self.spending(self.million_gbp_per_year * 1e6, self.ramp())
