"""Tables of red, amber and green days by period."""

from __future__ import annotations

from calibration.data_series.declared_series import RED_DAYS
from calibration.data_series.readers.layout import Found, Layout
from calibration.data_series.readers.plain_csv import check_headers
from calibration.data_series.sheets import Line
from calibration.data_series.spans import Span, period
from calibration.data_series.table_rows import Entry, Reading, collect

WHEN, RED = RED_DAYS.when, "red"
COLOURS = ("red", "amber", "green")


def read(found: Found) -> Reading:
    """Days of each colour by period; what is not published is not stated."""
    check_headers(RED_DAYS, found)
    entries = [_entry(line) for line in found.lines()]
    return collect(RED_DAYS, found.sheet, entries, found.today)


def _entry(line: Line) -> Entry:
    try:
        span = period(line.text(WHEN))
    except ValueError as error:
        raise line.fault(WHEN, str(error)) from None
    optional = {name: _count_if_any(line, name) for name in ("amber", "green", "total")}
    cells = {RED: line.count(RED), **optional}
    _check(line, span, cells)
    return Entry(line, WHEN, span, tuple(cells[column.name] for column in RED_DAYS.columns))


def _count_if_any(line: Line, name: str) -> int | None:
    return line.count_if_any(name) if name in line.columns else None


def _check(line: Line, span: Span, cells: dict[str, int | None]) -> None:
    days = span.days if cells["total"] is None else cells["total"]
    if days > span.days:
        raise line.fault("total", f"{days} days in a period of {span.days}; check the period")
    given = [count for name in COLOURS if (count := cells[name]) is not None]
    rated, complete = sum(given), len(given) == len(COLOURS)
    if rated > days or (complete and rated != days):
        message = f"{' + '.join(map(str, given))} rated days in a period of {days}; check the row"
        raise line.fault(RED, message)


LAYOUTS = (
    Layout("red-days", "Table of red days", (WHEN, RED), read, RED_DAYS.source, RED_DAYS.licence),
)
