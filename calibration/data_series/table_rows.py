"""Rows as a reader finds them made into a table, with doubled, missing and future days refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from calibration.data_series.declared_series import Series
from calibration.data_series.series_table import Cells, SeriesTable
from calibration.data_series.sheets import Line, Sheet
from calibration.data_series.spans import Span, following, written


@dataclass(frozen=True)
class Entry:
    """One row that a reader found.

    Attributes:
        line: The row.
        column: Header of the cell with its day.
        span: The days that it is about.
        cells: Its counts.
    """

    line: Line
    column: str
    span: Span
    cells: Cells

    def fault(self, message: str) -> Exception:
        """A fault of the day."""
        return self.line.fault(self.column, message)


@dataclass(frozen=True)
class Reading:
    """What a sheet says of a series.

    Attributes:
        table: The series.
        sheet: Where it stands.
        begins: Place of the row that the series begins with.
        notes: What the reader did that is not evident.
    """

    table: SeriesTable
    sheet: Sheet
    begins: int
    notes: tuple[str, ...] = ()


def collect(
    series: Series,
    sheet: Sheet,
    entries: Iterable[Entry],
    today: date,
    covers: Span | None = None,
    notes: tuple[str, ...] = (),
) -> Reading:
    """A reading of the rows.

    Args:
        series: The series.
        sheet: Where the rows stand.
        entries: The rows, in any order.
        today: Last day that a row can be about.
        covers: Days covered, if more than those from the first to the last row.
        notes: What the reader did that is not evident.

    Raises:
        InputError: If there are no rows, a day is there twice, missing or still to come.
    """
    found = sorted(entries, key=lambda entry: entry.span)
    for entry in found:
        if entry.span.last > today:
            raise entry.fault(f"{entry.span.last} is later than today, {today}; check the year")
    if not found and covers is None:
        message = f"there are no rows of {series.name} under the headers; give one at least"
        raise sheet.fault(0, message)
    if series.is_incidents:
        rows = _incidents(found)
    else:
        _check_steps(series, found)
        rows = {entry.span: entry.cells for entry in found}
    first = covers.first if covers else found[0].span.first
    last = covers.last if covers else max(entry.span.last for entry in found)
    begins = found[0].line.index if found else 0
    return Reading(SeriesTable(series, rows, first, last), sheet, begins, notes)


def _incidents(found: list[Entry]) -> dict[Span, Cells]:
    """Deaths of each incident by day; a row of 0 says that there was none."""
    rows: dict[Span, list[int]] = {}
    for entry in found:
        if counts := [count for count in entry.cells if count]:
            rows.setdefault(entry.span, []).extend(counts)
    return {span: tuple(sorted(counts)) for span, counts in rows.items()}


def _check_steps(series: Series, found: list[Entry]) -> None:
    for one, other in pairwise(found):
        when = written(series.step, other.span)
        if other.span == one.span:
            numbers = sorted(each.line.sheet.numbers[each.line.index] for each in (one, other))
            later = max(one, other, key=lambda entry: entry.line.index)
            raise later.fault(f"{when} is there twice, first in row {numbers[0]}; keep one of them")
        if series.is_continuous and other.span != following(series.step, one.span):
            absent = written(series.step, following(series.step, one.span))
            before = other.span.first - timedelta(1)
            until = "" if before <= following(series.step, one.span).last else f" to {before}"
            raise other.fault(
                f"{series.step}s are missing before this row, {absent}{until}; add their rows, "
                "with 0 where nothing was counted"
            )
