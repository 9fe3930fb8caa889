"""Scenarios of a study: the library's by name, or differences in which levers stand as $name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

from annotated_types import MinLen

from experiments.study.levers import Lever, Value
from scenarios.declared_fields import Field, check_fields, show
from scenarios.errors import InputError, instead
from scenarios.intervention_entries import read_entry
from scenarios.loader import load_scenario
from scenarios.scenario_file import read_parameters
from scenarios.world_tables import load_world
from scenarios.yaml_reader import Source, Trail
from sim.scenario import Scenario

Text = Annotated[str, MinLen(1)]
SIGN = "$"

TEMPLATE = {
    "name": Field(Text, required=True),
    "title": Field(Text, right="one line of text"),
    "description": Field(Text, right="text"),
    "extends": Field(Text, right="a scenario's name"),
    "parameters": Field(dict[str, Any], right="parameters with their values"),
    "interventions": Field(
        list[Any], right="a list of interventions, each of which begins with - kind:"
    ),
}
"""Keys of a scenario that a study writes out itself."""


@dataclass(frozen=True)
class Template:
    """One scenario of a study, before its levers have values.

    Attributes:
        name: Short name.
        base: What it extends.
        title, description: Its own, or those of the base.
        trail: Its place in the file.
        given: Its own parameters and interventions, with ``$name`` where a lever's value goes.
    """

    name: str
    base: Scenario
    title: str
    description: str
    trail: Trail = ()
    given: Mapping[str, Any] | None = None

    def levers(self) -> dict[Trail, str]:
        """Where its levers' values go, and which."""
        return dict(holes(self.given or {}, self.trail))

    def scenario(
        self, source: Source, levers: Mapping[str, Lever], point: Mapping[str, Value]
    ) -> Scenario:
        """The scenario at a point; faults of its values are noted in the source."""
        if not self.given:
            return replace(
                self.base, name=self.name, title=self.title, description=self.description
            )
        filled = fill(self.given, point)
        there = indices_of(source, self.levers(), levers, point)
        listed = (*self.trail, "interventions")
        entries = [
            read_entry(there, (*listed, number), entry, load_world())
            for number, entry in enumerate(filled.get("interventions", []))
        ]
        own = read_parameters(there, (*self.trail, "parameters"), filled.get("parameters", {}))
        made = tuple(entry.made for entry in entries if entry.made)
        return replace(
            self.base,
            name=self.name,
            title=self.title,
            description=self.description,
            parameters=dict(self.base.parameters) | own,
            interventions=(*self.base.interventions, *made),
        )


def read_template(
    source: Source, trail: Trail, given: Any, folder: Path, baseline: str
) -> Template | None:
    """Read one scenario of a study; faults are noted in the source.

    Raises:
        InputError: If a scenario file that it names is wrong.
    """
    if isinstance(given, str):
        base = load_named(source, trail, given, folder)
        return Template(base.name, base, base.title, base.description) if base else None
    if not isinstance(given, dict):
        message = f"a scenario is {show(given)}; it must be a name, or differences from - name: on"
        source.fault(source.indices[trail], message)
        return None
    right = check_fields(source, trail, given, TEMPLATE, "a scenario of a study")
    named = right.get("extends", baseline)
    base = load_named(source, (*trail, "extends") if "extends" in right else trail, named, folder)
    if base is None or "name" not in right:
        return None
    return Template(
        right["name"],
        base,
        right.get("title", right["name"]).strip(),
        right.get("description", base.description).strip(),
        trail,
        {key: right[key] for key in ("parameters", "interventions") if key in right},
    )


def load_named(source: Source, trail: Trail, name: str, folder: Path) -> Scenario | None:
    """A scenario of the library, or at a path that counts from the study's folder.

    Raises:
        InputError: If its file is wrong.
    """
    is_path = "/" in name or name.endswith(".yaml")
    try:
        return load_scenario(str(folder / name) if is_path else name)
    except InputError as error:
        if error.location and not (is_path and "there is no such file" in error.message):
            raise
        source.faults.append(error.with_location(source.indices[trail]))
        return None


def holes(given: Any, trail: Trail) -> Iterator[tuple[Trail, str]]:
    """Where ``$name`` stands, and the name."""
    if isinstance(given, Mapping):
        for key, value in given.items():
            yield from holes(value, (*trail, key))
    elif isinstance(given, list):
        for number, value in enumerate(given):
            yield from holes(value, (*trail, number))
    elif isinstance(given, str) and given.startswith(SIGN):
        yield trail, given.removeprefix(SIGN)


def fill(given: Any, point: Mapping[str, Value]) -> Any:
    """The same with the values of a point in place of ``$name``."""
    if isinstance(given, Mapping):
        return {key: fill(value, point) for key, value in given.items()}
    if isinstance(given, list):
        return [fill(value, point) for value in given]
    if isinstance(given, str) and given.startswith(SIGN):
        return point[given.removeprefix(SIGN)]
    return given


def indices_of(
    source: Source,
    found: Mapping[Trail, str],
    levers: Mapping[str, Lever],
    point: Mapping[str, Value],
) -> Source:
    """The source, in which a value that a lever gave stands where the lever has it."""
    moved = {
        trail: source.indices[levers[name].position(point[name])]
        for trail, name in found.items()
        if levers[name].trail
    }
    return replace(source, indices=source.indices | moved)


def check_holes(source: Source, found: Mapping[Trail, str], levers: Mapping[str, Any]) -> None:
    """Note names after a ``$`` that no lever has."""
    for trail, name in found.items():
        if name not in levers:
            right = instead(name, levers) if levers else "; the study has no levers"
            source.fault(source.indices[trail], f"unknown lever {name!r}{right}")
