"""The evidence drawer: source, grade, conflicts and fitted range of anything that is shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from functools import cache
from typing import Any

from experiments.comparison.paired_effects import definition_of, unit_of
from experiments.reporting.effect_statements import name_of
from experiments.reporting.input_meanings import attributes
from narrows.evidence_facts import facts_of, matching, named_value
from narrows.value_sources import NAMED
from narrows.view.chosen_sources import chosen
from narrows.view.lever_catalogue import GRADES, Lever, levers
from narrows.view.map_network import network
from runs.arrivals_accounting import PARTS
from runs.parameter_source import range_of
from scenarios.earlier_names import NOW
from scenarios.errors import InputError, instead
from scenarios.evidence import Entry, find
from scenarios.packaged_places import OUTCOMES
from sim.core.plausible_range import Basis, Chosen, PlausibleRange
from sim.interventions import KINDS
from sim.interventions.intervention import uncertainty_of
from sim.parameters import PARAMETERS

BEHIND = {
    "arrivals": ("P001", "context_check"), "averted": ("P001", "deterrence", "retry"),
    "delayed": ("P001", "travel_times", "retry"),
    "attempts": ("P001", "P125", "prevention", "retry"), "deaths": ("P437", "P173", "deaths"),
    "expected_deaths": ("P437", "P173", "deaths"), "incidents": ("P437", "P173", "deaths"),
    "deaths_per_1000_at_sea": ("P437", "P001", "deaths"),
    "deaths_per_1000_attempts": ("P437", "P125", "deaths"),
    "preventions": ("P125", "prevention"), "prevention_share": ("P419", "prevention"),
    "people_per_boat": ("P019", "boats_and_load"), "boats_arrived": ("P010", "boats_and_load"),
    "boats_seized": ("P289", "equipment_seizures"),
    "boats_seized_upstream": ("P297", "P289", "equipment_seizures"), "price": ("S030", "price"),
    "arrests": ("P459", "investigation"), "convictions": ("P464", "prosecution"),
    "public_cost": ("S083", "S085", "funding"),
}  # fmt: skip
"""Evidence beside which an outcome is to be read: the record of that very number, then tags."""
BASES = {
    Basis.EVIDENCE: "sourced", Basis.ANALOGY: "by analogy", Basis.JUDGEMENT: "by judgement",
}  # fmt: skip
"""How far a number of a measure is known, by what its plausible range rests on."""
CHOSEN = "your choice"
"""Grade of a number that whoever writes a scenario decides."""
MODELLED = "modelled"
"""Grade of an outcome: it is computed, and no source gives it."""
ASSUMED_LOCATION = "No figure stands behind it; it is the project's own general geography."


def about(kind: str, name: str) -> dict[str, Any]:
    """Where something that is shown comes from.

    Args:
        kind: ``parameter``, ``outcome``, ``hub``, ``corridor``, ``zone``, ``lever``, ``field`` (a
            number of a lever) or ``cost`` (of a lever).
        name: Its name, or a hub's, corridor's, zone's or lever's id; of a field, the lever's id and
            its own name with a colon between.

    Returns:
        ``title``, ``meaning``, ``value`` with its unit, ``grade``, ``fitted`` (what the fit left of
        a parameter: 5 %, median and 95 % of its members; None otherwise), ``note``, ``entries``
        (one dictionary an entry of evidence, by heading), and ``conflicts`` of all of them.

    Raises:
        InputError: If there is nothing of that kind and name.
    """
    if kind not in _READERS:
        raise InputError(f"nothing is known of a {kind!r}{instead(kind, _READERS)}")
    return {"kind": kind, "name": name, "note": "", "fitted": None, **_READERS[kind](name)}


def _parameter(name: str) -> dict[str, Any]:
    if name in NAMED:
        value = named_value(name) or {}
        parts = value["base"]
        worst = max((part["grade"] or "" for part in parts), key=GRADES.index, default="")
        return _content(name, value["meaning"], None, worst, matching(name)) | {"parts": parts}
    if name not in PARAMETERS:
        raise InputError(f"there is no parameter {name!r}{instead(name, PARAMETERS)}")
    kept = PARAMETERS[name]
    shown = f"{kept.default} {kept.unit}".strip()
    entries = matching(name) if kept.source else []
    return _content(name, kept.meaning, shown, kept.grade.value, entries) | {"fitted": fitted(name)}


def fitted(name: str) -> dict[str, float] | None:
    """What the fit left of a parameter; None where it was not fitted."""
    posterior = chosen().posterior
    found = range_of(posterior, name)
    return asdict(found) | {"members": posterior.members} if found and found.fitted else None


def _outcome(name: str) -> dict[str, Any]:
    name, known = NOW.get(name, name), (*OUTCOMES, *PARTS)
    if name not in known:
        raise InputError(f"there is no outcome {name!r}{instead(name, known)}")
    entries = _found(BEHIND.get(name, ()))
    meaning = f"{definition_of(name)} Given in {unit_of(name)}."
    note = "Computed by the model. Below: the evidence beside which it is to be read."
    return _content(name_of(name), meaning, None, MODELLED, entries) | {"note": note}


def _hub(name: str) -> dict[str, Any]:
    kept = _one("hub", name, network()["hubs"])
    entries = [entry for one in kept["sources"] for entry in find(one)]
    title = f"{kept['name']}, {kept['country']}"
    note = kept["note"] or ASSUMED_LOCATION
    return _content(title, kept["role"], None, "inferred", entries) | {"note": note}


def _corridor(name: str) -> dict[str, Any]:
    kept, hubs = _one("corridor", name, network()["corridors"]), network()["hubs"]
    entries = [entry for one in kept["sources"] for entry in find(one)]
    title = f"{hubs[kept['from']]['name']} to {hubs[kept['to']]['name']}"
    low, mode, high = kept["days"]
    value = f"{mode:g} days, from {low:g} to {high:g}"
    meaning = f"Days on the way, by {kept['mode']}."
    return _content(title, meaning, value, kept["grade"], entries) | {"note": kept["note"]}


def _zone(name: str) -> dict[str, Any]:
    kept = _one("zone", name, network()["zones"])
    value, meaning = f"{kept['sea_km']:g} km of sea", "Stretch of coast from which boats leave."
    return _content(kept["name"], meaning, value, "assumed", []) | {"note": kept["note"]}


def _lever(name: str) -> dict[str, Any]:
    kept = _of_levers(name)
    entries = _found(kept.sources)
    note = " ".join(part for part in (kept.note, kept.caution) if part)
    changes = [{"value": value, "grade": grade} for value, grade in kept.changes]
    content = _content(kept.title, kept.about, None, kept.grade, entries)
    return content | {"note": note, "changes": changes}


def _field(name: str) -> dict[str, Any]:
    key, _, field = name.rpartition(":")
    lever = _of_levers(key)
    number = next((each for each in lever.numbers if each.name == field), None)
    if number is None:
        names = [each.name for each in lever.numbers]
        raise InputError(f"{lever.title} has no {field!r}{instead(field, names)}")
    known = _uncertainty(lever.kind)[field]
    said = attributes(lever.kind).get(field, f"{field.replace('_', ' ').capitalize()}.")
    default, low, high = map(number.shown, (number.default, number.low, number.high))
    value = f"{default:g} {number.shown_unit} unless you set it; {low:g} to {high:g}"
    title = f"{lever.title}: {field.replace('_', ' ')}"
    if isinstance(known, PlausibleRange):
        note = (
            f"With 90 % probability between {number.shown(known.low):g} and "
            f"{number.shown(known.high):g} {number.shown_unit}; the range rests on "
            f"{known.basis}. {known.reason}"
        )
        entries, grade = _found(known.source.split()), BASES[known.basis]
    else:
        note = known.reason if known else ""
        entries, grade = _found((known.source.split() if known else ()) or lever.sources), CHOSEN
    return _content(title, said, value, grade, entries) | {"note": note}


@cache
def _uncertainty(kind: str) -> dict[str, PlausibleRange | Chosen | None]:
    """How far the numbers of a kind of measure are known; reading it takes long."""
    return uncertainty_of(KINDS[kind])


def known_as(kind: str, field: str) -> str:
    """How far a number of a kind of measure is known, in two words."""
    known = _uncertainty(kind)[field]
    return BASES[known.basis] if isinstance(known, PlausibleRange) else CHOSEN


def effect_known_as(lever: Lever) -> str:
    """How far the size of a measure's effect is known: as far as the least known of its numbers.

    Where all of them are decisions, what the model assumes of them counts.
    """
    known = {known_as(lever.kind, each.name) for each in lever.numbers}
    return next((basis for basis in reversed(BASES.values()) if basis in known), lever.grade)


def _cost(name: str) -> dict[str, Any]:
    lever, officer = _of_levers(name), PARAMETERS["officer_cost"]
    money = [each.name for each in lever.numbers if each.unit.startswith("GBP")]
    declared = _uncertainty(lever.kind)
    own = [source for each in money if (known := declared[each]) for source in known.source.split()]
    entries = _found([*(own if money else officer.source.split()), *lever.sources])
    meaning = "Public cost beyond the baseline, up to the last day looked at."
    if money:
        note = f"Money as it is set here ({', '.join(each.replace('_', ' ') for each in money)})."
        return _content(f"Cost of {lever.title}", meaning, None, CHOSEN, entries) | {"note": note}
    value = f"{officer.default:,} {officer.unit}"
    note = f"Each post costs that from the day on which it is filled. {officer.meaning}"
    content = _content(f"Cost of {lever.title}", meaning, value, officer.grade.value, entries)
    return content | {"note": note}


def _of_levers(name: str) -> Lever:
    if name not in levers():
        raise InputError(f"there is no lever {name!r}{instead(name, levers())}")
    return levers()[name]


def _found(words: Iterable[str]) -> list[Entry]:
    """Entries that ids and tags find, each once, in their order."""
    return list({entry.id: entry for word in words for entry in find(word)}.values())


def _one(kind: str, name: str, kept: list[dict[str, Any]]) -> dict[str, Any]:
    for each in kept:
        if each["id"] == name:
            return each
    raise InputError(f"there is no {kind} {name!r}{instead(name, [each['id'] for each in kept])}")


def _content(
    title: str, meaning: str, value: str | None, grade: str, entries: list[Entry]
) -> dict[str, Any]:
    facts = [{name: said for name, said in facts_of(entry).items() if said} for entry in entries]
    conflicts = [f"{one['id']}: {one['conflicts']}" for one in facts if "conflicts" in one]
    return {
        "title": title, "meaning": meaning, "value": value, "grade": grade, "entries": facts,
        "conflicts": conflicts,
    }  # fmt: skip


_READERS = {
    "parameter": _parameter, "outcome": _outcome, "hub": _hub, "corridor": _corridor,
    "zone": _zone, "lever": _lever, "field": _field, "cost": _cost,
}  # fmt: skip
