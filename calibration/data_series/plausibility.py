"""What deserves a look before a table is believed: improbable counts, weeks cut short."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations

from calibration.data_series.comparison import Comparison
from calibration.data_series.declared_series import DAYS, WEEKS
from calibration.data_series.series_table import SeriesTable
from calibration.data_series.spans import SUNDAY, Span, written

LARGE_SHARE, LARGE_COUNT = 0.5, 50
"""A revision by more than both, share of the old count and people or boats, is large."""


def improbable(table: SeriesTable, comparison: Comparison) -> list[str]:
    """Counts of new or revised rows that are hard to believe, each with its day."""
    looked_at = comparison.new.keys() | {each.span for each in comparison.revised}
    rows = {span: cells for span, cells in table.rows.items() if span in looked_at}
    found = [text for span in rows for text in _of_row(table, span)]
    return [*found, *_large(comparison)]


def _of_row(table: SeriesTable, span: Span) -> Iterator[str]:
    series, cells, when = table.series, table.rows[span], written(table.series.step, span)
    columns = series.columns * len(cells) if series.is_incidents else series.columns
    for column, count in zip(columns, cells, strict=True):
        if count is not None and count > column.improbable_above:
            yield f"{when}: {column.name} {count:,} is above {column.improbable_above:,}"
    if series in (DAYS, WEEKS):
        people, boats = (count or 0 for count in cells[:2])
        if people < boats or (people and not boats):
            yield f"{when}: {people:,} people in {boats:,} boats"


def _large(comparison: Comparison) -> Iterator[str]:
    for each in comparison.revised:
        if isinstance(each.old, int) and isinstance(each.new, int):
            change = abs(each.new - each.old)
            if change > LARGE_COUNT and change > LARGE_SHARE * each.old:
                when = written(comparison.series.step, each.span)
                yield f"{when}: {each.column} was revised from {each.old:,} to {each.new:,}"


def disagreeing_weeks(days: SeriesTable, weeks: SeriesTable) -> list[str]:
    """Weeks whose arrivals or boats are not the sums of their days."""
    found = []
    for span, cells in weeks.rows.items():
        dates = [span.first + timedelta(number) for number in range(span.days)]
        rows = [days.rows.get(Span(each, each)) for each in dates]
        if not all(rows):
            continue
        for index, column in enumerate(WEEKS.columns[:2]):
            total = sum(row[index] or 0 for row in rows if row)
            if total != cells[index]:
                found.append(
                    f"week to {span.last}: {column.name} {cells[index]:,} against {total:,} by day"
                )
    return found


def overlapping_periods(stored: SeriesTable, table: SeriesTable) -> list[str]:
    """Periods that share days with another, where neither holds all of the other."""
    both = sorted({*stored.rows, *table.rows})
    pairs = [
        (one, other)
        for one, other in combinations(both, 2)
        if one.first < other.first <= one.last < other.last
    ]
    return [
        f"{written('period', one)} and {written('period', other)} share days"
        for one, other in pairs
        if one in table.rows or other in table.rows
    ]


def partial_week(table: SeriesTable) -> tuple[date, int] | None:
    """Monday of the last week and its number of days, where days end before Sunday."""
    if table.series is not DAYS or table.last.weekday() == SUNDAY:
        return None
    return table.last - timedelta(table.last.weekday()), table.last.weekday() + 1
