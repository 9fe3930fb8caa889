"""Facts about evidence, as plain values."""

from __future__ import annotations

from typing import Any

from narrows.name_lists import NAMES
from narrows.value_sources import NAMED, behind, entries_behind
from scenarios.evidence import Entry, find, load_documents
from sim.interventions import KINDS
from sim.parameters import PARAMETERS

UNCHANGED = "Only interventions change it."


def matching(text: str) -> list[Entry]:
    """Entries behind a parameter or an intervention, else those that the text itself finds."""
    if text in PARAMETERS:
        sources = PARAMETERS[text].source
    elif text in KINDS:
        sources = KINDS[text].source
    else:
        return find(text) or (entries_behind(text) if text in NAMED else [])
    found = {entry.id: entry for name in sources.split() for entry in find(name)}
    return list(found.values()) or find(text)


def named_value(name: str) -> dict[str, Any] | None:
    """A value by entity, or of the whole world, that is no parameter: what it is and rests on."""
    if name not in NAMED:
        return None
    [row] = [row for row in NAMES["values"]() if row["name"] == name]
    grades = behind(name)
    parts = row.pop("base") if row.pop("entities") else {"": row["base"]}
    row["base"] = [
        {"entity": entity, "base": number, "grade": grade, "note": note}
        for entity, number in parts.items()
        for grade, note in [grades.get(entity, (None, UNCHANGED))]
    ]
    return row


def facts_of(entry: Entry) -> dict[str, str]:
    """What an entry says and how it is treated, by heading; empty where it says nothing."""
    documents = load_documents()
    written = [f"{name}: {documents[name].description}" for name in entry.document]
    later = "after the data cut-off: for scenarios alone, not for calibration"
    return {
        "id": " ".join([entry.id, *entry.covers]),
        "what": entry.what,
        "value": _value(entry),
        "date": entry.date,
        "place": entry.place or "",
        "document": "\n".join(written) or (entry.source or ""),
        "conflicts": entry.conflicts or "",
        "treatment": entry.treatment or "",
        "used by": ", ".join(entry.used_by),
        "not used": entry.reason or "",
        "note": later if entry.scenario_only else "",
    }


def _value(entry: Entry) -> str:
    unit = f" {entry.unit}" if entry.unit else ""
    kept: Any = entry.value
    if isinstance(kept, dict):
        return "\n".join(f"{name}: {_parts(part)}{unit}" for name, part in kept.items())
    value = "" if kept is None else f"{kept:,}{unit}"
    if entry.low is None and entry.high is None:
        return value
    if entry.low is None:
        ends = f"at most {entry.high:,}{unit}"
    elif entry.high is None:
        ends = f"at least {entry.low:,}{unit}"
    else:
        ends = f"{entry.low:,} to {entry.high:,}{unit}"
    return f"{value} ({ends})" if value and not ends.endswith(f"t {value}") else ends


def _parts(part: Any) -> str:
    if not isinstance(part, dict):
        return f"{part:,}"
    return ", ".join(f"{name} {value:,}" for name, value in part.items())
