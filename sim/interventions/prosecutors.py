"""Specialist prosecutors who bring cases to court sooner."""

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
class Prosecutors(Intervention):
    """Prosecutors placed with the investigators.

    Attributes:
        number: Prosecutors.
        verdict_time: Factor on the time from arrest to verdict.
        conviction: Factor on the chance of conviction.
    """

    kind: ClassVar[str] = "prosecutors"
    title: ClassVar[str] = "More prosecutors"
    theme: ClassVar[Theme] = Theme.INVESTIGATION
    source: ClassVar[str] = "S100 S109"
    claims: ClassVar[tuple[Claim, ...]] = (Claim("convictions", 1), FEWER_ARRIVALS)
    caution: ClassVar[str] = (
        "Moves convictions first: in the model custody begins with the arrest, so gangs feel only "
        "who is kept and for how long."
    )

    number: Officers = 20.0
    verdict_time: Factor = 0.85
    conviction: Factor = 1.1

    def modifiers(self, values: Values) -> Iterator[Modifier]:
        """Sooner verdicts, more convictions, and the prosecutors' cost."""
        ramp, _ = self.pipeline(values)
        yield Modifier("verdict_time", "multiply", self.verdict_time, ramp)
        yield Modifier("conviction_chance", "multiply", self.conviction, ramp)
        yield self.spending(self.number * values.officer_cost, ramp)
