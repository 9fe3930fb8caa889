"""A file about to be added to a data folder: what it would change, before anything is written."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from calibration.data_series import plausibility
from calibration.data_series.comparison import Comparison, compare
from calibration.data_series.data_folder import DataFolder, Vintage, check_writable
from calibration.data_series.declared_series import DAYS, RED_DAYS, WEEKS, Series
from calibration.data_series.file_reading import FileReading, read_file
from calibration.data_series.series_table import SeriesTable
from calibration.data_series.spans import Span, following, written
from calibration.data_series.table_rows import Reading
from runs.atomic_files import digest_of
from scenarios.errors import InputError, Location, shown


@dataclass(frozen=True)
class Request:
    """What the analyst says of a file.

    Attributes:
        path: The file.
        until: Last day of observation to take; all that the file has if None.
        covers: Days of which the file knows all incidents; from its first row to its last if None.
        published: Day of the edition; the day on which it is added if None.
        source, licence: Of the file; those of the layout if None.
    """

    path: Path
    until: date | None = None
    covers: Span | None = None
    published: date | None = None
    source: str | None = None
    licence: str | None = None


@dataclass(frozen=True)
class SeriesAddition:
    """What the file would change in one series.

    Attributes:
        table: What the file says.
        comparison: The same beside what is stored.
        stored: What is stored.
        notes: What the reader left out or summed.
        improbable: Counts that are hard to believe.
        partial_week: Monday and number of days of a last week that is not over.
    """

    table: SeriesTable
    comparison: Comparison
    stored: SeriesTable
    notes: tuple[str, ...]
    improbable: tuple[str, ...]
    partial_week: tuple[date, int] | None


@dataclass(frozen=True)
class Addition:
    """What a file would change.

    Attributes:
        vintage: What is known of the file.
        title: What it was recognised as.
        parts: What it would change, by series.
        same: The vintage that holds the same already, if there is one; ``vintage`` then is that
            one with what was said of it anew.
        newer: Vintages of later editions, whose counts stay on top.
    """

    vintage: Vintage
    title: str
    parts: tuple[SeriesAddition, ...]
    same: Vintage | None
    newer: tuple[str, ...]

    @property
    def tables(self) -> list[SeriesTable]:
        """What the file says, by series."""
        return [part.table for part in self.parts]


def prepare(folder: DataFolder, request: Request, today: date) -> Addition:
    """Read a file and set it beside what is stored; nothing is written.

    Raises:
        InputError: For the first fault of the file, if it leaves a gap after what is stored, or if
            the folder cannot be one.
    """
    check_writable(folder.path)
    reading = read_file(request.path, today)
    cut = [_cut(each, request, today) for each in reading.readings]
    kept = [each for each in cut if each is not None]
    if not kept:
        message = f"nothing in the file is about days to {request.until}; give a later day"
        raise InputError(message, Location(shown(request.path)))
    vintage = _vintage(reading, request, today)
    for each in kept:
        _check_gap(each, folder)
    tables = {each.table.series: each.table for each in kept}
    parts = tuple(_part(each, folder, tables) for each in kept)
    same = folder.holds(vintage.sha256, list(tables.values()))
    if same is not None:
        vintage = _corrected(same, request)
    newer = [
        other.name
        for other in folder.vintages
        if other.published > vintage.published and any(other.part(series) for series in tables)
    ]
    return Addition(vintage, reading.layout.title, parts, same, tuple(newer))


def _corrected(same: Vintage, request: Request) -> Vintage:
    """A vintage that is there, with the edition, source and licence that are given now."""
    return replace(
        same,
        published=request.published or same.published,
        source=request.source or same.source,
        licence=request.licence or same.licence,
    )


def _cut(reading: Reading, request: Request, today: date) -> Reading | None:
    table = reading.table
    if table.series.is_incidents and request.covers is not None:
        covers = request.covers
        if covers.first > table.first or not table.last <= covers.last <= today:
            message = (
                f"the rows are from {table.first} to {table.last}, and today is {today}; the days "
                f"covered, {covers.first}..{covers.last}, must hold the rows and end by today"
            )
            raise InputError(message, Location(shown(request.path)))
        table = replace(table, first=covers.first, last=covers.last)
    cut = table if request.until is None else table.until(request.until)
    return None if cut is None else replace(reading, table=cut)


def _vintage(reading: FileReading, request: Request, today: date) -> Vintage:
    layout = reading.layout
    return Vintage(
        name="",
        file=os.fsencode(request.path.name).decode(errors="replace"),
        sha256=digest_of(request.path),
        layout=layout.name,
        source=request.source or layout.source,
        licence=request.licence or layout.licence,
        published=request.published or today,
        added=today,
        parts=(),
    )


def _check_gap(reading: Reading, folder: DataFolder) -> None:
    """Refuse a file that would leave days unknown between it and what is stored."""
    table = reading.table
    series, stored = table.series, folder.table(table.series)
    if series.is_incidents and table.first > stored.last + timedelta(1):
        message = (
            f"the first row is about {table.first}, but incidents are known to {stored.last} only; "
            f"give --covers {stored.last + timedelta(1)}..{table.last} if there were none between"
        )
        raise reading.sheet.fault(reading.begins, message)
    if not series.is_continuous:
        return
    begins, ends = (written(series.step, end(table.rows)) for end in (min, max))
    first, last = (written(series.step, end(stored.rows)) for end in (min, max))
    if min(table.rows) > following(series.step, max(stored.rows)):
        message = f"the file begins with {begins} but the record ends with {last}"
    elif following(series.step, max(table.rows)) < min(stored.rows):
        message = f"the file ends with {ends} but the record begins with {first}"
    else:
        return
    raise reading.sheet.fault(reading.begins, f"{message}; add the {series.step}s between too")


def _part(
    reading: Reading, folder: DataFolder, tables: dict[Series, SeriesTable]
) -> SeriesAddition:
    table = reading.table
    stored = folder.table(table.series)
    comparison = compare(stored, table)
    improbable: Sequence[str] = plausibility.improbable(table, comparison)
    if table.series is WEEKS:
        days = folder.table(DAYS)
        days = tables[DAYS].laid_over(days) if DAYS in tables else days
        improbable = [*improbable, *plausibility.disagreeing_weeks(days, table)]
    if table.series is RED_DAYS:
        improbable = [*improbable, *plausibility.overlapping_periods(stored, table)]
    return SeriesAddition(
        table,
        comparison,
        stored,
        reading.notes,
        tuple(improbable),
        plausibility.partial_week(table),
    )
