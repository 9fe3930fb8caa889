"""The Home Office small-boat time series: arrivals by day (SB_01), preventions by week (SB_02)."""

from __future__ import annotations

from calibration.data_series.cell_values import is_not_available
from calibration.data_series.declared_series import DAYS, WEEKS
from calibration.data_series.readers.layout import Found, Layout
from calibration.data_series.sheets import Line
from calibration.data_series.spans import Span, day, week
from calibration.data_series.table_rows import Entry, Reading, collect

ARRIVED, BOATS = "migrants arrived", "boats arrived"
PREVENTED, EVENTS = "migrants prevented", "events prevented"


def read_days(found: Found) -> Reading:
    """Arrivals by day."""
    entries = [
        Entry(line, "date", day(line.day("date")), (line.count(ARRIVED), line.count(BOATS)))
        for line in found.lines()
    ]
    return collect(DAYS, found.sheet, entries, found.today)


def read_weeks(found: Found) -> Reading:
    """Weeks with preventions; weeks marked as without, before and after those, are left out."""
    weeks = [(line, sunday(line, "week ending")) for line in found.lines()]
    entries = [
        Entry(
            line,
            "week ending",
            span,
            tuple(line.count(name) for name in (ARRIVED, BOATS, PREVENTED, EVENTS)),
        )
        for line, span in weeks
        if not _is_marked(line)
    ]
    left_out = len(weeks) - len(entries)
    notes = (f"{left_out} weeks without preventions are left out",) if left_out else ()
    return collect(WEEKS, found.sheet, entries, found.today, notes=notes)


def _is_marked(line: Line) -> bool:
    return any(is_not_available(line.cell(name)) for name in (PREVENTED, EVENTS))


def sunday(line: Line, column: str) -> Span:
    """The week that ends on the Sunday in a cell.

    Raises:
        InputError: If it is no Sunday.
    """
    ends = line.day(column)
    try:
        return week(ends)
    except ValueError as error:
        raise line.fault(column, str(error)) from None


LAYOUTS = (
    Layout(
        "home-office", "Home Office small-boat time series, by day",
        ("date", ARRIVED, BOATS), read_days, DAYS.source, DAYS.licence,
    ),
    Layout(
        "home-office", "Home Office small-boat time series, by week",
        ("week ending", ARRIVED, BOATS, PREVENTED, EVENTS), read_weeks, WEEKS.source, WEEKS.licence,
    ),
)  # fmt: skip
