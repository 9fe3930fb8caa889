"""Show what there is: scenarios, interventions, outcomes, parameters, and names to use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any

from rich.markup import escape

from narrows.cli.actions import inputs
from narrows.cli.actions.terminal_tables import show, table
from narrows.cli.command_line import CommandLine
from narrows.cli.console import output, print_json
from narrows.name_lists import NAMES, Rows
from narrows.plausible_ranges import declared_range, parameter_range
from runs.number_format import rounded
from runs.parameter_source import DECLARED_OPTION, MAKES_ONE, named, parameter_source, range_of
from scenarios.errors import instead
from scenarios.loader import load_scenario, scenario_names
from scenarios.packaged_places import OUTCOMES
from sim.interventions import KINDS
from sim.interventions.intervention import Intervention, fields_of, uncertainty_of
from sim.interventions.staffing import ANNOUNCED, STAGES, Officer
from sim.parameters import PARAMETERS

HIDDEN = {"values": ("entities",), "parameters": ("plausible_range",)}
"""Columns that programs alone are given, since others show the same."""
ALL_NAMES = "names"
"""What asks for all lists of names at once."""


def show_catalogue(line: CommandLine, what: str | None, as_json: bool) -> None:
    """Print one part of the catalogue, or all of it.

    Raises:
        InputError: If there is no such part.
    """
    wanted = {None: list(PARTS), ALL_NAMES: list(NAMES)}.get(what, [what or ""])
    if not PARTS.keys() >= set(wanted):
        known = [*PARTS, ALL_NAMES]
        raise line.at_argument(0, f"there is no list of {what!r}{instead(what or '', known)}")
    parts = {name: PARTS[name]() for name in wanted}
    if as_json:
        print_json(parts)
        return
    console = output()
    for name, rows in parts.items():
        columns = [column for column in rows[0] if column not in HIDDEN.get(name, ())]
        made = table(name.capitalize(), *(column.replace("_", " ") for column in columns))
        for row in rows:
            made.add_row(*(escape(_text(row[column])) for column in columns))
        show(made)
        console.print()
        if name in NOTES:
            console.print(f"{NOTES[name]()}\n")


def _scenarios() -> Rows:
    loaded = [load_scenario(name) for name in scenario_names()]
    return [
        {
            "name": scenario.name,
            "title": scenario.title,
            "start": scenario.start.isoformat(),
            "days": scenario.days,
            "interventions": len(scenario.interventions),
            "description": " ".join(scenario.description.split()),
        }
        for scenario in loaded
    ]


def _interventions() -> Rows:
    return [
        {
            "kind": name,
            "fields": _fields(kind),
            "grade": kind.grade.value,
            "source": kind.source,
            "caution": kind.caution,
            "about": _first_line(kind),
        }
        for name, kind in KINDS.items()
    ]


def _fields(kind: type[Intervention]) -> list[dict[str, Any]]:
    defaults = {entry.name: entry.default for entry in fields(kind)}
    uncertain = uncertainty_of(kind)
    return [
        {
            "name": name,
            "unit": unit,
            "required": required,
            "default": None if required else defaults[name],
            "plausible_range": declared_range(uncertain[name]),
        }
        for name, (unit, required) in fields_of(kind).items()
    ]


def _outcomes() -> Rows:
    return [
        {
            "name": outcome.name,
            "unit": outcome.unit,
            "counts": outcome.counts,
            "definition": outcome.definition,
        }
        for outcome in OUTCOMES.values()
    ]


def _parameters() -> Rows:
    posterior = inputs.fitted_if_any()
    return [
        {
            "name": parameter.name,
            "default": parameter.default,
            "fitted": _fitted(parameter.name),
            "unit": parameter.unit,
            "bounds": list(parameter.choices or parameter.bounds),
            "plausible_range": parameter_range(parameter, posterior),
            "grade": parameter.grade.value,
            "source": parameter.source,
            "meaning": parameter.meaning,
        }
        for parameter in PARAMETERS.values()
    ]


def _fitted(parameter: str) -> list[float]:
    """Ends of the 90 % interval of draws; one value if it was set for the fit, or none."""
    found = range_of(inputs.fitted_if_any(), parameter)
    return sorted({rounded(found.low), rounded(found.high)}) if found else []


PARTS: dict[str, Callable[[], Rows]] = {
    "scenarios": _scenarios,
    "interventions": _interventions,
    "outcomes": _outcomes,
    "parameters": _parameters,
    **NAMES,
}


def _when_officers_come() -> str:
    """How long each kind of officer takes, by the declared defaults."""
    said = []
    for officer in Officer:
        stages = [f"{officer}_{stage}" for stage in STAGES[:2]]
        names = ["announcement_time", *stages] if officer in ANNOUNCED else stages
        times = [float(PARAMETERS[name].default) for name in names]
        added = " + ".join(f"{time:g}" for time in times)
        said.append(f"{' + '.join(names)} ({added} = {sum(times):g} days)")
    return (
        "start is the day of the announcement. Officers who are recruited come to work bit by bit, "
        f"all of them after {', '.join(said[:-1])} or {said[-1]}; some leave, and their posts are "
        "filled again in the same way."
    )


def _what_is_fitted() -> str:
    posterior = inputs.fitted_if_any()
    if posterior is None:
        return f"fitted: empty, for there is no posterior that can be used; {MAKES_ONE}."
    return (
        f"fitted: the 90 % interval of the {named(parameter_source(posterior))}, "
        "of which each replicate runs a draw; one number if it was set for the fit. It takes the "
        f"place of the default unless a scenario states a value or {DECLARED_OPTION} is given."
    )


NOTES: dict[str, Callable[[], str]] = {
    "interventions": _when_officers_come,
    "parameters": _what_is_fitted,
    "values": lambda: "base: of a parameter its default; see narrows list parameters for fitted.",
}
"""What must be known to read a list."""


def _text(value: Any) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "\n".join(_field_text(field) for field in value)
    if isinstance(value, dict):
        return _by_entity(value)
    if value == []:
        return ""
    if isinstance(value, list):
        joint = " to " if isinstance(value[0], int | float) else ", "
        return joint.join(_text(each) for each in value)
    return f"{value:,g}" if isinstance(value, float) else str(value)


def _by_entity(numbers: dict[str, float]) -> str:
    """Numbers by entity; one number where all are the same."""
    if len(set(numbers.values())) == 1:
        return f"{_text(next(iter(numbers.values())))} each"
    return "\n".join(f"{entity} {_text(number)}" for entity, number in numbers.items())


def _field_text(field: dict[str, Any]) -> str:
    unit = f" ({field['unit']})" if field["unit"] else ""
    if field["required"]:
        return f"{field['name']}{unit}, required"
    default = "" if field["default"] is None else f" = {field['default']}"
    return f"{field['name']}{default}{unit}"


def _first_line(kind: type[Intervention]) -> str:
    return (kind.__doc__ or "").strip().splitlines()[0]
