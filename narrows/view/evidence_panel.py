"""The evidence drawer: source, grade, conflicts and fitted range of anything that is shown."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from experiments.comparison.paired_effects import definition_of, unit_of
from experiments.reporting.effect_statements import name_of
from narrows.evidence_facts import facts_of, matching, named_value
from narrows.value_sources import NAMED
from narrows.view.chosen_sources import chosen
from narrows.view.lever_catalogue import GRADES, levers
from narrows.view.map_network import network
from runs.arrivals_accounting import PARTS
from runs.parameter_source import range_of
from scenarios.earlier_names import NOW
from scenarios.errors import InputError, instead
from scenarios.evidence import Entry, find
from scenarios.packaged_places import OUTCOMES
from sim.parameters import PARAMETERS

BEHIND = {
    "arrivals": ("context_check",), "averted": ("deterrence", "retry"),
    "delayed": ("travel_times", "retry"), "attempts": ("prevention", "retry"),
    "deaths": ("deaths",), "expected_deaths": ("deaths",), "incidents": ("deaths",),
    "deaths_per_1000_at_sea": ("deaths",), "deaths_per_1000_attempts": ("deaths",),
    "preventions": ("prevention",), "prevention_share": ("prevention",),
    "people_per_boat": ("boats_and_load",), "boats_arrived": ("boats_and_load",),
    "boats_seized": ("equipment_seizures",), "boats_seized_upstream": ("equipment_seizures",),
    "price": ("price",), "arrests": ("investigation",), "convictions": ("prosecution",),
    "public_cost": ("funding",),
}  # fmt: skip
"""Tags of the evidence beside which an outcome is to be read."""
MODELLED = "modelled"
"""Grade of an outcome: it is computed, and no source gives it."""
ASSUMED_LOCATION = "No figure stands behind it; it is the project's own general geography."


def about(kind: str, name: str) -> dict[str, Any]:
    """Where something that is shown comes from.

    Args:
        kind: ``parameter``, ``outcome``, ``hub``, ``corridor``, ``zone`` or ``lever``.
        name: Its name, or a hub's, corridor's, zone's or lever's id.

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
    entries = [entry for tag in BEHIND.get(name, ()) for entry in find(tag)]
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
    if name not in levers():
        raise InputError(f"there is no lever {name!r}{instead(name, levers())}")
    kept = levers()[name]
    entries = [entry for source in kept.sources for entry in find(source)]
    note = " ".join(part for part in (kept.note, kept.caution) if part)
    changes = [{"value": value, "grade": grade} for value, grade in kept.changes]
    content = _content(kept.title, kept.about, None, kept.grade, entries)
    return content | {"note": note, "changes": changes}


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
    "zone": _zone, "lever": _lever,
}  # fmt: skip
