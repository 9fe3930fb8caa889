"""Reading carried tables, with the place of every cell for messages."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from scenarios.errors import InputError, Location, instead, shown


@dataclass(frozen=True)
class Row:
    """One row of a table: its cells by column, checked as they are taken.

    Attributes:
        file: The table, as messages name it.
        line: Line in the file, from 1.
        raw: That line as it stands there.
        columns: Names of the columns.
        cells: The cells, in the order of the columns.
    """

    file: str
    line: int
    raw: str
    columns: list[str]
    cells: list[str]

    def text(self, column: str) -> str:
        """The cell's text.

        Raises:
            InputError: If the table has no such column, or the row is too short.
        """
        if column not in self.columns:
            where = Location(self.file)
            raise InputError(f"there is no column {column!r}; the first line must name it", where)
        position = self.columns.index(column)
        if position >= len(self.cells):
            where = Location(self.file, self.line, len(self.raw) + 1)
            raise InputError(f"the row ends before {column!r}; add the missing cells", where)
        return self.cells[position]

    def number(self, column: str, low: float = -math.inf, high: float = math.inf) -> float:
        """The cell as a number within bounds, both allowed.

        Raises:
            InputError: If it is not a number or lies outside.
        """
        text = self.text(column)
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not (math.isfinite(value) and low <= value <= high):
            raise self.error(
                column, text, f"{column} is {text!r}; it must be a number from {low:g} to {high:g}"
            )
        return value

    def day(self, column: str) -> date:
        """The cell as a day.

        Raises:
            InputError: If it is none.
        """
        text = self.text(column)
        try:
            return date.fromisoformat(text)
        except ValueError:
            message = f"{column} is {text!r}; it must be a day such as 2023-04-01"
            raise self.error(column, text, message) from None

    def word(self, column: str, known: Iterable[str]) -> str:
        """The cell's text, one of the known words.

        Raises:
            InputError: If it is not.
        """
        return self._known(column, self.text(column), known)

    def words(self, column: str, known: Iterable[str]) -> tuple[str, ...]:
        """The cell's words, separated by semicolons, each of them known; none if it is empty.

        Raises:
            InputError: If one is unknown.
        """
        names = list(known)
        parts = self.text(column).split(";") if self.text(column) else []
        return tuple(self._known(column, part, names) for part in parts)

    def _known(self, column: str, word: str, known: Iterable[str]) -> str:
        names = list(known)
        if word not in names:
            raise self.error(column, word, f"unknown {column} {word!r}{instead(word, names)}")
        return word

    def error(self, column: str, part: str, message: str) -> InputError:
        """A fault at a part of a cell."""
        position = self.columns.index(column)
        before = sum(len(cell) + 1 for cell in self.cells[:position])
        found = max(self.raw.find(part, before), 0)
        return InputError(message, Location(self.file, self.line, found + 1))


def rows(path: Path) -> Iterator[Row]:
    """Yield the rows of a table whose first line names the columns."""
    lines = path.read_text(encoding="utf-8").splitlines()
    reader = csv.reader(lines)
    columns = next(reader, [])
    for cells in reader:
        line = reader.line_num
        yield Row(shown(path), line, lines[line - 1], columns, cells)
