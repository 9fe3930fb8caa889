"""Funding of the Border Security Command: money that turns into officers and technology."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, ClassVar

from sim.core.plausible_range import Chosen, Scale, evidence, judgement
from sim.interventions.intervention import (
    DAYS_PER_YEAR,
    FEWER_ARRIVALS,
    Claim,
    Factor,
    Intervention,
    Money,
    Share,
    Theme,
    Years,
)
from sim.interventions.staffing import Officer, not_yet_at_work, pipeline
from sim.named_values import Modifier, Ramp, Values


@dataclass(frozen=True, kw_only=True)
class Funding(Intervention):
    """Money over some years, split between staff and technology.

    Staff are hired at the cost of an officer-year, through recruitment and training. Part of them
    are investigators; the rest are intelligence staff who raise what is known of each gang. When
    the money has been spent, staff and technology go with it.

    Attributes:
        million_gbp: Total, GBP million.
        years: Years over which it is spent.
        to_staff: Share for staff; the rest is technology and equipment.
        investigators: Share of the staff who investigate.
        net_gain: Share of the posts paid for that the services would not have filled anyway.
        leads_per_100_staff: Factor gained on informant leads from the first 100 intelligence staff,
            as much again from the next 200, and from each doubling after.
        case_time_per_10m: Factor on case time from each GBP 10 million a year of technology.
    """

    kind: ClassVar[str] = "funding"
    title: ClassVar[str] = "Border Security Command funding"
    theme: ClassVar[Theme] = Theme.MONEY
    source: ClassVar[str] = "S004 S083 S085 S086 S095 P304 E143"
    claims: ClassVar[tuple[Claim, ...]] = (Claim("cases", 1), FEWER_ARRIVALS)

    million_gbp: Annotated[Money, Chosen("The sum announced.", "S004 S083 S095 P304")]
    years: Annotated[Years, Chosen("The time announced.", "P304")] = 2.0
    to_staff: Annotated[
        Share,
        judgement(
            0.4, 0.85, Scale.LOGIT,
            "No source splits the sum; staff take most of the budget of such agencies.",
        ),
    ] = 0.6  # fmt: skip
    investigators: Annotated[
        Share,
        evidence(
            0.15, 0.5, Scale.LOGIT, "S016 P304 E185",
            "A hundred investigators and three hundred further staff are announced.",
        ),
    ] = 0.25  # fmt: skip
    net_gain: Annotated[
        Share,
        evidence(
            0.3, 0.98, Scale.LOGIT, "E143",
            "Of over five hundred hired in a year 169 were a net gain at best and none at worst. "
            "Those who leave added posts are counted apart, and without them it is higher.",
        ),
    ] = 0.7  # fmt: skip
    leads_per_100_staff: Annotated[
        Factor,
        judgement(0.02, 0.3, Scale.LOG, "No source says what intelligence staff add to leads."),
    ] = 0.1
    case_time_per_10m: Annotated[
        Share,
        judgement(0.9, 0.998, Scale.LOGIT, "No source says what technology saves by its price."),
    ] = 0.98

    def modifiers(self, values: Values) -> Iterator[Modifier]:
        """Staff through the pipeline, technology at once, both paid from the total."""
        per_year = self.million_gbp * 1e6 / self.years
        staff = per_year * self.to_staff / values.officer_cost * self.net_gain
        first = self.start.toordinal()
        spent = first + int(self.years * DAYS_PER_YEAR)
        last = min(spent, self.end.toordinal()) if self.end else spent
        funded = replace(self, end=date.fromordinal(last))
        path = pipeline(funded, values, Officer.INVESTIGATOR)
        at_work = staff * path.at_work
        number = at_work * self.investigators
        yield Modifier("investigators", "add", number, path.trained, "nca")
        doublings = math.log2(1.0 + (at_work - number) / 100.0)
        gain = 1.0 + self.leads_per_100_staff * doublings
        yield Modifier("informant_leads", "multiply", gain, path.trained)
        yield from not_yet_at_work(funded, path, staff)
        ramp = funded.ramp(path.trained.full - first)
        technology = per_year * (1.0 - self.to_staff) / 1e7
        yield Modifier("case_time", "multiply", self.case_time_per_10m**technology, ramp)
        yield self.spending(per_year, Ramp(first, first, last))
