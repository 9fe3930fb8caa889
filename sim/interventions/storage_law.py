"""A law that lets police search stores of boats and engines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from sim.core.plausible_range import Chosen, Scale, evidence, judgement
from sim.interventions.intervention import (
    FEWER_ARRIVALS,
    Claim,
    Days,
    Factor,
    Intervention,
    Money,
    Theme,
)
from sim.named_values import Modifier, Values


@dataclass(frozen=True, kw_only=True)
class StorageLaw(Intervention):
    """Help with smuggling to another country becomes an offence, so that stores can be searched.

    Attributes:
        hubs: Hubs at which it is in force, with semicolons between them.
        detection: Factor on the chance that a store there is found.
        days_to_effect: Days from its announcement until it works in full.
        million_gbp_per_year: Cost, GBP million a year.
    """

    kind: ClassVar[str] = "storage-law"
    title: ClassVar[str] = "Stores of boats made an offence"
    theme: ClassVar[Theme] = Theme.EQUIPMENT
    source: ClassVar[str] = "P288 P475 E148"
    claims: ClassVar[tuple[Claim, ...]] = (Claim("boats_seized_store", 1), FEWER_ARRIVALS)
    caution: ClassVar[str] = "Promised and no law by October 2025; stores can move over a border."

    hubs: Annotated[str, Chosen("Where the law is in force can be read.", "P475")]
    detection: Annotated[
        Factor,
        judgement(
            1.1, 8.0, Scale.LOG,
            "Raids on stores needed a request from abroad before; how many more there will be, "
            "nobody has counted.",
        ),
    ] = 3.0  # fmt: skip
    days_to_effect: Annotated[
        Days,
        evidence(
            150, 700, Scale.LOG, "E148 P475",
            "Five months to a signature alone; no law ten months after it.",
        ),
    ] = 330  # fmt: skip
    million_gbp_per_year: Annotated[
        Money, judgement(0.2, 5.0, Scale.LOG, "Some officers and prosecutors in one country.")
    ] = 1.0

    def modifiers(self, values: Values) -> Iterator[Modifier]:
        """More stores found at each hub, and the cost."""
        ramp = self.ramp(self.days_to_effect)
        for hub in self.hubs.split(";"):
            yield Modifier("store_reach", "multiply", self.detection, ramp, hub)
        yield self.spending(self.million_gbp_per_year * 1e6, self.ramp())
