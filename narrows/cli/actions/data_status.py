"""Show which series are held, how old they are and where they come from."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from rich.markup import escape

from calibration.data_series.data_folder import DataFolder, Vintage
from calibration.data_series.data_source import least_gap
from calibration.data_series.declared_series import DAYS, SERIES, Series
from calibration.data_series.packaged_series import PACKAGED, packaged_file, packaged_table
from calibration.data_series.series_table import SeriesTable
from narrows.cli.actions.terminal_tables import show, table
from narrows.cli.command_line import CommandLine
from narrows.cli.console import output, print_json, say
from narrows.data_age import age, in_words
from runs.atomic_files import digest_of

DIGITS = 12
"""Of each SHA-256 that are shown; --json gives all."""


def show_status(line: CommandLine, folder: str | None, as_json: bool) -> None:
    """Print the series and their vintages; of the packaged data alone if no folder is named.

    Raises:
        InputError: If the folder is none, or one of its files was changed.
    """
    del line
    kept = DataFolder(Path(folder)) if folder else None
    today = date.today()
    tables = {s: kept.table(s) if kept else packaged_table(s) for s in SERIES.values()}
    last = tables[DAYS].last
    values = {
        "folder": str(kept.path) if kept else None,
        "last_day": last.isoformat(),
        "age_days": (today - last).days,
        "series": [_series(series, table, today) for series, table in tables.items()],
        "vintages": [row for series in SERIES.values() for row in _layers(kept, series)],
    }
    if as_json:
        print_json(values)
        return
    _print(values, kept)
    say(f"Data end on {in_words(last)}, {age(last, today)}.")
    for text in _lacks(tables):
        say(text)


def _series(series: Series, kept: SeriesTable, today: date) -> dict[str, Any]:
    return {
        "series": series.name,
        "title": series.title,
        "first": kept.first.isoformat(),
        "last": kept.last.isoformat(),
        "age": age(kept.last, today),
        "rows": len(kept.rows),
    }


def _layers(kept: DataFolder | None, series: Series) -> list[dict[str, Any]]:
    """The packaged series and the vintages laid over it, from the bottom to the top."""
    own = packaged_table(series)
    packaged = {
        "series": series.name,
        "vintage": PACKAGED,
        "first": own.first.isoformat(),
        "last": own.last.isoformat(),
        "published": None,
        "file": series.file,
        "source": series.source,
        "licence": series.licence,
        "sha256": digest_of(packaged_file(series)),
    }
    vintages = kept.layers(series) if kept else []
    return [packaged, *(_layer(vintage, series) for vintage in vintages)]


def _layer(vintage: Vintage, series: Series) -> dict[str, Any]:
    part = vintage.part(series)
    assert part is not None  # noqa: S101
    return {
        "series": series.name,
        "vintage": vintage.name,
        "first": part.first.isoformat(),
        "last": part.last.isoformat(),
        "published": vintage.published.isoformat(),
        "file": vintage.file,
        "source": vintage.source,
        "licence": vintage.licence,
        "sha256": vintage.sha256,
    }


def _print(values: dict[str, Any], kept: DataFolder | None) -> None:
    console = output()
    where = f"packaged data and {kept.path}" if kept else "packaged data"
    made = table(f"Series: {where}", "Series", "First day", "Last day", "Age", "Rows")
    for row in values["series"]:
        cells = (row[name] for name in ("series", "first", "last", "age"))
        made.add_row(*(escape(cell) for cell in cells), f"{row['rows']:,}")
    show(made)
    console.print()
    names = ("series", "vintage", "last", "published", "file", "source", "licence", "sha256")
    heads = ("Series", "Vintage", "Last day", "Published", "File", "Source", "Licence", "SHA-256")
    made = table("Vintages, each laid over those above it", *heads)
    for row in values["vintages"]:
        row = {**row, "sha256": row["sha256"][:DIGITS]}
        made.add_row(*(escape(row[name] or "") for name in names))
    show(made)
    console.print()


def _lacks(tables: dict[Series, SeriesTable]) -> list[str]:
    """What a fit to the last day of arrivals would lack."""
    last = tables[DAYS].last
    return [
        f"A fit to {in_words(last)} would lack {series.name} after {in_words(kept.last)}."
        for series, kept in tables.items()
        if kept.last < last and (last - kept.last).days >= least_gap(series)
    ]
