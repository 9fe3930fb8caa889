"""What the data commands share: their folder, days as typed, and how rows are named."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from calibration.data_series.comparison import Comparison, Revision
from calibration.data_series.data_folder import DataFolder
from calibration.data_series.declared_series import Series
from calibration.data_series.series_table import SeriesTable
from calibration.data_series.spans import Span, written
from narrows.cli.command_line import CommandLine
from runs.number_format import counted
from scenarios.errors import InputError

ENVIRONMENT = "NARROWS_DATA"
FOLDER_RULE = f"give --data DIR, or set {ENVIRONMENT}"


def at_end(line: CommandLine, message: str) -> InputError:
    """A fault of something that the command line lacks."""
    return line.at_argument(len(line.words), message)


def open_folder(line: CommandLine, folder: str | None, may_be_new: bool = False) -> DataFolder:
    """The data folder that is named, which may have to be there already.

    Raises:
        InputError: If none is named, or it cannot be read.
    """
    if not folder:
        raise at_end(line, f"there is no data folder; {FOLDER_RULE}")
    return DataFolder(Path(folder), may_be_new)


def as_day(line: CommandLine, option: str, text: str | None) -> date | None:
    """A day as typed.

    Raises:
        InputError: If it is none.
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = f"{option} is {text!r}; it must be a day, as 2025-10-31"
        raise line.at_option(option, message) from None


def days_of(series: Series, table: SeriesTable) -> str:
    """First and last row of a table, and their number."""
    if not table.rows:
        return f"{table.first} to {table.last}, no incident"
    number = counted(len(table.rows), "day" if series.is_incidents else series.step)
    with_incidents = " with incidents" if series.is_incidents else ""
    return f"{table.first} to {table.last}, {number}{with_incidents}"


def new_rows(comparison: Comparison) -> str:
    """The new rows: their number, days and sums."""
    if not comparison.new:
        return "none"
    series, spans = comparison.series, list(comparison.new)
    ends = [written(series.step, span) for span in (spans[0], spans[-1])]
    when = ends[0] if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}"
    number = _incidents(comparison) if series.is_incidents else counted(len(spans), series.step)
    return ", ".join([f"{number}, {when}", *_sums(comparison)])


def _incidents(comparison: Comparison) -> str:
    return counted(sum(map(len, comparison.new.values())), "incident")


def _sums(comparison: Comparison) -> list[str]:
    """Sum of each column over the new rows, where such a sum means something."""
    series, rows = comparison.series, list(comparison.new.values())
    if series.step == "period":
        return []
    if series.is_incidents:
        return [f"{sum(count or 0 for row in rows for count in row):,} dead and missing"]
    columns = zip(series.columns, zip(*rows, strict=True), strict=True)
    return [f"{c.name} {sum(v or 0 for v in values):,}" for c, values in columns if any(values)]


def in_words(series: Series, revision: Revision) -> str:
    """A revision with its day."""
    when = written(series.step, Span(*revision.span))
    return f"{when} {revision.column} {_count(revision.old)} to {_count(revision.new)}"


def _count(count: int | Sequence[int | None] | None) -> str:
    if isinstance(count, int):
        return f"{count:,}"
    return " and ".join(str(each) for each in count) if count else "none"


def as_values(comparison: Comparison) -> dict[str, object]:
    """A comparison for programs."""
    series = comparison.series
    names = [column.name for column in series.columns]

    def cells(row: Sequence[int | None]) -> object:
        return list(row) if series.is_incidents else dict(zip(names, row, strict=True))

    return {
        "series": series.name,
        "same": comparison.same,
        "new": [
            {series.when: written(series.step, span), "counts": cells(row)}
            for span, row in comparison.new.items()
        ],
        "missing": [written(series.step, span) for span in comparison.missing],
        "revised": [
            {
                series.when: written(series.step, each.span),
                "column": each.column,
                "old": each.old,
                "new": each.new,
            }
            for each in comparison.revised
        ],
    }
