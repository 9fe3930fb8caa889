"""Deals with countries of origin and transit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Annotated, ClassVar

from sim.core.plausible_range import Chosen, Scale, analogy, evidence
from sim.interventions.intervention import (
    DAYS_PER_YEAR,
    FEWER_ARRIVALS,
    Claim,
    Days,
    Factor,
    HalfLife,
    Intervention,
    Money,
    Share,
    Theme,
)
from sim.named_values import Modifier, Ramp, Values


@dataclass(frozen=True, kw_only=True)
class OriginDeal(Intervention):
    """Payments and joint policing that lower departures towards one side of Europe.

    People set out in haste when a deal is announced, then fewer come. Only part of either is of
    people bound for the Channel.

    Attributes:
        side: Side of entry on which it acts.
        entries: Factor on the people who arrive at that border.
        reaching: Share of that fall, and of the rush before it, that reaches the Channel.
        rush: Rise at the border, as a share, in the days after the announcement.
        rush_days: Days that the rush lasts.
        days_to_effect: Days until it works in full.
        half_life: Days in which half of its effect fades; 36,500 if it lasts.
        million_gbp: Cost, GBP million, spent over the first year.
    """

    kind: ClassVar[str] = "origin-deal"
    title: ClassVar[str] = "Deal with states of origin"
    theme: ClassVar[Theme] = Theme.DEMAND
    source: ClassVar[str] = "S019 S023 S024 S103 E012 E016 E017 E028 E038"
    claims: ClassVar[tuple[Claim, ...]] = (Claim("entered", -1), FEWER_ARRIVALS)
    caution: ClassVar[str] = (
        "Falls after deals are not shown to be the deals' doing, nor to reach the Channel."
    )

    side: Annotated[str, Chosen("Where the partner country lies.")]
    entries: Annotated[
        Factor,
        evidence(
            0.15, 1.1, Scale.LOG, "E012 E013 E015 E016 E017 E026 E028 E029",
            "Falls of 60 to 97 per cent are claimed, and much of each began before its deal.",
        ),
    ] = 0.55  # fmt: skip
    reaching: Annotated[
        Share,
        analogy(
            0.0, 0.4, Scale.LINEAR, "E038 E159 E161",
            "One Balkan border fell by 69 per cent in a quarter in which the Channel rose; many "
            "set out from within the EU.",
        ),
    ] = 0.12  # fmt: skip
    rush: Annotated[
        Share,
        evidence(
            0.0, 0.7, Scale.LINEAR, "E016",
            "Arrivals from Tunisia rose by 69 per cent in the six weeks after signing; after "
            "other deals no rush is recorded.",
        ),
    ] = 0.2  # fmt: skip
    rush_days: Annotated[
        Days, evidence(30, 90, Scale.LOG, "E016 E017", "Six weeks in the one case recorded.")
    ] = 60
    days_to_effect: Annotated[
        Days,
        evidence(
            30, 365, Scale.LOG, "E016 E017 E027",
            "Eight months from signing to the fall in one case, over half a year in another.",
        ),
    ] = 150  # fmt: skip
    half_life: Annotated[
        HalfLife,
        analogy(
            270, 3_650, Scale.LOG, "E015 E025 E033",
            "A deal holds while the partner keeps it; people came back eight months after one "
            "operation, two days after the repeal of one law, and by other borders after all.",
        ),
    ] = 1_000  # fmt: skip
    million_gbp: Annotated[Money, Chosen("The sum promised.", "S024 E020")] = 4.0

    def modifiers(self, values: Values) -> Iterator[Modifier]:
        """A rush, then fewer entries on one side, and the cost."""
        ramp, first = self.ramp(self.days_to_effect, self.half_life), self.start.toordinal()
        last = first + self.rush_days
        rushing = Ramp(first, first, min(last, ramp.end or last))
        rise, fall = (1.0 + self.reaching * part for part in (self.rush, self.entries - 1.0))
        yield Modifier("entry_factor", "multiply", rise, rushing, self.side)
        yield Modifier("entry_factor", "multiply", fall, ramp, self.side)
        spent = first + int(DAYS_PER_YEAR)
        year = replace(self.ramp(), end=min(spent, ramp.end or spent))
        yield self.spending(self.million_gbp * 1e6, year)
