"""One function for each kind of intervention, made from the kinds that the model declares."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import date, datetime
from inspect import Parameter, Signature
from textwrap import dedent, fill
from typing import Any, get_type_hints

import numpy as np

from narrows.api.plain_source import PlainSource
from scenarios.errors import InputError
from scenarios.intervention_entries import read_entry
from scenarios.world_tables import load_world
from sim.interventions import KINDS, Intervention
from sim.interventions.intervention import fields_of

DATES = ("start", "end")
ABOUT_DATES = (
    "start: Day on which it is announced and begins to take hold: a date, or text such as "
    '``"2025-01-01"``.',
    "end: First day on which it is no longer in force; never, if absent.",
)
WIDTH = 92


def function_name(kind: str) -> str:
    """Name of the function that makes an intervention of a kind."""
    return kind.replace("-", "_")


def _function(kind: str, of: type[Intervention]) -> Callable[..., Intervention]:
    declared = fields_of(of)
    named = [name for name, (_, required) in declared.items() if required and name not in DATES]

    def make(*values: Any, **terms: Any) -> Intervention:
        if len(values) > len(named):
            raise InputError(
                f"{kind} takes {len(named)} values without a name, {' and '.join(named)}; "
                "name the others"
            )
        for name, value in zip(named, values, strict=False):
            if name in terms:
                raise InputError(f"{name} is given twice; give it once")
            terms[name] = value
        given = {name: _plain(value) for name, value in terms.items() if value is not None}
        source = PlainSource(kind)
        entry = read_entry(source, (kind,), {"kind": kind, **given}, load_world())
        source.raise_message()
        if entry.made is None:
            raise InputError(f"{kind} cannot be made of {given}")
        return entry.made

    make.__name__ = make.__qualname__ = function_name(kind)
    make.__doc__ = _docstring(of)
    make.__signature__ = _signature(of, named)  # type: ignore[attr-defined]
    return make


def _plain(value: Any) -> Any:
    """A value as a scenario file would hold it: numpy's numbers and times as Python's."""
    if isinstance(value, np.generic):
        value = value.item()
    return value.date() if isinstance(value, datetime) else value


def _signature(of: type[Intervention], named: list[str]) -> Signature:
    """Required values by place or name, all others by name."""
    hints = get_type_hints(of)
    defaults = {name: entry.default for name, entry in of.__dataclass_fields__.items()}
    parameters = [
        Parameter(name, Parameter.POSITIONAL_OR_KEYWORD, annotation=hints[name]) for name in named
    ]
    parameters.append(Parameter("start", Parameter.KEYWORD_ONLY, annotation=date | str))
    parameters += [
        Parameter(name, Parameter.KEYWORD_ONLY, default=defaults[name], annotation=hints[name])
        for name in fields_of(of)
        if name not in named and name not in DATES
    ]
    end = Parameter("end", Parameter.KEYWORD_ONLY, default=None, annotation=date | str | None)
    return Signature([*parameters, end], return_annotation=Intervention)


def _docstring(of: type[Intervention]) -> str:
    """What the kind's class says of itself, with the units of its fields."""
    text, _, fields = (inspect.getdoc(of) or "").partition("Attributes:\n")
    units = {name: unit for name, (unit, _) in fields_of(of).items()}
    entries: list[str] = []
    for line in dedent(fields).splitlines():
        if line.startswith(" ") and entries:
            entries[-1] += f" {line.strip()}"
        elif line:
            entries.append(line)
    for index, entry in enumerate(entries):
        unit = units.get(entry.partition(":")[0], "")
        if unit and unit not in entry.partition(":")[2]:
            entries[index] = f"{entry} Unit: {unit}."
    arguments = "\n".join(
        fill(entry, WIDTH, initial_indent=" " * 4, subsequent_indent=" " * 8)
        for entry in [*entries, *ABOUT_DATES]
    )
    return (
        f"{text.rstrip()}\n\nArgs:\n{arguments}\n\nReturns:\n"
        "    An intervention, for :meth:`narrows.Scenario.with_`.\n\nRaises:\n"
        "    InputError: If a value is missing, misspelt or out of bounds, or names what the\n"
        "        model does not know.\n"
    )


globals().update({function_name(kind): _function(kind, of) for kind, of in KINDS.items()})
__all__ = [function_name(kind) for kind in KINDS]
