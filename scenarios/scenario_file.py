"""What a scenario file may hold, and the reading of one file by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from annotated_types import Ge, Le, MinLen

from scenarios.declared_fields import Field, check_fields, check_parameter, show
from scenarios.errors import Location, instead
from scenarios.input_files import composed
from scenarios.intervention_entries import Entry, read_entry
from scenarios.yaml_reader import Source, Trail, read
from sim.parameters import PARAMETERS, Number
from sim.world import World

Text = Annotated[str, MinLen(1)]
FIRST_START, LAST_START = date(2018, 1, 1), date(2040, 12, 31)

SCENARIO = {
    "name": Field(Text, required=True, right="the file's name without .yaml"),
    "title": Field(Text, required=True, right="one line of text"),
    "description": Field(Text, required=True, right="text"),
    "extends": Field(
        Text | Annotated[list[str], MinLen(1)], right="a scenario's name or a list of names"
    ),
    "start": Field(Annotated[date, Ge(FIRST_START), Le(LAST_START)]),
    "days": Field(Annotated[int, Ge(1), Le(3_653)], "days"),
    "warmup_days": Field(Annotated[int, Ge(0), Le(730)], "days"),
    "run_out_days": Field(Annotated[int, Ge(0), Le(730)], "days"),
    "parameters": Field(
        dict[str, Any], right="parameters with their values, such as boat_cost: 9000"
    ),
    "interventions": Field(
        list[Any], right="a list of interventions, each of which begins with - kind:"
    ),
}
"""Keys of a scenario file."""


@dataclass(frozen=True)
class Draft:
    """One scenario file by itself, checked as far as that goes.

    Attributes:
        source: The file, its places and its faults.
        fields: Values of the top-level keys that are right.
        parameters: Parameters that it sets, in their declared units.
        entries: Its own interventions.
    """

    source: Source
    fields: dict[str, Any]
    parameters: dict[str, Number | str]
    entries: tuple[Entry, ...]

    def extended(self) -> Iterator[tuple[Location, str]]:
        """What the file extends, as written, with its place."""
        given = self.fields.get("extends", [])
        if isinstance(given, str):
            yield self.source.indices["extends",], given
            return
        for index, name in enumerate(given):
            yield self.source.indices["extends", index], name


def parse(path: Path, world: World) -> Draft:
    """Read one scenario file; faults of keys and values are noted in the draft's source.

    Raises:
        InputError: If the file cannot be read as keys with values.
    """
    source = read(path)
    given = check_fields(source, (), source.values, SCENARIO, "a scenario")
    stem = composed(path.stem)
    name = given["name"] = composed(given.get("name", stem))
    if name != stem:
        message = f"name is {show(name)}; it must be {stem!r}, as the file is called"
        source.fault(source.indices["name",], message)
    return Draft(
        source,
        given,
        read_parameters(source, ("parameters",), given.get("parameters", {})),
        tuple(
            read_entry(source, ("interventions", index), entry, world)
            for index, entry in enumerate(given.get("interventions", []))
        ),
    )


def read_parameters(source: Source, trail: Trail, given: dict[str, Any]) -> dict[str, Number | str]:
    """Return the parameters that are right, and note faults in the source."""
    right: dict[str, Number | str] = {}
    for name, value in given.items():
        if name not in PARAMETERS:
            message = f"unknown parameter {name!r}{instead(name, PARAMETERS)}"
            source.fault(source.keys[*trail, name], message)
            continue
        try:
            right[name] = check_parameter(PARAMETERS[name], value)
        except ValueError as error:
            source.fault(source.indices[*trail, name], str(error))
    return right
