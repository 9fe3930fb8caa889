"""Named values that are no parameters: what they mean, and what their numbers rest on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from scenarios.csv_tables import rows
from scenarios.evidence import Entry, find
from scenarios.packaged_data import DATA
from sim.parameters import Grade

EVIDENCE_ID = re.compile(r"\b[SPE]\d{3}\b")


@dataclass(frozen=True)
class NamedValue:
    """A named value that is no parameter.

    Attributes:
        unit: Its unit.
        meaning: What it is, in a sentence.
        by: What it has a number for each of; empty if it stands for the whole world.
        table: Carried table with the numbers, if one holds them.
        key: Column of that table with the entity's name.
    """

    unit: str
    meaning: str
    by: str = ""
    table: str = ""
    key: str = ""


NAMED: dict[str, NamedValue] = {
    "officers": NamedValue(
        "officers", "Officers of a unit at work.", "units", "units.csv", "unit"
    ),
    "unshared": NamedValue(
        "share", "Share of a unit's leads that do not reach investigators.", "units", "units.csv",
        "unit",
    ),
    "targeting": NamedValue("ratio", "Factor on what a unit's officers find by looking.", "units"),
    "investigators": NamedValue(
        "investigators", "Investigators of an agency, on boats and on other cases.", "agencies",
        "agencies.csv", "agency",
    ),
    "entry_factor": NamedValue("ratio", "Factor on how many people enter on a side.", "sides"),
    "corridor_open": NamedValue(
        "share", "How far a corridor is open to people and boats; at 0 it is closed.", "corridors"
    ),
    "hub_detection": NamedValue("ratio", "Factor on looking for people who leave a hub.", "hubs"),
    "hub_interception": NamedValue(
        "ratio", "Chances of being stopped that a person seen on leaving a hub has, for one.",
        "hubs",
    ),
    "store_reach": NamedValue("ratio", "Factor on looking for stores at a hub.", "hubs"),
    "zone_reach": NamedValue(
        "share", "Share of launches that a departure zone would have if none were patrolled.",
        "zones", "zones.csv", "zone",
    ),
    "method_reach": NamedValue(
        "share", "Share of launches that a method would have if none were patrolled.", "methods",
        "methods.csv", "method",
    ),
    "method_exposure": NamedValue(
        "ratio", "How much a launch by a method is exposed to patrols, beside one from the beach.",
        "methods", "methods.csv", "method",
    ),
    "supplier_share": NamedValue(
        "share", "Share of the weekly supply of boats, or of engines, that a supplier has.",
        "suppliers", "suppliers.csv", "supplier",
    ),
    "public_spending": NamedValue("GBP/day", "What interventions spend."),
    "officers_recruiting": NamedValue(
        "officers", "Posts that interventions pay for and that are not filled yet."
    ),
    "officers_training": NamedValue("officers", "Officers hired by interventions, in training."),
}  # fmt: skip
"""Named values by entity, then those that stand for the whole world and are no parameters."""


def behind(name: str) -> dict[str, tuple[Grade, str]]:
    """Grade and note of a value's number for each entity, where a carried table has them."""
    value = NAMED[name]
    if not value.table:
        return {}
    found = {}
    for row in rows(DATA / value.table):
        note = row.text("note")
        graded = "grade" in row.columns
        grade = Grade(row.text("grade") if graded else note.partition(":")[0])
        found[row.text(value.key)] = (grade, note if graded else note.partition(":")[2].strip())
    return found


def entries_behind(name: str) -> list[Entry]:
    """Evidence that the notes of a value's table name."""
    notes = " ".join(note for _, note in behind(name).values())
    found = {entry.id: entry for named in EVIDENCE_ID.findall(notes) for entry in find(named)}
    return list(found.values())
