"""The plain layout of each series: one column for the day, one a count, as templates have it."""

from __future__ import annotations

from calibration.data_series.cell_values import as_month
from calibration.data_series.declared_series import DAYS, DEATHS, DETECTIONS, WEEKS, Series
from calibration.data_series.readers.home_office import sunday
from calibration.data_series.readers.layout import Found, Layout
from calibration.data_series.sheets import Line
from calibration.data_series.spans import Span, day
from calibration.data_series.table_rows import Entry, Reading, collect

UNKNOWN = "not stated"
REMARKS = ("source", "note")
"""Columns that any plain table may have; they are passed over."""


def _layout(series: Series, needs: tuple[str, ...]) -> Layout:
    def read(found: Found) -> Reading:
        check_headers(series, found)
        entries = [
            Entry(line, series.when, _span(series, line), _cells(series, line))
            for line in found.lines()
        ]
        return collect(series, found.sheet, entries, found.today)

    return Layout("plain", f"plain table of {series.name}", needs, read, UNKNOWN, UNKNOWN)


def check_headers(series: Series, found: Found) -> None:
    """Check that a plain table has no column that would be passed over.

    Raises:
        InputError: For the first column that the series does not have.
    """
    known = [series.when, *(column.name for column in series.columns), *REMARKS]
    for name, column in found.columns.items():
        if name not in {each.casefold() for each in known}:
            allowed = ", ".join(known)
            message = f"unknown column {name!r} in {series.name}; take it out, or use {allowed}"
            raise found.sheet.fault(found.head, message, column)


def _span(series: Series, line: Line) -> Span:
    if series.step == "week":
        return sunday(line, series.when)
    if series.step != "month":
        return day(line.day(series.when))
    try:
        return as_month(line.cell(series.when))
    except ValueError as error:
        raise line.fault(series.when, str(error)) from None


def _cells(series: Series, line: Line) -> tuple[int | None, ...]:
    cells: list[int | None] = []
    for column in series.columns:
        name = column.name.casefold()
        if column.required:
            cells.append(line.count(name))
        else:
            cells.append(line.count_if_any(name) if name in line.columns else None)
    return tuple(cells)


LAYOUTS = (
    _layout(DAYS, ("date", "arrivals", "boats")),
    _layout(WEEKS, ("week_ending", "arrivals", "boats", "prevented", "events_prevented")),
    _layout(DEATHS, ("date", "dead_and_missing")),
    _layout(DETECTIONS, ("t", "western balkan route")),
)
