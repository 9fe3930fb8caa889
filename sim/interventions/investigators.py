"""Investigators added to an agency."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from sim.interventions.intervention import (
    FEWER_ARRIVALS,
    Claim,
    Intervention,
    Officers,
    Theme,
)
from sim.named_values import Modifier, Values


@dataclass(frozen=True, kw_only=True)
class Investigators(Intervention):
    """Investigators recruited by an agency: more cases at once.

    Attributes:
        agency: ``nca`` or ``france``.
        number: Investigators to recruit.
    """

    kind: ClassVar[str] = "investigators"
    title: ClassVar[str] = "More investigators"
    theme: ClassVar[Theme] = Theme.INVESTIGATION
    source: ClassVar[str] = "S016 S106"
    claims: ClassVar[tuple[Claim, ...]] = (Claim("cases", 1), FEWER_ARRIVALS)

    agency: str
    number: Officers

    def modifiers(self, values: Values) -> Iterator[Modifier]:
        """Investigators through the pipeline."""
        yield from self.staffing(values, self.number, "investigators", self.agency)
