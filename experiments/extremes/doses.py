"""Doses of a measure: what is usual in the library, nothing, multiples of it, and its end."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Any, get_args, get_type_hints

from annotated_types import Ge, Le

from scenarios.loader import load_scenario, scenario_names
from sim.interventions import KINDS
from sim.interventions.intervention import Intervention, fields_of

MULTIPLES = (0.0, 1.0, 2.0, 5.0, 10.0)
END = math.inf
"""The dose at which every number of the lever's effect is at its bound."""
HELD = {
    "deploy_days", "days_to_effect", "rush_days", "years", "half_life", "to_staff",
    "investigators", "leads_per_100_staff", "case_time_per_10m",
}  # fmt: skip
"""Numbers that say when, for how long or on what money goes, and are no dose."""
COSTS = {"million_gbp_per_year"}
MOST_POWER = 700.0
"""Logarithm beyond which a power is no number."""


@dataclass(frozen=True)
class Lever:
    """A kind of measure at the dose that the library uses first.

    Attributes:
        name: Kind, and on what it acts.
        usual: The measure at its usual dose.
    """

    name: str
    usual: Intervention

    def at(self, dose: float) -> Intervention | None:
        """The measure at so many times its usual dose; None at dose 0."""
        if dose == 0.0:
            return None
        changes = dict(_dosed(self.usual, dose))
        return replace(self.usual, **changes)


def levers() -> list[Lever]:
    """All kinds of the library but the free change, each on what it first acts on there."""
    found: dict[str, Intervention] = {}
    for name in ("baseline", *scenario_names()):
        for made in load_scenario(name).interventions:
            if made.kind != "change":
                found.setdefault(made.kind, made)
    return [Lever(kind, found[kind]) for kind in KINDS if kind in found]


def _dosed(usual: Intervention, dose: float) -> Iterator[tuple[str, Any]]:
    """Numbers of the measure at a dose, within their bounds.

    A factor goes by its power, since twice the effect of 0.9 is 0.81; all else in proportion.
    """
    hints, declared = get_type_hints(type(usual), include_extras=True), fields_of(type(usual))
    for entry in fields(usual):
        marks = get_args(hints[entry.name])[1:]
        low = next((mark.ge for mark in marks if isinstance(mark, Ge)), None)
        high = next((mark.le for mark in marks if isinstance(mark, Le)), None)
        if not isinstance(low, int | float) or not isinstance(high, int | float):
            continue
        if entry.name in HELD:
            continue
        given, unit = float(getattr(usual, entry.name)), declared[entry.name][0]
        if unit == "ratio" and given == 1.0:
            number = 1.0
        elif unit == "ratio" and entry.name != "elasticity":
            number = given ** min(dose, MOST_POWER / abs(math.log(given))) if given else 0.0
        elif entry.name in COSTS:
            number = given * min(dose, MULTIPLES[-1])
        else:
            number = given * dose if given else 0.0
        kept = min(max(number, low), high)
        yield entry.name, int(kept) if isinstance(getattr(usual, entry.name), int) else kept
