"""Disruption of online advertising."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from sim.core.plausible_range import Chosen, Scale, analogy, judgement
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
class AdvertisingDisruption(Intervention):
    """Taking down gangs' advertising online, where a side's demand is won there.

    Attributes:
        side: Side of entry on which it acts.
        entries: Factor on the people who enter there.
        days_to_effect: Days until it works in full.
        half_life: Days in which half of its effect fades; 36,500 if it lasts.
        million_gbp_per_year: Cost, GBP million a year.
    """

    kind: ClassVar[str] = "advertising-disruption"
    title: ClassVar[str] = "Advertising taken down"
    theme: ClassVar[Theme] = Theme.DEMAND
    source: ClassVar[str] = "S074 E135 E136"
    claims: ClassVar[tuple[Claim, ...]] = (Claim("entered", -1), FEWER_ARRIVALS)
    caution: ClassVar[str] = "No source measures what advertising adds to demand."

    side: Annotated[str, Chosen("Where the advertising is found.")] = "visa_air"
    entries: Annotated[
        Factor,
        analogy(
            0.98, 1.01, Scale.LOG, "E135 E136",
            "Facts move what people intend by at most three points, either way; arrivals rose in "
            "each year of takedowns.",
        ),
    ] = 0.998  # fmt: skip
    days_to_effect: Annotated[
        Days,
        judgement(14, 180, Scale.LOG, "Platforms act on a report within weeks."),
    ] = 60
    half_life: Annotated[
        HalfLife,
        judgement(30, 365, Scale.LOG, "Accounts that are taken down open again under other names."),
    ] = 120
    million_gbp_per_year: Annotated[
        Money, judgement(0.3, 3.0, Scale.LOG, "A team of ten or so and contracts with platforms.")
    ] = 1.0

    def modifiers(self, values: Values) -> Iterator[Modifier]:
        """Fewer entries on one side, and the cost."""
        ramp = self.ramp(self.days_to_effect, self.half_life)
        yield Modifier("entry_factor", "multiply", self.entries, ramp, self.side)
        yield self.spending(self.million_gbp_per_year * 1e6, self.ramp())
