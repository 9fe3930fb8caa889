"""Show the evidence behind a number, a tag or words."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from rich.markup import escape

from app.actions import inputs
from app.actions.names import NAMES
from app.actions.tables import show, table
from app.actions.values import NAMED, behind, entries_behind
from app.command_line import CommandLine
from app.console import output, print_json
from experiments.basis import range_of, range_text
from experiments.numbers import rounded
from scenarios.evidence import TAGS, Entry, find, load_documents, load_evidence
from sim.interventions import KINDS
from sim.parameters import PARAMETERS, nearest

UNCHANGED = "Only interventions change it."


def show_evidence(line: CommandLine, text: str, as_json: bool) -> None:
    """Print the entries that a text points to; without text, the tags to ask for.

    Raises:
        InputError: If nothing matches.
    """
    entries = matching(text) if text else list(load_evidence().values())
    value = named_value(text)
    if not entries and value is None:
        raise line.at_argument(0, f"no evidence for {text!r}{_instead(text)}")
    if as_json:
        written = [json.loads(entry.model_dump_json()) for entry in entries]
        print_json(written if value is None else {"value": value, "entries": written})
    elif text:
        if value is not None:
            _print_value(value)
        _print_entries(text, entries)
    else:
        _print_tags(entries)


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


def _print_value(value: dict[str, Any]) -> None:
    console = output()
    held = ", by ".join(part for part in (value["unit"], value["by"]) if part)
    console.print(f"[bold]{value['name']}[/bold] ({escape(held)}): {escape(value['meaning'])}")
    if all(part["note"] == UNCHANGED for part in value["base"]):
        console.print(f"It is {value['base'][0]['base']:g} at first. {UNCHANGED}\n")
        return
    made = table("Before any intervention", value["by"].capitalize(), "Base", "Grade", "Note")
    made.columns[1].justify, made.columns[1].no_wrap = "right", True
    for part in value["base"]:
        cells = (part["entity"], f"{part['base']:,g}", part["grade"] or "", part["note"])
        made.add_row(*(escape(cell) for cell in cells))
    console.print()
    show(made)
    console.print()


def _instead(text: str) -> str:
    if text in PARAMETERS:
        return f"; it is {PARAMETERS[text].grade.value}: {PARAMETERS[text].meaning}{_fitted(text)}"
    close = nearest(text, [*PARAMETERS, *NAMED, *KINDS, *sorted(TAGS)])
    return close or "; narrows evidence shows the tags to ask for"


def _print_entries(text: str, entries: list[Entry]) -> None:
    console = output()
    if parameter := PARAMETERS.get(text):
        console.print(
            f"[bold]{text}[/bold] is {parameter.default} {escape(parameter.unit)}, "
            f"{parameter.grade.value}. {escape(parameter.meaning)}{_fitted(text)}\n"
        )
    for entry in entries:
        made = table("", "", "")
        made.show_header = False
        for name, value in facts_of(entry).items():
            if value:
                made.add_row(f"[bold]{name}[/bold]", escape(value))
        show(made)


def _fitted(parameter: str) -> str:
    found = range_of(inputs.fitted_if_any(), parameter)
    if found is None:
        return ""
    if not found.fitted:
        return f" For the fit it was set to {range_text(found)}, and runs use that."
    return (
        f" Fitted: {range_text(found)} in the middle nine tenths of the members that runs use, "
        f"with median {rounded(found.median):,g}."
    )


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
    held: Any = entry.value
    if isinstance(held, dict):
        return "\n".join(f"{name}: {_parts(part)}{unit}" for name, part in held.items())
    value = "" if held is None else f"{held:,}{unit}"
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


def _print_tags(entries: list[Entry]) -> None:
    used: Counter[str] = Counter()
    for entry in entries:
        used.update(entry.used_by)
    title = f"Evidence: {len(entries)} entries by tag; narrows evidence TAG shows them"
    made = table(title, "Tag", "Entries")
    for tag in sorted(TAGS):
        made.add_row(tag, str(used[tag]))
    show(made)
