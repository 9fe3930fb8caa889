"""What a table adds to another, and which of its counts it revises."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from calibration.data_series.declared_series import Series
from calibration.data_series.series_table import Cells, SeriesTable
from calibration.data_series.spans import Span


@dataclass(frozen=True)
class Revision:
    """A count, or all incidents of a day, that differs.

    Attributes:
        span: The days that it is about.
        column: Which count.
        old, new: Before and after; incidents as a list of counts, empty without one.
    """

    span: Span
    column: str
    old: int | Cells | None
    new: int | Cells | None


@dataclass(frozen=True)
class Comparison:
    """A table set beside an older one.

    Attributes:
        series: The series.
        new: Rows about days that the older table does not cover.
        revised: Counts that differ.
        same: Number of rows that both have and that agree.
        missing: Rows of the older table, of days or periods that the newer one lacks.
    """

    series: Series
    new: dict[Span, Cells]
    revised: tuple[Revision, ...]
    same: int
    missing: tuple[Span, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the tables agree wherever the new one says something."""
        return not (self.new or self.revised)


def compare(old: SeriesTable | None, table: SeriesTable) -> Comparison:
    """Set a table beside an older one; all is new if there is none."""
    if old is None:
        return Comparison(table.series, dict(table.rows), (), 0)
    new = {span: cells for span, cells in table.rows.items() if not _is_covered(table, old, span)}
    both = {span: cells for span, cells in table.rows.items() if span not in new}
    revised = [each for span, cells in both.items() for each in _revisions(old, span, cells)]
    touched = {each.span for each in revised}
    if table.series.is_incidents:
        revised += _taken_out(old, table)
    revised.sort(key=lambda each: each.span)
    missing = tuple(span for span in old.rows if not _is_covered(old, table, span))
    return Comparison(table.series, new, tuple(revised), len(both.keys() - touched), missing)


def _is_covered(table: SeriesTable, old: SeriesTable, span: Span) -> bool:
    if table.series.is_incidents:
        return old.first <= span.first <= old.last
    return span in old.rows


def _revisions(old: SeriesTable, span: Span, cells: Cells) -> Iterator[Revision]:
    before = old.rows.get(span, ())
    if old.series.is_incidents:
        if before != cells:
            yield Revision(span, old.series.columns[0].name, before, cells)
        return
    for column, was, now in zip(old.series.columns, before, cells, strict=True):
        if now is not None and was != now:
            yield Revision(span, column.name, was, now)


def _taken_out(old: SeriesTable, table: SeriesTable) -> list[Revision]:
    """Incidents of days that the new table covers without one."""
    name = table.series.columns[0].name
    return [
        Revision(span, name, cells, ())
        for span, cells in old.rows.items()
        if table.first <= span.first <= table.last and span not in table.rows
    ]
