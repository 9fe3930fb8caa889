"""Names that scenario files may use: units, corridors, methods, values and the like."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from narrows.value_sources import NAMED
from scenarios.loader import load_scenario
from scenarios.packaged_places import DEPARTURE_ZONES
from scenarios.world_tables import load_world
from sim.parameters import PARAMETERS
from sim.scenario_values import READ_ONCE, named_values

Rows = list[dict[str, Any]]


def _units() -> Rows:
    return [
        {
            "name": unit.name,
            "title": unit.title,
            "kind": unit.kind,
            "officers": unit.officers,
            "hubs": list(unit.hubs),
        }
        for unit in load_world().units
    ]


def _agencies() -> Rows:
    return [
        {"name": agency.name, "title": agency.title, "investigators": agency.investigators}
        for agency in load_world().agencies
    ]


def _sides() -> Rows:
    world = load_world()
    return [
        {"name": side, "hubs": [entry.hub for entry in world.entries if entry.side == side]}
        for side in world.sides
    ]


def _hubs() -> Rows:
    return [
        {"name": hub.name, "title": hub.title, "country": hub.country}
        for hub in load_world().network.hubs
    ]


def _corridors() -> Rows:
    network = load_world().network
    titles = {hub.name: hub.title for hub in network.hubs}
    return [
        {
            "name": corridor.name,
            "origin": titles[corridor.origin],
            "destination": titles[corridor.destination],
            "mode": corridor.mode,
        }
        for corridor in network.corridors
    ]


def _zones() -> Rows:
    titles = {hub.name: hub.title for hub in load_world().network.hubs}
    return [{"name": zone, "title": titles[zone]} for zone in DEPARTURE_ZONES]


def _methods() -> Rows:
    return [
        {"name": method.name, "exposure": method.exposure, "cost": method.cost, "risk": method.risk}
        for method in load_world().methods
    ]


def _suppliers() -> Rows:
    return [
        {"name": supplier.name, "hub": supplier.hub, "goods": supplier.goods}
        for supplier in load_world().suppliers
    ]


def _values() -> Rows:
    """Values that ``kind: change`` takes; those by entity first."""
    kept = named_values(load_world(), load_scenario(BASELINE))
    found: Rows = []
    for name, value in NAMED.items():
        entities = _names(value.by) if value.by else []
        number: Any = (
            float(getattr(kept, name))
            if not value.by
            else dict(zip(entities, getattr(kept, name).tolist(), strict=True))
        )
        found.append(
            {
                "name": name,
                "meaning": value.meaning,
                "unit": value.unit,
                "by": value.by,
                "entities": entities,
                "base": number,
            }
        )
    alone: Rows = [
        {
            "name": parameter.name,
            "meaning": parameter.meaning,
            "unit": parameter.unit,
            "by": "",
            "entities": [],
            "base": parameter.default,
        }
        for parameter in PARAMETERS.values()
        if not parameter.choices and parameter.name not in READ_ONCE
    ]
    return found + alone


def _names(part: str) -> list[str]:
    return [row["name"] for row in NAMES[part]()]


BASELINE = "baseline"
"""Scenario whose numbers are shown as those before any intervention."""

NAMES: dict[str, Callable[[], Rows]] = {
    "units": _units,
    "agencies": _agencies,
    "sides": _sides,
    "hubs": _hubs,
    "corridors": _corridors,
    "zones": _zones,
    "methods": _methods,
    "suppliers": _suppliers,
    "values": _values,
}
"""Names that scenario files may use."""
