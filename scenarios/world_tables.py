"""The world that all scenarios share, built from the carried tables."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np

from scenarios.csv_tables import Row, rows
from scenarios.errors import InputError, Location
from scenarios.packaged_data import DATA, USUAL, PackagedVintage
from sim.core.network import GOODS, LANDING, Corridor, Floats, Hub, Network
from sim.core.places import Method, Place, Places, Side, Zone
from sim.parameters import Grade
from sim.world import (
    AgencyRecord,
    Climate,
    Entry,
    Supplier,
    UnitRecord,
    WeatherRecord,
    World,
)

UNIT_KINDS = ("police", "liaison", "beach", "cell")
POWERS = ("people", "equipment", "beach")
CARGOES = ("people", "equipment", "both")
YES_OR_NO = ("yes", "no")
GRADE_OF_DAYS = {"assumption": Grade.ASSUMED, "sourced in part": Grade.INFERRED}
LAST_LEG_DAYS = (0.1, 0.2, 1.0)
"""Days to a departure zone from a hub near it, where no corridor says more: as from Lille."""
EVERY_ZONE = "zones"
"""The hubs of a unit that patrols all departure zones, as its table says it."""
WEATHER_COLUMNS = ("suitable", "after_poor", "after_suitable")


@cache
def load_world() -> World:
    """Return the world of the carried tables; read once, to be left unchanged.

    Raises:
        InputError: If a table names an unknown hub or side, or holds a cell that is not allowed.
    """
    return world_of_vintage(USUAL)


@cache
def world_of_vintage(vintage: PackagedVintage) -> World:
    """Return the world with the weather and the entries that a packaged vintage knows."""
    return read_world(DATA, vintage.folder)


def read_world(folder: Path, dated: Path | None = None) -> World:
    """Build a world from the tables in a folder.

    Columns and units are those of the carried tables, which `data/README.md` describes.

    Args:
        folder: The folder.
        dated: Where the tables of weather and entries are, if not there.

    Raises:
        InputError: If a table names an unknown hub or side, or holds a cell that is not allowed.
    """
    places, network, dated = read_places(folder), _network(folder), dated or folder
    months, levels = _entry_series(dated / "entries_monthly.csv", places)
    sides = [side.name for side in places.sides]
    hubs = network.hub_index
    return World(
        network=network,
        places=places,
        entries=tuple(
            Entry(row.word("side", sides), row.word("hub", hubs), row.number("share", 0, 1))
            for row in rows(folder / "entry_hubs.csv")
        ),
        months=months,
        entry_levels=levels,
        climate=_climate(dated / "weather_climate.csv"),
        weather=_weather(dated / "weather_record.csv"),
        units=tuple(_unit(row, network) for row in rows(folder / "units.csv")),
        agencies=tuple(_agency(row, network) for row in rows(folder / "agencies.csv")),
        suppliers=tuple(_supplier(row, network) for row in rows(folder / "suppliers.csv")),
    )


def read_places(folder: Path) -> Places:
    """Read the places by which a run is counted: sides, zones, methods, passages, regions.

    Raises:
        InputError: If a table holds a cell that is not allowed.
    """
    return Places(
        sides=tuple(
            Side(row.text("side"), row.text("entered"), row.text("heading"))
            for row in rows(folder / "sides.csv")
        ),
        zones=tuple(
            Zone(
                row.text("zone"),
                row.text("arrivals_from"),
                row.number("reach", 0, 1),
                row.number("leg_km", 0),
            )
            for row in rows(folder / "zones.csv")
        ),
        methods=tuple(_method(row) for row in rows(folder / "methods.csv")),
        passages=tuple(
            Place(row.text("passage"), row.text("passages_of_people"))
            for row in rows(folder / "passages.csv")
        ),
        regions=tuple(
            Place(row.text("region"), row.text("boats_taken"))
            for row in rows(folder / "regions.csv")
        ),
    )


def _network(folder: Path) -> Network:
    """Hubs and corridors; departure zones stand before the landing, in the order of their table."""
    zones = list(rows(folder / "zones.csv"))
    hubs = [_hub(row, "hub_id") for row in rows(folder / "hubs.csv")]
    landing = [hub.name for hub in hubs].index(LANDING)
    hubs[landing:landing] = [_hub(row, "zone") for row in zones]
    names = [hub.name for hub in hubs]
    corridors = [_corridor(row, names) for row in rows(folder / "corridors.csv")]
    corridors += [last_leg for row in zones for last_leg in _last_legs(row, names, corridors)]
    known = {corridor.name for corridor in corridors if corridor.destination != LANDING}
    return Network(
        hubs,
        corridors,
        zones=[row.text("zone") for row in zones],
        regions={
            row.text("region"): row.words("hubs", names) for row in rows(folder / "regions.csv")
        },
        passages={
            row.text("passage"): row.words("corridors", known)
            for row in rows(folder / "passages.csv")
        },
    )


def _hub(row: Row, name: str) -> Hub:
    return Hub(
        row.text(name),
        row.text("name"),
        row.text("country"),
        row.number("lat", -90, 90),
        row.number("lon", -180, 180),
        row.text("role"),
    )


def _last_legs(row: Row, hubs: list[str], known: list[Corridor]) -> list[Corridor]:
    """Corridors to a zone from hubs of which the table of corridors says nothing."""
    zone, origins = row.text("zone"), row.words("reached_from", hubs)
    listed = {corridor.origin for corridor in known if corridor.destination == zone}
    for hub in sorted(listed.difference(origins)):
        message = f"corridors.csv has a corridor from {hub} to {zone}; name {hub} here too"
        raise row.error("reached_from", row.text("reached_from"), message)
    return [
        Corridor(hub, zone, "road", LAST_LEG_DAYS, people=True, equipment=True, grade=Grade.ASSUMED)
        for hub in origins
        if hub not in listed
    ]


def _corridor(row: Row, hubs: list[str]) -> Corridor:
    carries = row.word("carries", CARGOES)
    low = row.number("typical_days_low", 0)
    mode = row.number("typical_days_mode", low)
    return Corridor(
        row.word("from", hubs),
        row.word("to", hubs),
        row.text("mode"),
        (low, mode, row.number("typical_days_high", mode)),
        people=carries != "equipment",
        equipment=carries != "people",
        grade=GRADE_OF_DAYS[row.word("days_basis", GRADE_OF_DAYS)],
    )


def _entry_series(path: Path, places: Places) -> tuple[tuple[tuple[int, int], ...], Floats]:
    table = list(rows(path))
    months: list[tuple[int, int]] = []
    for row in table:
        year, month = row.text("month").split("-")
        months.append((int(year), int(month)))
    levels = [[row.number(side.name, 0) for side in places.sides] for row in table]
    return tuple(months), np.array(levels)


def _climate(path: Path) -> Climate:
    named = {row.text("name"): row.number("value") for row in rows(path)}
    missing = [field.name for field in fields(Climate) if field.name not in named]
    if missing:
        raise InputError(f"there is no row {missing[0]!r}; add it", Location(path.name))
    return Climate(**{field.name: named[field.name] for field in fields(Climate)})


def _weather(path: Path) -> WeatherRecord:
    table = list(rows(path))
    first = date.fromisoformat(table[0].text("date")).toordinal()
    chances = [[row.number(column, 0, 1) for column in WEATHER_COLUMNS] for row in table]
    return WeatherRecord(first, np.array(chances))


def _unit(row: Row, network: Network) -> UnitRecord:
    return UnitRecord(
        row.text("unit"),
        row.text("title"),
        row.word("kind", UNIT_KINDS),
        network.zone_names
        if row.text("hubs") == EVERY_ZONE
        else row.words("hubs", network.hub_index),
        row.words("powers", POWERS),
        row.number("officers", 0),
        row.number("sharing", 0, 1),
        row.word("grade", list(Grade)),
    )


def _agency(row: Row, network: Network) -> AgencyRecord:
    return AgencyRecord(
        row.text("agency"),
        row.text("title"),
        row.word("hub", network.hub_index),
        row.number("investigators", 0),
        row.number("share_on_boats", 0, 1),
        row.word("grade", list(Grade)),
    )


def _method(row: Row) -> Method:
    return Method(
        row.text("method"),
        row.text("boats"),
        row.text("heading"),
        row.number("reach", 0, 1),
        row.number("exposure", 0),
        row.number("cost_gbp", 0),
        row.number("risk", 0),
        row.word("afloat", YES_OR_NO) == "yes",
        row.day("since"),
        row.word("grade", list(Grade)),
    )


def _supplier(row: Row, network: Network) -> Supplier:
    return Supplier(
        row.text("supplier"),
        row.word("hub", network.hub_index),
        row.word("goods", GOODS),
        row.number("share", 0, 1),
        row.word("grade", list(Grade)),
    )
