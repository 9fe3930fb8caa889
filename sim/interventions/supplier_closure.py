"""A supplier of boats or engines closed, in part or whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from sim.core.plausible_range import Chosen, Scale, analogy, judgement
from sim.interventions.intervention import (
    FEWER_ARRIVALS,
    Claim,
    Days,
    HalfLife,
    Intervention,
    Money,
    Share,
    Theme,
)
from sim.named_values import Modifier, Values


@dataclass(frozen=True, kw_only=True)
class SupplierClosure(Intervention):
    """Workshops and dealers of one supplier shut, by its state or by a ban on the trade.

    Attributes:
        supplier: Supplier that is closed.
        closed: Share of what it delivers that is gone.
        days_to_effect: Days until it is in full force.
        half_life: Days in which half of it fades, as dealers open again; 36,500 if it lasts.
        million_gbp_per_year: Cost, GBP million a year.
    """

    kind: ClassVar[str] = "supplier-closure"
    title: ClassVar[str] = "Supplier of boats or engines closed"
    theme: ClassVar[Theme] = Theme.EQUIPMENT
    source: ClassVar[str] = "P279 P280 E057 E058 E059"
    claims: ClassVar[tuple[Claim, ...]] = (Claim("boats_ordered", -1), FEWER_ARRIVALS)
    caution: ClassVar[str] = "Other suppliers expand and take over a part within months."

    supplier: Annotated[str, Chosen("Whom to close is decided and can be read.")]
    closed: Annotated[
        Share,
        analogy(
            0.05, 0.8, Scale.LOGIT, "E057 E059",
            "Half of fifteen controls of an input did nothing visible; the best took most of it "
            "away.",
        ),
    ] = 0.3  # fmt: skip
    days_to_effect: Annotated[
        Days, judgement(14, 365, Scale.LOG, "From one round of raids to a law.")
    ] = 90
    half_life: Annotated[
        HalfLife,
        analogy(
            90, 720, Scale.LOG, "E057 E058",
            "The largest shock to an illegal trade's input had left the price in four months "
            "and from the market in eighteen.",
        ),
    ] = 270  # fmt: skip
    million_gbp_per_year: Annotated[
        Money, judgement(0.5, 10.0, Scale.LOG, "Liaison and investigators in one or two countries.")
    ] = 2.0

    def modifiers(self, values: Values) -> Iterator[Modifier]:
        """Less from that supplier, and the cost."""
        ramp = self.ramp(self.days_to_effect, self.half_life)
        yield Modifier("supplier_share", "multiply", 1.0 - self.closed, ramp, self.supplier)
        yield self.spending(self.million_gbp_per_year * 1e6, self.ramp())
