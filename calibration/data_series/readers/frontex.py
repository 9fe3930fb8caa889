"""Frontex monthly detections: one row for each route, border and nationality, one column a month.

Nationalities are summed at once and kept nowhere.
"""

from __future__ import annotations

from calibration.data_series.cell_values import as_month, plain
from calibration.data_series.declared_series import DETECTIONS, ROUTES
from calibration.data_series.readers.layout import Found, Layout
from calibration.data_series.sheets import Line
from calibration.data_series.spans import Span
from calibration.data_series.table_rows import Entry, Reading, collect
from scenarios.errors import instead

ROUTE, BORDER, NATIONALITY = "route", "border type or inland", "nationality"


def read(found: Found) -> Reading:
    """Detections by route and month; routes without a row are not stated."""
    months = _months(found)
    sums: dict[str, dict[Span, int]] = {}
    seen: dict[tuple[str, ...], int] = {}
    lines = found.lines()
    for line in lines:
        route = _route(line)
        kind = (route, line.text(BORDER), line.text(NATIONALITY))
        number = line.sheet.numbers[line.index]
        if kind in seen:
            message = (
                f"the same route, border and nationality as in row {seen[kind]}; keep one of them"
            )
            raise line.fault(ROUTE, message)
        seen[kind] = number
        of_route = sums.setdefault(route, dict.fromkeys(months, 0))
        for span, name in months.items():
            of_route[span] += line.count_if_any(name) or 0
    head = Line(found.sheet, found.head, found.columns)
    entries = [
        Entry(head, name, span, tuple(sums[r][span] if r in sums else None for r in ROUTES))
        for span, name in months.items()
    ]
    absent = [route for route in ROUTES if route not in sums]
    notes = [f"{len(lines)} rows are summed by route"]
    if absent:
        notes.append(f"without a row, and so not stated: {', '.join(absent)}")
    if not lines:
        raise found.sheet.fault(found.head, "there are no rows under the headers; give one a route")
    return collect(DETECTIONS, found.sheet, entries, found.today, notes=tuple(notes))


def _months(found: Found) -> dict[Span, str]:
    """Header of each month."""
    months: dict[Span, str] = {}
    for name, column in found.columns.items():
        if name in (ROUTE, BORDER, NATIONALITY):
            continue
        cell = found.sheet.rows[found.head][column]
        try:
            span = as_month(cell)
        except ValueError:
            message = f"the header {plain(cell)!r} is no month; write it as JAN2025"
            raise found.sheet.fault(found.head, message, column) from None
        if span in months:
            message = f"the month {plain(cell)} is there twice; keep one of the columns"
            raise found.sheet.fault(found.head, message, column)
        months[span] = name
    if not months:
        message = "there is no column of a month; name one, such as JAN2025"
        raise found.sheet.fault(found.head, message)
    return months


def _route(line: Line) -> str:
    route = line.text(ROUTE)
    if route not in ROUTES:
        raise line.fault(ROUTE, f"unknown route {route!r}{instead(route, ROUTES)}")
    return route


LAYOUTS = (
    Layout(
        "frontex", "Frontex monthly detections", (ROUTE, BORDER, NATIONALITY), read,
        DETECTIONS.source, DETECTIONS.licence,
    ),
)  # fmt: skip
