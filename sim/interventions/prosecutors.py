"""Specialist prosecutors who bring cases to court sooner."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from sim.core.plausible_range import Chosen, Scale, evidence
from sim.interventions.intervention import (
    FEWER_ARRIVALS,
    Claim,
    Factor,
    Intervention,
    Officers,
    Theme,
)
from sim.interventions.staffing import Officer, pipeline
from sim.named_values import Modifier, Values


@dataclass(frozen=True, kw_only=True)
class Prosecutors(Intervention):
    """Prosecutors placed with the investigators.

    Attributes:
        number: Prosecutors.
        verdict_time: Factor on the time from arrest to verdict, with all of them at work.
        conviction: Factor on the chance of conviction, with all of them at work.
    """

    kind: ClassVar[str] = "prosecutors"
    title: ClassVar[str] = "More prosecutors"
    theme: ClassVar[Theme] = Theme.INVESTIGATION
    source: ClassVar[str] = "S100 S109 E073 E141 E142"
    claims: ClassVar[tuple[Claim, ...]] = (Claim("convictions", 1), FEWER_ARRIVALS)
    caution: ClassVar[str] = (
        "Moves convictions first: in the model custody begins with the arrest, so gangs feel only "
        "who is kept and for how long."
    )

    number: Annotated[Officers, Chosen("The number appointed; none is announced.", "S100")] = 20.0
    verdict_time: Annotated[
        Factor,
        evidence(
            0.75, 1.05, Scale.LOG, "E141",
            "Courts and not prosecutors hold the queue of 22 months.",
        ),
    ] = 0.95  # fmt: skip
    conviction: Annotated[
        Factor,
        evidence(
            1.0, 1.1, Scale.LOG, "E073",
            "Of the charged 85 to 94 per cent are convicted already.",
        ),
    ] = 1.03  # fmt: skip

    def modifiers(self, values: Values) -> Iterator[Modifier]:
        """Sooner verdicts, more convictions, and the prosecutors' cost."""
        path = pipeline(self, values, Officer.PROSECUTOR)
        for value, factor in (
            ("verdict_time", self.verdict_time),
            ("conviction_chance", self.conviction),
        ):
            kept = 1.0 + (factor - 1.0) * path.at_work
            yield Modifier(value, "multiply", kept, path.trained)
        paid = self.number * (1.0 - path.recruiting) * values.officer_cost
        yield self.spending(paid, path.hired)
