"""Investigators recruited by an agency."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from sim.core.plausible_range import Chosen, Scale, evidence
from sim.interventions.intervention import (
    FEWER_ARRIVALS,
    Claim,
    Intervention,
    Officers,
    Share,
    Theme,
)
from sim.interventions.staffing import Officer, pipeline, staff
from sim.named_values import Modifier, Values


@dataclass(frozen=True, kw_only=True)
class Investigators(Intervention):
    """Investigators recruited by an agency: more cases at once.

    The cases grow less than the investigators (``investigator_elasticity``).

    Attributes:
        agency: ``nca`` or ``france``.
        number: Investigators to recruit.
        net_gain: Share of them whom the agency would not have hired anyway; all are paid.
    """

    kind: ClassVar[str] = "investigators"
    title: ClassVar[str] = "More investigators"
    theme: ClassVar[Theme] = Theme.INVESTIGATION
    source: ClassVar[str] = "S016 S106 E143 E151"
    claims: ClassVar[tuple[Claim, ...]] = (Claim("cases", 1), FEWER_ARRIVALS)

    agency: Annotated[str, Chosen("Which agency recruits them.", "S016")]
    number: Annotated[Officers, Chosen("The number announced.", "S016 S106")]
    net_gain: Annotated[
        Share,
        evidence(
            0.3, 0.98, Scale.LOGIT, "E143",
            "Of over five hundred hired in a year 169 were a net gain at best and none at worst. "
            "Those who leave added posts are counted apart, and without them it is higher.",
        ),
    ] = 0.7  # fmt: skip

    def modifiers(self, values: Values) -> Iterator[Modifier]:
        """Investigators through their pipeline, and the pay of those hired anyway."""
        who, gained = Officer.INVESTIGATOR, self.number * self.net_gain
        yield from staff(self, values, gained, who, "investigators", self.agency)
        path = pipeline(self, values, who)
        others = (self.number - gained) * (1.0 - path.recruiting)
        yield self.spending(others * values.officer_cost, path.hired)
