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
from sim.core.network import DEPARTURE_ZONES, GOODS, Corridor, Floats, Hub, Network
from sim.parameters import Grade
from sim.world import (
    AgencyRecord,
    Climate,
    Entry,
    Method,
    Supplier,
    UnitRecord,
    WeatherRecord,
    World,
)

UNIT_KINDS = ("police", "liaison", "beach", "cell")
POWERS = ("people", "equipment", "beach")
CARGOES = ("people", "equipment", "both")
GRADE_OF_DAYS = {"assumption": Grade.ASSUMED, "sourced in part": Grade.INFERRED}
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
    network, dated = _network(folder), dated or folder
    months, sides, levels = _entry_series(dated / "entries_monthly.csv")
    reach, leg_km = _zones(folder / "zones.csv")
    hubs = network.hub_index
    return World(
        network=network,
        sides=sides,
        entries=tuple(
            Entry(row.word("side", sides), row.word("hub", hubs), row.number("share", 0, 1))
            for row in rows(folder / "entry_hubs.csv")
        ),
        months=months,
        entry_levels=levels,
        zone_reach=reach,
        zone_leg_km=leg_km,
        climate=_climate(dated / "weather_climate.csv"),
        weather=_weather(dated / "weather_record.csv"),
        units=tuple(_unit(row, network) for row in rows(folder / "units.csv")),
        agencies=tuple(_agency(row, network) for row in rows(folder / "agencies.csv")),
        methods=tuple(_method(row) for row in rows(folder / "methods.csv")),
        suppliers=tuple(_supplier(row, network) for row in rows(folder / "suppliers.csv")),
    )


def _network(folder: Path) -> Network:
    hubs = [
        Hub(
            row.text("hub_id"),
            row.text("name"),
            row.text("country"),
            row.number("lat", -90, 90),
            row.number("lon", -180, 180),
            row.text("role"),
        )
        for row in rows(folder / "hubs.csv")
    ]
    names = [hub.name for hub in hubs]
    return Network(hubs, [_corridor(row, names) for row in rows(folder / "corridors.csv")])


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


def _entry_series(path: Path) -> tuple[tuple[tuple[int, int], ...], tuple[str, ...], Floats]:
    table = list(rows(path))
    sides = tuple(table[0].columns[1:])
    months: list[tuple[int, int]] = []
    for row in table:
        year, month = row.text("month").split("-")
        months.append((int(year), int(month)))
    levels = np.array([[row.number(side, 0) for side in sides] for row in table])
    return tuple(months), sides, levels


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


def _zones(path: Path) -> tuple[Floats, Floats]:
    by_zone = {
        row.word("zone", DEPARTURE_ZONES): (row.number("reach", 0, 1), row.number("leg_km", 0))
        for row in rows(path)
    }
    reach, leg_km = np.array([by_zone[zone] for zone in DEPARTURE_ZONES]).T
    return reach, leg_km


def _unit(row: Row, network: Network) -> UnitRecord:
    return UnitRecord(
        row.text("unit"),
        row.text("title"),
        row.word("kind", UNIT_KINDS),
        row.words("hubs", network.hub_index),
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
        row.number("reach", 0, 1),
        row.number("exposure", 0),
        row.number("cost_gbp", 0),
        row.number("risk", 0),
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
