"""Technology and covert tools that shorten cases and strengthen evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from sim.core.plausible_range import Scale, analogy, evidence, judgement
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
class Technology(Intervention):
    """Better technology in investigation.

    Attributes:
        case_time: Factor on the time from case to strike.
        conviction: Factor on the chance of conviction.
        days_to_effect: Days until it is in full use.
        half_life: Days in which half of its effect fades; 36,500 if it lasts.
        million_gbp_per_year: Cost, GBP million a year.
    """

    kind: ClassVar[str] = "technology"
    title: ClassVar[str] = "Technology for cases"
    theme: ClassVar[Theme] = Theme.INVESTIGATION
    source: ClassVar[str] = "S086 S098 E071 E073"
    claims: ClassVar[tuple[Claim, ...]] = (Claim("case_days", -1), FEWER_ARRIVALS)

    case_time: Annotated[
        Factor,
        analogy(
            0.8, 1.0, Scale.LOG, "E071",
            "The best access to gangs' messages known shortened many cases and dented no supply.",
        ),
    ] = 0.93  # fmt: skip
    conviction: Annotated[
        Factor,
        evidence(
            1.0, 1.12, Scale.LOG, "E073",
            "Of the charged 85 to 94 per cent are convicted already.",
        ),
    ] = 1.04  # fmt: skip
    days_to_effect: Annotated[
        Days, judgement(120, 730, Scale.LOG, "Buying and rolling out takes half a year to two.")
    ] = 270
    half_life: Annotated[
        HalfLife,
        analogy(
            270, 3_650, Scale.LOG, "E071",
            "Gangs change their means of speaking; evidence once taken fills courts for years.",
        ),
    ] = 900  # fmt: skip
    million_gbp_per_year: Annotated[
        Money, judgement(4.0, 20.0, Scale.LOG, "No source splits the funding's technology.")
    ] = 10.0

    def modifiers(self, values: Values) -> Iterator[Modifier]:
        """Shorter cases, more convictions, and their cost."""
        ramp = self.ramp(self.days_to_effect, self.half_life)
        yield Modifier("case_time", "multiply", self.case_time, ramp)
        yield Modifier("conviction_chance", "multiply", self.conviction, ramp)
        yield self.spending(self.million_gbp_per_year * 1e6, self.ramp())
