"""One intervention of a scenario file: from keys and values to what the model takes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, get_type_hints

from scenarios.declared_fields import Field, check_fields, show
from scenarios.effect_ranges import open_fields, read_ranges
from scenarios.errors import InputError, instead
from scenarios.known_names import check_intervention
from scenarios.yaml_reader import Source, Trail
from sim.interventions import KINDS, Intervention
from sim.interventions.intervention import fields_of
from sim.world import World

PLACES = {"entity": "has no", "unit": "cannot use"}
"""Key at fault by what the message says; otherwise the value."""


@dataclass(frozen=True)
class Entry:
    """One intervention of a file.

    Attributes:
        trail: Its place in the file.
        dates: Its dates that are dates, by key.
        made: What the model takes; None if anything is wrong with it.
    """

    trail: Trail
    dates: dict[str, date]
    made: Intervention | None


def read_entry(source: Source, trail: Trail, given: Any, world: World) -> Entry:
    """Read one intervention; faults are noted in the source."""
    before = len(source.faults)
    kind = _kind(source, trail, given)
    if kind is None:
        return Entry(trail, {}, None)
    given = {key: value for key, value in given.items() if key != "kind"}
    rest, spans = read_ranges(source, trail, kind, given)
    if len(source.faults) > before:
        return Entry(trail, {}, None)
    right = check_fields(source, trail, rest, declared_fields(kind), kind)
    _check_names(source, trail, right, world)
    dates = {key: right[key] for key in ("start", "end") if isinstance(right.get(key), date)}
    if len(dates) == 2 and dates["end"] <= dates["start"]:
        message = f"end is {dates['end']}; it must be later than the start, {dates['start']}"
        source.fault(source.indices[*trail, "end"], message)
    if len(source.faults) > before:
        return Entry(trail, dates, None)
    made = KINDS[kind](**right, ranges=open_fields(kind, given, spans))
    try:
        check_intervention(made, world)
    except InputError as error:
        key = next((k for k, part in PLACES.items() if part in error.message), "value")
        index = source.indices.get((*trail, key), source.indices[trail])
        source.faults.append(error.with_location(index))
    return Entry(trail, dates, made)


@cache
def declared_fields(kind: str) -> dict[str, Field]:
    """Keys that an intervention of a kind may hold, beside its kind."""
    hints = get_type_hints(KINDS[kind], include_extras=True)
    return {
        key: Field(hints[key], unit, required)
        for key, (unit, required) in fields_of(KINDS[kind]).items()
    }


def _kind(source: Source, trail: Trail, given: Any) -> str | None:
    right = f"one of {', '.join(KINDS)}"
    if not isinstance(given, dict):
        message = f"an intervention is {show(given)}; it must be keys such as kind and start"
    elif "kind" not in given:
        message = f"an intervention lacks 'kind'; it must be {right}"
    elif not isinstance(given["kind"], str):
        message = f"kind is {show(given['kind'])}; it must be {right}"
    elif given["kind"] in KINDS:
        return given["kind"]
    else:
        message = f"unknown kind {given['kind']!r}{instead(given['kind'], KINDS)}"
    source.fault(source.indices.get((*trail, "kind"), source.indices[trail]), message)
    return None


def _check_names(source: Source, trail: Trail, right: dict[str, Any], world: World) -> None:
    known = {
        "unit": [unit.name for unit in world.units],
        "agency": [agency.name for agency in world.agencies],
        "side": list(world.sides),
        "supplier": [supplier.name for supplier in world.suppliers],
    }
    for key, names in known.items():
        name = right.get(key)
        if name is not None and name not in names:
            message = f"unknown {key} {name!r}{instead(name, names)}"
            source.fault(source.indices[*trail, key], message)
    hubs = [hub.name for hub in world.network.hubs]
    for name in str(right.get("hubs") or "").split(";"):
        if name and name not in hubs:
            source.fault(
                source.indices[*trail, "hubs"], f"unknown hub {name!r}{instead(name, hubs)}"
            )
