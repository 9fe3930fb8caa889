"""Agreements with transit countries on intelligence or on finance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from sim.core.plausible_range import Chosen, Scale, analogy, judgement
from sim.interventions.gang_takings import frozen_a_week
from sim.interventions.intervention import (
    FEWER_ARRIVALS,
    Claim,
    Days,
    Factor,
    Intervention,
    Money,
    Share,
    Theme,
    YearlyShare,
)
from sim.named_values import Modifier, Values


@dataclass(frozen=True, kw_only=True)
class Agreement(Intervention):
    """A partner shares what it knows and looks where it pays more.

    Attributes:
        unit: Police of the partner, such as ``serbia-police``.
        sharing: Share of its remaining, unshared leads that now reach investigators.
        targeting: Factor on its officers' searching, from mapped gangs.
        frozen_takings: Share of gangs' yearly takings frozen in a year, where finance is the
            subject; none otherwise.
        days_to_effect: Days until it is in full force.
        million_gbp_per_year: Cost, GBP million a year.
    """

    kind: ClassVar[str] = "agreement"
    title: ClassVar[str] = "Agreement"
    theme: ClassVar[Theme] = Theme.EQUIPMENT
    unit_kinds: ClassVar[tuple[str, ...]] = ("police",)
    source: ClassVar[str] = "S042 S054 S055 S081 E131 E148 E150"
    claims: ClassVar[tuple[Claim, ...]] = (Claim("case_days", -1), FEWER_ARRIVALS)

    unit: Annotated[str, Chosen("Whose police the partner is.", "S042 S055")]
    sharing: Annotated[
        Share,
        analogy(
            0.05, 0.5, Scale.LOGIT, "E150",
            "Agencies of one country do not share well; signing changes no daily habit.",
        ),
    ] = 0.2  # fmt: skip
    targeting: Annotated[
        Factor, judgement(1.0, 1.3, Scale.LOG, "No source says what maps of gangs add to searches.")
    ] = 1.08
    frozen_takings: Annotated[
        YearlyShare,
        analogy(
            0.0003, 0.01, Scale.LOG, "E131 E132 E133",
            "One country's part of what is frozen everywhere. None unless the agreement is on "
            "finance; 0.002 is the centre where it is.",
        ),
    ] = 0.0  # fmt: skip
    days_to_effect: Annotated[
        Days,
        analogy(
            150, 700, Scale.LOG, "E148",
            "Five months to the signature alone; a promised law was not in force after ten.",
        ),
    ] = 330  # fmt: skip
    million_gbp_per_year: Annotated[
        Money, judgement(0.2, 2.0, Scale.LOG, "A liaison desk, travel and some equipment.")
    ] = 0.5

    def modifiers(self, values: Values) -> Iterator[Modifier]:
        """More sharing, better targeting, and frozen capital where agreed."""
        ramp = self.ramp(self.days_to_effect)
        frozen = frozen_a_week(values, self.frozen_takings)
        yield Modifier("unshared", "multiply", 1.0 - self.sharing, ramp, self.unit)
        yield Modifier("targeting", "multiply", self.targeting, ramp, self.unit)
        yield Modifier("frozen_capital", "add", frozen, ramp)
        yield self.spending(self.million_gbp_per_year * 1e6, self.ramp())
