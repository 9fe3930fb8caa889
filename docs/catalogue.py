"""Tables of the reference, made from the code's own declarations whenever the site is built.

``{catalogue} commands`` in a page stands for all commands with their options; the other lists
are ``effect-sizes``, ``interventions``, ``outcomes``, ``parameter-ranges``, ``parameters`` and
``scenarios``. So these pages cannot fall
behind the code.
"""

from __future__ import annotations

import csv
import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pandas as pd
import typer
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

import narrows
from narrows.cli.help_text import usage
from narrows.cli.main import app
from sim.core.plausible_range import Chosen, PlausibleRange
from sim.interventions import KINDS
from sim.interventions.intervention import Intervention, fields_of, uncertainty_of
from sim.parameters import PARAMETERS

DEFAULTS_BEFORE = Path(__file__).parent / "decisions" / "0023-effect-sizes.tsv"
"""Defaults of every field before it was set to the record's centre."""
RANGE_HEADS = ("5 to 95 %", "scale", "basis", "evidence", "reason")


class Catalogue(SphinxDirective):
    """One list of the reference as Markdown, read in the place of the directive."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the list's headings and tables."""
        text = "\n".join(LISTS[self.arguments[0]]())
        return self.parse_text_to_nodes(text, allow_section_headings=True)


def _commands() -> Iterator[str]:
    for name, command in _every(typer.main.get_command(app)):
        arguments = [each for each in command.params if each.param_type_name == "argument"]
        options = [each for each in command.params if each.param_type_name == "option"]
        shown = [each for each in options if not each.hidden]
        typed = " ".join(["narrows", name, *map(usage, arguments)])
        yield f"## `{typed}`\n\n{_as_code(inspect.cleandoc(command.help or ''))}\n"
        if shown:
            yield from _table(("option", "what it does", "default"), map(_option, shown))


def _every(group: Any, above: str = "") -> Iterator[tuple[str, Any]]:
    """All commands of a group by what is typed, each group before its own."""
    for name, command in group.commands.items():
        typed = f"{above}{name}"
        yield typed, command
        if hasattr(command, "commands"):
            yield from _every(command, f"{typed} ")


def _option(option: Any) -> tuple[str, str, str]:
    names = " / ".join(f"`{each}`" for each in (*option.opts, *option.secondary_opts))
    value = "" if option.is_flag else f" {option.metavar or option.type.name.upper()}"
    shown = option.show_default
    default = shown if isinstance(shown, str) else option.default
    known = not option.required and (isinstance(shown, str) or default is not None)
    if option.is_flag and not option.secondary_opts:
        known = False
    required = "required" if option.required else ""
    return f"{names}{value}", _as_code(option.help or ""), _value(default) if known else required


def _as_code(text: str) -> str:
    """Help with its options and its example marked as code."""
    about, _, example = text.partition("Example: ")
    about = re.sub(r"(?<![\w`-])--[a-z][a-z-]*", r"`\g<0>`", about)
    return f"{about}\n```text\n{' '.join(example.split())}\n```" if example else about


def _interventions() -> Iterator[str]:
    for name, kind in KINDS.items():
        about = (inspect.getdoc(kind) or "").partition("\n\nAttributes:")[0]
        yield f"## {kind.title} (`{name}`)\n\n{about}\n"
        aims = (f"`{each.outcome}` {_moved(each.direction)}" for each in kind.claims)
        yield f"- Stated aims: {', '.join(aims) or 'none'}."
        yield f"- Effect size: {kind.grade.value}. Evidence: {kind.source or 'none'}."
        if kind.caution:
            yield f"- Caution: {kind.caution}"
        yield ""
        yield from _table(("key", "unit", "default"), _keys(kind))


def _moved(direction: int) -> str:
    return "rises" if direction > 0 else "falls"


def _keys(kind: type[Intervention]) -> Iterator[tuple[str, str, str]]:
    defaults = {each.name: each.default for each in fields(kind)}
    for name, (unit, required) in fields_of(kind).items():
        default = "required" if required else _value(defaults[name])
        yield f"`{name}`", unit or ("date" if name in ("start", "end") else "name"), default


def _effect_sizes() -> Iterator[str]:
    with DEFAULTS_BEFORE.open(encoding="utf-8", newline="") as file:
        before = {
            (row["kind"], row["field"]): row["before"]
            for row in csv.DictReader(file, delimiter="\t")
        }
    for name, kind in KINDS.items():
        yield f"## {kind.title} (`{name}`)\n"
        declared, uncertain = fields_of(kind), uncertainty_of(kind)
        defaults = {each.name: each.default for each in fields(kind)}
        rows = [
            (
                f"`{field}`",
                unit,
                before.get((name, field), "not there"),
                "required" if required else _value(defaults[field]),
                *_range_cells(uncertain[field]),
            )
            for field, (unit, required) in declared.items()
        ]
        yield from _table(("field", "unit", "before", "centre", *RANGE_HEADS), rows)


def _parameter_ranges() -> Iterator[str]:
    rows = [
        (f"`{name}`", each.unit, _value(each.default), *_range_cells(each.plausible))
        for name, each in PARAMETERS.items()
        if each.plausible is not None
    ]
    yield from _table(("parameter", "unit", "default", *RANGE_HEADS), rows)


def _range_cells(declared: PlausibleRange | Chosen | None) -> tuple[str, ...]:
    """Range, scale, basis, evidence and reason; what is chosen has neither range nor scale."""
    if isinstance(declared, PlausibleRange):
        span = f"{_value(declared.low)} to {_value(declared.high)}"
        return (span, declared.scale.value, declared.basis.value, declared.source, declared.reason)
    if isinstance(declared, Chosen):
        return ("chosen", "", "decision", declared.source, declared.reason)
    return ("", "", "", "", "")


def _outcomes() -> Iterator[str]:
    rows = _records(narrows.outcomes())
    yield from _table(
        ("outcome", "unit", "counts", "definition"),
        ((f"`{a}`", unit, counts, text) for a, unit, counts, text in rows),
    )


def _parameters() -> Iterator[str]:
    rows = _records(narrows.parameters())
    yield from _table(
        ("parameter", "default", "unit", "allowed", "grade", "source", "meaning"),
        (
            (f"`{name}`", _value(default), unit, _allowed(name), grade, source, meaning)
            for name, default, unit, grade, source, meaning in rows
        ),
    )


def _allowed(name: str) -> str:
    declared = PARAMETERS[name]
    if declared.choices:
        return ", ".join(declared.choices)
    low, high = declared.bounds
    return f"{_value(low)} to {_value(high)}"


def _scenarios() -> Iterator[str]:
    rows = _records(narrows.scenarios())
    yield from _table(
        ("scenario", "title", "first day", "days", "interventions"),
        (
            (f"`{name}`", title, f"{start:%Y-%m-%d}", days, number)
            for name, title, start, days, number in rows
        ),
    )


def _records(table: pd.DataFrame) -> Iterator[Any]:
    return table.itertuples(index=False, name=None)


def _table(heads: Iterable[str], rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    heads = list(heads)
    yield f"| {' | '.join(heads)} |"
    yield f"| {' | '.join('---' for _ in heads)} |"
    for row in rows:
        yield f"| {' | '.join(_cell(each) for each in row)} |"
    yield ""


def _cell(value: Any) -> str:
    return " ".join(str(value).split()).replace("|", "\\|")


def _value(value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:,.10g}"
    return f"{value:,}" if isinstance(value, int) else str(value)


LISTS: dict[str, Callable[[], Iterator[str]]] = {
    "commands": _commands,
    "effect-sizes": _effect_sizes,
    "interventions": _interventions,
    "outcomes": _outcomes,
    "parameter-ranges": _parameter_ranges,
    "parameters": _parameters,
    "scenarios": _scenarios,
}


def setup(sphinx: Sphinx) -> dict[str, bool]:
    """Make the directive known to Sphinx."""
    sphinx.add_directive("catalogue", Catalogue)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
