"""Funding of the Border Security Command: money that turns into officers and technology."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

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
        leads_per_100_staff: Factor gained on informant leads from each 100 intelligence staff.
        case_time_per_10m: Factor on case time from each GBP 10 million a year of technology.
    """

    kind: ClassVar[str] = "funding"
    title: ClassVar[str] = "Border Security Command funding"
    theme: ClassVar[Theme] = Theme.MONEY
    source: ClassVar[str] = "S004 S083 S085 S086 S095 P304"
    claims: ClassVar[tuple[Claim, ...]] = (Claim("cases", 1), FEWER_ARRIVALS)

    million_gbp: Money
    years: Years = 2.0
    to_staff: Share = 0.6
    investigators: Share = 0.25
    leads_per_100_staff: Factor = 0.15
    case_time_per_10m: Share = 0.95

    def modifiers(self, values: Values) -> Iterator[Modifier]:
        """Staff through the pipeline, technology at once, both paid from the total."""
        per_year = self.million_gbp * 1e6 / self.years
        staff = per_year * self.to_staff / values.officer_cost
        first = self.start.toordinal()
        spent = first + int(self.years * DAYS_PER_YEAR)
        last = min(spent, self.end.toordinal()) if self.end else spent
        funded = replace(self, end=date.fromordinal(last))
        _, at_work = funded.pipeline(values)
        yield Modifier("investigators", "add", staff * self.investigators, at_work, "nca")
        others = staff * (1.0 - self.investigators)
        gain = 1.0 + self.leads_per_100_staff * others / 100.0
        yield Modifier("informant_leads", "multiply", gain, at_work)
        yield from funded.not_yet_at_work(values, staff)
        ramp = funded.ramp(at_work.full - first)
        technology = per_year * (1.0 - self.to_staff) / 1e7
        yield Modifier("case_time", "multiply", self.case_time_per_10m**technology, ramp)
        yield self.spending(per_year, Ramp(first, first, last))
