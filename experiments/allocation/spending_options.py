"""Reading the places of an allocation file, each with what its money buys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from annotated_types import Ge, Le, MinLen

from experiments.allocation.allocation_design import Place, Pool, Strength, amounts
from experiments.study.scenario_templates import SIGN, fill, holes
from scenarios.declared_fields import Field, check_fields, show
from scenarios.errors import instead
from scenarios.intervention_entries import read_entry
from scenarios.world_tables import load_world
from scenarios.yaml_reader import Source, Trail
from sim.interventions import Intervention
from sim.interventions.intervention import DAYS_PER_YEAR
from sim.named_values import Values

Text = Annotated[str, MinLen(1)]
Number = Annotated[float, Ge(-1e9), Le(1e9)]
OFFICERS, MONEY = "officers", "million_gbp"
BUDGETS = (OFFICERS, MONEY, "gbp_per_day")
SPENT_WITHIN = 1e-3

PLACE = {
    "name": Field(Text, required=True, right="a short name"),
    "title": Field(Text, required=True, right="one line of text"),
    "interventions": Field(
        Annotated[list[Any], MinLen(1)], required=True,
        right="a list of interventions in which $officers or $million_gbp stands",
    ),
    "buys": Field(dict[str, Any], right="names, each with from, to and for"),
}  # fmt: skip
BUYS = {
    "from": Field(Number, required=True),
    "to": Field(Number, required=True),
    "for": Field(Annotated[float, Ge(0.001), Le(100_000)], "GBP million", required=True),
}


@dataclass(frozen=True)
class Draft:
    """A place as its file has it, before the budget is known.

    Attributes:
        trail: Where in the file it stands.
        right: Its keys that are right.
        buys: Numbers that its money buys.
        draws_on: ``officers`` if officers are all that it takes, else ``million_gbp``.
    """

    trail: Trail
    right: Mapping[str, Any]
    buys: Mapping[str, Strength]
    draws_on: str

    def place(
        self, source: Source, pool: Pool, officer_cost: float, values: Values
    ) -> Place | None:
        """The place; faults of its interventions, if it gets all, are noted in the source.

        Of money it gets as many officers as the model counts that it pays, more where some posts
        stand open; of a pool of officers it gets no more than there are.
        """
        listed = (*self.trail, "interventions")
        made = self._made(source, pool.million, officer_cost)
        if made is None:
            return None
        spent = _spent(made, values)
        if pool.of_officers:
            adds_up = 0.0 < spent <= (1.0 + SPENT_WITHIN) * pool.million
        else:
            if self._takes_officers and spent > 0.0 and not _equal(spent, pool.million):
                officer_cost *= spent / pool.million
                made = self._made(source, pool.million, officer_cost) or made
                spent = _spent(made, values)
            adds_up = _equal(spent, pool.million)
        if not adds_up:
            message = (
                f"{self.right['name']} is given £{pool.million:,.3g}m a year and the model would "
                f"count £{spent:,.3g}m as spent; let its interventions cost what it is given, if "
                "need be by a change of public_spending with add: $gbp_per_day"
            )
            source.fault(source.indices[listed], message)
            return None
        found = [
            {key: text.removeprefix(SIGN) for key, text in given.items()
             if isinstance(text, str) and text.startswith(SIGN)}
            for given in self.right["interventions"]
        ]  # fmt: skip
        return Place(
            self.right["name"], self.right["title"].strip(),
            tuple(zip(made, found, strict=True)), self.buys, officer_cost,
        )  # fmt: skip

    @property
    def _takes_officers(self) -> bool:
        used = holes(self.right["interventions"], (*self.trail, "interventions"))
        return OFFICERS in dict(used).values()

    def _made(
        self, source: Source, million: float, officer_cost: float
    ) -> list[Intervention] | None:
        """What so much money buys; None where an intervention has a fault."""
        filled = fill(self.right["interventions"], amounts(million, officer_cost, self.buys))
        entries = [
            read_entry(source, (*self.trail, "interventions", number), given, load_world())
            for number, given in enumerate(filled)
        ]
        made = [entry.made for entry in entries if entry.made]
        return made if len(made) == len(entries) else None


def read_draft(source: Source, trail: Trail, given: Any) -> Draft | None:
    """Read one place; faults are noted in the source."""
    if not isinstance(given, dict):
        message = f"a place is {show(given)}; it must be keys such as name, title, interventions"
        source.fault(source.indices[trail], message)
        return None
    right = check_fields(source, trail, given, PLACE, "a place")
    if "interventions" not in right or "name" not in right or "title" not in right:
        return None
    buys = {
        name: found
        for name, each in right.get("buys", {}).items()
        if (found := _strength(source, (*trail, "buys", name), each))
    }
    used = dict(holes(right["interventions"], (*trail, "interventions")))
    known = [*BUDGETS, *right.get("buys", {})]
    for where, name in used.items():
        if name not in known:
            source.fault(source.indices[where], f"unknown ${name}{instead(name, known)}")
    if set(used.values()) <= set(buys):
        message = "money changes nothing here; write $officers or $million_gbp where it goes"
        source.fault(source.indices[*trail, "interventions"], message)
    for name in buys:
        if name not in used.values():
            message = f"no intervention uses {name}; write ${name} where its value goes"
            source.fault(source.keys[*trail, "buys", name], message)
    draws_on = OFFICERS if OFFICERS in used.values() and not buys else MONEY
    return Draft(trail, right, buys, draws_on)


def _strength(source: Source, trail: Trail, given: Any) -> Strength | None:
    if not isinstance(given, dict):
        message = f"{trail[-1]} is {show(given)}; it must be {{from: 1.0, to: 1.5, for: 8}}"
        source.fault(source.indices[trail], message)
        return None
    before = len(source.faults)
    right = check_fields(source, trail, given, BUYS, str(trail[-1]))
    if len(source.faults) > before:
        return None
    whole = isinstance(given["from"], int) and isinstance(given["to"], int)
    return Strength(right["from"], right["to"], right["for"], whole)


def _equal(spent: float, million: float) -> bool:
    return abs(spent - million) <= SPENT_WITHIN * million


def _spent(interventions: list[Intervention], values: Values) -> float:
    """GBP million a year that interventions cost once they are in full force."""
    changes = [each for made in interventions for each in made.modifiers(values)]
    daily = sum(change.amount for change in changes
                if change.value == "public_spending" and change.how == "add")  # fmt: skip
    return daily * DAYS_PER_YEAR / 1e6
