"""The map's fixed part: hubs, corridors, departure zones and outlines, each with its sources."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from narrows.value_sources import EVIDENCE_ID
from scenarios.csv_tables import Row, rows
from scenarios.packaged_data import DATA
from scenarios.world_tables import load_world
from sim.core.network import LANDING, Hub, Network

OUTLINES = DATA / "map" / "europe.geojson"
OUTLINES_CREDIT = (
    "Outlines: Natural Earth (public domain) through world-atlas 2.0.2 (ISC). They follow de facto "
    "control and take no position on any border."
)
KINDS = {
    "launch": "launch", "arrival": "arrival", "equipment storage": "store", "border": "border",
    "departure": "departure", "origin": "origin", "enforcement": "enforcement",
    "equipment": "equipment", "logistics": "equipment",
}  # fmt: skip
"""Kind of a hub by the words in its role, the first that fits; any other is ``transit``."""


@cache
def network() -> dict[str, Any]:
    """All that does not change from day to day, as one plain dictionary.

    Returns:
        ``hubs`` and ``corridors`` in the order in which frames count them, ``zones`` in the order
        of departure zones, ``sea`` the legs from zone to landing, ``credit`` for the outlines.
        Places are those of a city, a region or a stretch of coast, in degrees.
    """
    kept = load_world().network
    return {
        "hubs": _hubs(kept),
        "corridors": _corridors(kept),
        "zones": _zones(kept),
        "landing": kept.hub_index[LANDING],
        "sea": [{"zone": zone, "to": LANDING} for zone in range(len(kept.zones))],
        "credit": OUTLINES_CREDIT,
    }


@cache
def outlines() -> dict[str, Any]:
    """Country outlines of Europe as GeoJSON, finer around the Dover Strait."""
    kept: dict[str, Any] = json.loads(OUTLINES.read_text(encoding="utf-8"))
    return kept


def in_words(role: str) -> str:
    """A hub's role as people say it."""
    return role.replace("+", " and ").replace("transit ", "transit of ")


def kind_of(role: str) -> str:
    """The one word under which the map draws a hub of this role."""
    return next((kind for word, kind in KINDS.items() if word in role), "transit")


def _hubs(kept: Network) -> list[dict[str, Any]]:
    table = {row.text("hub_id"): row for row in rows(DATA / "hubs.csv")}
    table |= {row.text("zone"): row for row in rows(DATA / "zones.csv")}
    return [
        {
            **_index(hub),
            **_note(table[hub.name], "notes"),
            "country": hub.country,
            "kind": kind_of(hub.role),
            "role": in_words(hub.role),
        }
        for hub in kept.hubs
    ]


def _corridors(kept: Network) -> list[dict[str, Any]]:
    table = {f"{row.text('from')}-{row.text('to')}": row for row in rows(DATA / "corridors.csv")}
    return [
        {
            "id": corridor.name,
            "from": kept.hub_index[corridor.origin],
            "to": kept.hub_index[corridor.destination],
            "mode": corridor.mode,
            "days": list(corridor.days),
            "people": corridor.people,
            "equipment": corridor.equipment,
            "grade": corridor.grade,
            **(_note(table[corridor.name], "note") if corridor.name in table else {}),
        }
        for corridor in kept.corridors
    ]


def _zones(kept: Network) -> list[dict[str, Any]]:
    table = {row.text("zone"): row for row in rows(DATA / "zones.csv")}
    hubs = [kept.hubs[position] for position in kept.zones]
    return [
        {
            **_index(hub),
            "hub": kept.hub_index[hub.name],
            "sea_km": table[hub.name].number("leg_km"),
            "note": table[hub.name].text("note"),
        }
        for hub in hubs
    ]


def _index(hub: Hub) -> dict[str, Any]:
    return {"id": hub.name, "name": hub.title, "lon": hub.longitude, "lat": hub.latitude}


def _note(row: Row, column: str) -> dict[str, Any]:
    """A note in words, and the sources that it names."""
    text = row.text(column)
    return {"note": text, "sources": list(dict.fromkeys(EVIDENCE_ID.findall(text)))}
