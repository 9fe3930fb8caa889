"""Show what differs between two vintages of the data."""

from __future__ import annotations

from collections.abc import Callable

from calibration.data_series.comparison import Comparison, compare
from calibration.data_series.data_folder import DataFolder
from calibration.data_series.declared_series import SERIES, Series
from calibration.data_series.packaged_series import PACKAGED, packaged_table
from calibration.data_series.series_table import SeriesTable
from calibration.data_series.spans import written
from narrows.cli.actions.data_options import as_values, in_words, new_rows, open_folder
from narrows.cli.command_line import CommandLine
from narrows.cli.console import print_json, say
from runs.number_format import counted
from scenarios.errors import instead

LATEST = "latest"
"""What the series with all vintages laid over one another are called."""

Tables = dict[Series, SeriesTable]


def show_difference(
    line: CommandLine, old: str, new: str, folder: str | None, as_json: bool
) -> None:
    """Print what is new and what was revised from one vintage to another, by series.

    Raises:
        InputError: If there is no such vintage, or the folder cannot be read.
    """
    kept = open_folder(line, folder)
    before, after = (_tables(line, kept, name, 1 + index) for index, name in enumerate((old, new)))
    found = [compare(before[series], after[series]) for series in before if series in after]
    if as_json:
        differences = [as_values(each) for each in found]
        print_json({"old": old, "new": new, "series": differences})
        return
    if not found:
        say(f"{old} and {new} have no series in common.")
    for each in found:
        _print(each, before[each.series], after[each.series])


def _tables(line: CommandLine, kept: DataFolder, name: str, argument: int) -> Tables:
    """The series that a vintage has."""
    if name in (PACKAGED, LATEST):
        table_of: Callable[[Series], SeriesTable]
        table_of = packaged_table if name == PACKAGED else kept.table
        return {series: table_of(series) for series in SERIES.values()}
    vintage = kept.vintage(name)
    if vintage is None:
        known = [PACKAGED, LATEST, *(each.name for each in kept.vintages)]
        raise line.at_argument(argument, f"there is no vintage {name!r}{instead(name, known)}")
    return {s: kept.table_of(vintage, s) for s in SERIES.values() if vintage.part(s)}


def _print(found: Comparison, old: SeriesTable, new: SeriesTable) -> None:
    series = found.series
    say(f"{series.name}: to {old.last}, then to {new.last}")
    say(f"  new: {new_rows(found)}")
    say(f"  revised: {len(found.revised) or 'none'}; unchanged: {found.same:,}")
    if found.missing:
        first, last = (written(series.step, span) for span in (found.missing[0], found.missing[-1]))
        which = first if first == last else f"from {first} to {last}"
        say(f"  only in the first: {counted(len(found.missing), 'row')}, {which}")
    for revision in found.revised:
        say(f"    {in_words(series, revision)}")
    for span, cells in found.new.items():
        counts = " and ".join(map(str, cells)) if series.is_incidents else _named(series, cells)
        say(f"    {written(series.step, span)} new: {counts}")


def _named(series: Series, cells: tuple[int | None, ...]) -> str:
    named = zip(series.columns, cells, strict=True)
    return ", ".join(f"{column.name} {cell:,}" for column, cell in named if cell is not None)
