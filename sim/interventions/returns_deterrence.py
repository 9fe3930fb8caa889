"""Returns and third-country processing as deterrence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from sim.core.plausible_range import Chosen, Scale, analogy, evidence, judgement
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

MOST_THRESHOLD = 0.999
"""Beyond this share nothing is left for certainty to add."""


@dataclass(frozen=True, kw_only=True)
class Returns(Intervention):
    """Some who arrive are returned or sent elsewhere, and demand answers, if it does.

    Those returned count as arrived; some come again (``come_again``).

    Demand does not answer below a threshold; above it, the answer grows in a straight line to that
    of certain return.

    Attributes:
        returned: Share of arrivals returned.
        elasticity: Fall of entries, as a share, if every arrival were returned; below 0 if refusals
            make more people come by boat. It has no default: sources disagree, so whoever runs
            this must choose it.
        threshold: Share returned below which nobody is deterred.
        days_to_effect: Days until the policy is in force and known.
        million_gbp_per_year: Cost, GBP million a year.
    """

    kind: ClassVar[str] = "returns"
    title: ClassVar[str] = "Returns as deterrence"
    theme: ClassVar[Theme] = Theme.DEMAND
    source: ClassVar[str] = "S021 S037 S052 S078 E010 E042 E044 E051 E053"
    claims: ClassVar[tuple[Claim, ...]] = (Claim("entered", -1), FEWER_ARRIVALS)
    caution: ClassVar[str] = "Unproven: the deterrence elasticity is the user's own choice."

    returned: Annotated[
        Share,
        evidence(
            0.003,
            0.08,
            Scale.LOG,
            "E051 E053",
            "0.4 to 0.65 per cent in the first quarter of the pilot of 2025, whose named capacity "
            "is 5 per cent; 6 per cent under the Dublin rules.",
        ),
    ]
    elasticity: Annotated[
        Elasticity,
        analogy(
            -0.2,
            1.3,
            Scale.LINEAR,
            "E009 E010 E042 E044 E047",
            "Sanctions lowered further tries by 0.31 for each unit; near-certain return with a "
            "closed route stopped nearly all; more refusals raised irregular entries.",
        ),
    ]
    threshold: Annotated[
        Share,
        analogy(
            0.05, 0.4, Scale.LINEAR, "E042 E043 E044 E051",
            "At 6 per cent arrivals grew more than fourfold in a year; falls are on record only "
            "where nearly all were returned.",
        ),
    ] = 0.15  # fmt: skip
    days_to_effect: Annotated[
        Days,
        judgement(30, 540, Scale.LOG, "News of returns travels within weeks; courts take longer."),
    ] = 180
    million_gbp_per_year: Annotated[
        Money, Chosen("The sum set aside; GBP 169,000 a person in one plan.", "E049")
    ] = 0.0

    def modifiers(self, values: Values) -> Iterator[Modifier]:
        """Some who land are sent back at once, fewer enter on every side, and the cost."""
        factor = max(0.0, 1.0 - self.elasticity * self.certainty)
        yield Modifier("sent_back", "add", self.returned, self.ramp())
        yield Modifier("entry_factor", "multiply", factor, self.ramp(self.days_to_effect))
        yield self.spending(self.million_gbp_per_year * 1e6, self.ramp())

    @property
    def certainty(self) -> float:
        """How far the share returned lies from the threshold, 0, to certain return, 1."""
        threshold = min(self.threshold, MOST_THRESHOLD)
        return max(0.0, self.returned - threshold) / (1.0 - threshold)
