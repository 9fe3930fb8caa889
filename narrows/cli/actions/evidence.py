"""Show the evidence behind a number, a tag or words."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from rich.markup import escape

from narrows.cli.actions import inputs
from narrows.cli.actions.terminal_tables import show, table
from narrows.cli.command_line import CommandLine
from narrows.cli.console import output, print_json
from narrows.evidence_facts import UNCHANGED, facts_of, matching, named_value
from narrows.value_sources import NAMED
from runs.number_format import rounded
from runs.parameter_source import range_of, range_text
from scenarios.evidence import TAGS, Entry, load_evidence
from sim.interventions import KINDS
from sim.parameters import PARAMETERS, nearest


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


def _print_value(value: dict[str, Any]) -> None:
    console = output()
    kept = ", by ".join(part for part in (value["unit"], value["by"]) if part)
    console.print(f"[bold]{value['name']}[/bold] ({escape(kept)}): {escape(value['meaning'])}")
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
        f" Fitted: {range_text(found)} in the 90 % interval of the draws that runs use, "
        f"with median {rounded(found.median):,g}."
    )


def _print_tags(entries: list[Entry]) -> None:
    used: Counter[str] = Counter()
    for entry in entries:
        used.update(entry.used_by)
    title = f"Evidence: {len(entries)} entries by tag; narrows evidence TAG shows them"
    made = table(title, "Tag", "Entries")
    for tag in sorted(TAGS):
        made.add_row(tag, str(used[tag]))
    show(made)
