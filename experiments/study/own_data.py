"""A study's copy of data that are not the packaged ones: what runs need, and the series themselves.

Runs need the weather and the entries alone, which are made from the series and say little of them.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path
from typing import Any

import numpy as np

from calibration.data_series.data_source import DataSource
from calibration.data_series.declared_series import SERIES
from runs.atomic_files import write_text
from scenarios.errors import InputError
from scenarios.world_tables import load_world
from sim.world import Climate, WeatherRecord, World

WORLD, SOURCES = "known-world.json", "data-sources.json"
CLIMATE = ("after_poor", "after_suitable", "season_cos", "season_sin")
OPEN = (
    "open government licence", "open parliament licence", "cc by 4.0", "cc by 3.0", "cc by-sa",
    "cc0", "public domain", "odc-by", "odbl", "as the project",
)  # fmt: skip
"""Licences under which data may be passed on; under any other their sums are."""
PACKAGED_OPEN = ("reuse with acknowledgement",)


def series_file(series: str) -> str:
    """Name of the copy of a series."""
    return f"data-{series}.csv"


FILES = (WORLD, SOURCES, *(series_file(name) for name in SERIES))
"""All that a study's folder may hold of its own data."""


def write_own_data(folder: Path, data: DataSource, world: World) -> None:
    """Write the world as the data know it, the series, and where they come from."""
    for series in SERIES.values():
        write_text(folder / series_file(series.name), data.table(series).to_csv())
    write_text(folder / SOURCES, _as_text({**data.facts, "sources": data.sources()}))
    write_text(folder / WORLD, world_as_json(world))


def world_as_json(world: World) -> str:
    """What of a world follows from data."""
    return _as_text({
        "climate": {name: getattr(world.climate, name) for name in CLIMATE},
        "weather": {"first": world.weather.first, "chances": world.weather.chances.tolist()},
        "months": [list(month) for month in world.months],
        "entry_levels": world.entry_levels.tolist(),
    })  # fmt: skip


def read_world(path: Path) -> World:
    """The world of a study that brought its own data.

    Raises:
        InputError: If the file is not as :func:`write_own_data` wrote it.
    """
    from dataclasses import replace

    try:
        given = json.loads(path.read_text("utf-8"))
        weather = given["weather"]
        chances = np.array(weather["chances"], np.float64).reshape(-1, 3)
        levels = np.array(given["entry_levels"], np.float64)
        months = tuple((int(year), int(month)) for year, month in given["months"])
        climate = Climate(**{name: float(given["climate"][name]) for name in CLIMATE})
        first = int(weather["first"])
        sound = bool(((chances >= 0) & (chances <= 1)).all() and (levels >= 0).all())
    except (OSError, ValueError, KeyError, TypeError):
        sound = False
    world = load_world()
    if not sound or levels.shape != (len(months), len(world.sides)) or len(months) < 12:
        raise InputError(f"{path.name} is missing or damaged; get it again")
    known = WeatherRecord(first, chances)
    return replace(world, climate=climate, weather=known, months=months, entry_levels=levels)


def closed_series(folder: Path) -> Collection[str]:
    """Names of the series that may not be passed on, by the licences of what lies in them."""
    rows = json.loads((folder / SOURCES).read_text("utf-8"))["sources"]
    return sorted({row["series"] for row in rows if not _is_open(row)})


def _is_open(row: dict[str, Any]) -> bool:
    licence = str(row["licence"]).casefold()
    if any(word in licence for word in ("-nc", " nc", "-nd", " nd", "non-commercial")):
        return False
    terms = (*OPEN, *PACKAGED_OPEN) if row["vintage"] == "packaged" else OPEN
    return any(term in licence for term in terms)


def _as_text(content: dict[str, Any]) -> str:
    return json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
