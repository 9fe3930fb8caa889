"""Joint investigations with the French services."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from sim.interventions.intervention import (
    FEWER_ARRIVALS,
    Claim,
    Factor,
    Intervention,
    Officers,
    Theme,
)
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
    source: ClassVar[str] = "S092 P311"
    claims: ClassVar[tuple[Claim, ...]] = (Claim("strikes", 1), FEWER_ARRIVALS)

    investigators: Officers = 30.0
    case_time: Factor = 0.9

    def modifiers(self, values: Values) -> Iterator[Modifier]:
        """Investigators through the pipeline, and shorter cases."""
        yield from self.staffing(values, self.investigators, "investigators", "france")
        yield Modifier("case_time", "multiply", self.case_time, self.pipeline(values)[0])
