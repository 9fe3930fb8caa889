"""Targets and priors as CSV: the same keys as in YAML, a row each, with the place of every cell."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scenarios.csv_tables import Row, rows
from scenarios.errors import InputError, Location, instead, shown
from scenarios.yaml_reader import Source, Trail

PRIORS = ("parameter", "low", "high", "scale", "reason")
"""Columns of a table of priors, all needed."""
TARGETS: dict[str, Trail] = {
    "what": ("what",), "statistic": ("statistic",), "first": ("period", "first"),
    "last": ("period", "last"), "beside": ("period", "beside"), "value": ("value",),
    "low": ("value", "low"), "high": ("value", "high"), "scale": ("error", "scale"),
    "measurement": ("error", "measurement", "size"),
    "measurement_why": ("error", "measurement", "why"),
    "structural": ("error", "structural", "size"), "structural_why": ("error", "structural", "why"),
    "source": ("source",), "use": ("use",),
}  # fmt: skip
"""Columns of a table of targets beside ``name``, by the keys of the YAML file; empty is not given.
"""
NUMBERS = ("low", "high", "value", "beside", "measurement", "structural")


def read_priors_csv(path: Path) -> Source:
    """A table of priors as the YAML file has them.

    Raises:
        InputError: If it is no such table.
    """
    source = Source(shown(path))
    listed: list[dict[str, Any]] = []
    for number, row in enumerate(_rows(path, PRIORS, PRIORS)):
        trail: Trail = ("parameters", number)
        cells = {name: row.text(name).strip() for name in PRIORS}
        numbers = [_number(cells[name]) for name in ("low", "high")]
        entry = {name: cells[name] for name in ("parameter", "scale", "reason")}
        _place(source, trail, row, "parameter")
        for name in entry:
            _place(source, (*trail, name), row, name)
        _place(source, (*trail, "range"), row, "low")
        listed.append({**entry, "range": numbers})
    source.values = {"parameters": listed}
    _place_top(source, ("parameters",))
    return source


def read_targets_csv(path: Path) -> Source:
    """A table of targets as the YAML file has them.

    Raises:
        InputError: If it is no such table, or a name is there twice.
    """
    source = Source(shown(path))
    needed = ("name", "what", "statistic", "first", "scale", "measurement", "structural", "use")
    for row in _rows(path, ("name", *TARGETS), needed):
        name = row.text("name").strip()
        if name in source.values:
            raise row.error("name", name, f"{name!r} is there twice; give each its own name")
        _place(source, (name,), row, "name")
        source.values[name] = _target(source, name, row)
    return source


def _target(source: Source, name: str, row: Row) -> dict[str | int, Any]:
    entry: dict[str | int, Any] = {}
    for column, keys in TARGETS.items():
        text = row.text(column).strip() if column in row.columns else ""
        if column.endswith("_why") and not text:
            text = "not stated"
        if column == "source" and not text:
            text = "own"
        for length in range(1, len(keys) + 1):
            position = column if column in row.columns else "name"
            if text or length < len(keys):
                _place(source, (name, *keys[:length]), row, position)
        if not text:
            continue
        inner: Any = entry
        for key in keys[:-1]:
            inner = inner.setdefault(key, {})
            if not isinstance(inner, dict):
                raise row.error(column, text, "give value, or low and high, not both")
        inner[keys[-1]] = _number(text) if column in NUMBERS else text
    return entry


def _rows(path: Path, known: tuple[str, ...], needed: tuple[str, ...]) -> Iterator[Row]:
    where = Location(shown(path))
    try:
        found = list(rows(path))
    except FileNotFoundError:
        raise InputError("there is no such file; check its path", where) from None
    except (OSError, UnicodeDecodeError, csv.Error):
        raise InputError("it cannot be read as a table; save it as CSV in UTF-8", where) from None
    if not found:
        raise InputError("the table has no rows; give one at least", where)
    columns = found[0].columns
    for name in columns:
        if name not in known:
            raise InputError(f"unknown column {name!r}{instead(name, known)}", where)
    for name in needed:
        if name not in columns:
            raise InputError(f"there is no column {name!r}; the first line must name it", where)
    yield from found


def _number(text: str) -> Any:
    """A number as YAML would read it; text that is none stays, and is refused with its place."""
    try:
        return int(text)
    except ValueError:
        pass
    try:
        return float(text)
    except ValueError:
        return text


def _place(source: Source, trail: Trail, row: Row, column: str) -> None:
    text = row.text(column)
    location = row.error(column, text, "").location
    source.keys.setdefault(trail, location or Location(source.file))
    source.indices.setdefault(trail, location or Location(source.file))


def _place_top(source: Source, *trails: Trail) -> None:
    for trail in ((), *trails):
        source.keys.setdefault(trail, Location(source.file, 1, 1))
        source.indices.setdefault(trail, Location(source.file, 1, 1))
