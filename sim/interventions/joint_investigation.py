"""Joint investigations with the French services."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from sim.core.plausible_range import Chosen, Scale, analogy
from sim.interventions.intervention import (
    FEWER_ARRIVALS,
    Claim,
    Factor,
    Intervention,
    Officers,
    Theme,
)
from sim.interventions.staffing import Officer, pipeline, staff
from sim.named_values import Modifier, Values


@dataclass(frozen=True, kw_only=True)
class JointInvestigation(Intervention):
    """Investigators and shared files with the French services.

    Attributes:
        investigators: Investigators added on the French side.
        case_time: Factor on the time from case to strike, of British and French cases alike.
    """

    kind: ClassVar[str] = "joint-investigation"
    title: ClassVar[str] = "Joint investigations with France"
    theme: ClassVar[Theme] = Theme.INVESTIGATION
    source: ClassVar[str] = "S092 P311 E139"
    claims: ClassVar[tuple[Claim, ...]] = (Claim("strikes", 1), FEWER_ARRIVALS)

    investigators: Annotated[Officers, Chosen("The number added.", "E185")] = 30.0
    case_time: Annotated[
        Factor,
        analogy(
            0.75, 1.0, Scale.LOG, "E139",
            "Joint cases took 8 to 18 months; nothing says what they would have taken apart.",
        ),
    ] = 0.92  # fmt: skip

    def modifiers(self, values: Values) -> Iterator[Modifier]:
        """Investigators through their pipeline, and shorter cases as they are hired."""
        who = Officer.INVESTIGATOR
        yield from staff(self, values, self.investigators, who, "investigators", "france")
        hired = pipeline(self, values, who).hired
        yield Modifier("case_time", "multiply", self.case_time, hired)
