"""A file as sheets of cells: ODS and Excel workbooks and CSV text, recognised by their bytes."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from calibration.data_series import cell_values
from scenarios.errors import InputError, Location, shown

MOST_BYTES = 50_000_000
"""Larger files are refused, and workbooks that unpack to ten times as much."""
ZIP, OLD_EXCEL, UTF_16 = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", (b"\xff\xfe", b"\xfe\xff")
MOST_ROWS = 200_000
"""Of a sheet; a century of days has 36,525."""
MOST_CELLS = 20_000_000
"""Between the first cell and the last of a sheet."""
LETTERS = 26
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
COMMENT = "#"
"""Lines at the top of a text that begin with this are notes."""
RIGHT = "give an .ods, .xlsx or .csv file"


@dataclass(frozen=True)
class Sheet:
    """Cells by row.

    Attributes:
        file: The file, and the sheet if it has several, as messages name it.
        rows: The cells.
        numbers: Number of each row in the file, from 1.
    """

    file: str
    rows: Sequence[Sequence[Any]]
    numbers: Sequence[int]

    def fault(self, index: int, message: str, column: int = 0) -> InputError:
        """A fault at a row, by its place in ``rows``, and a cell."""
        number = self.numbers[index] if self.numbers else 1
        return InputError(message, Location(self.file, number, column + 1))

    def body(self, head: int, columns: dict[str, int]) -> Iterator[Line]:
        """The rows after the headers that are not empty.

        Raises:
            InputError: If a row has more cells than there are headers.
        """
        width = max((i for i, cell in enumerate(self.rows[head]) if _is_full(cell)), default=0) + 1
        for index in range(head + 1, len(self.rows)):
            cells = self.rows[index]
            full = [column for column, cell in enumerate(cells) if _is_full(cell)]
            if not full:
                continue
            if full[-1] >= width:
                message = (
                    f"the row has {full[-1] + 1} cells under {width} headers; "
                    "write numbers without commas, and give one cell under each header"
                )
                raise self.fault(index, message, full[-1])
            yield Line(self, index, columns)


@dataclass(frozen=True)
class Line:
    """One row of data: its cells by header, checked as they are taken."""

    sheet: Sheet
    index: int
    columns: dict[str, int] = field(repr=False)

    def cell(self, column: str) -> Any:
        """A cell as it is; None past the end of the row."""
        cells, index = self.sheet.rows[self.index], self.columns[column]
        return cells[index] if index < len(cells) else None

    def text(self, column: str) -> str:
        """A cell as one line of text."""
        return cell_values.plain(self.cell(column))

    def day(self, column: str) -> date:
        """A cell as a day.

        Raises:
            InputError: If it is none.
        """
        try:
            return cell_values.as_day(self.cell(column))
        except ValueError as error:
            raise self.fault(column, str(error)) from None

    def count(self, column: str) -> int:
        """A cell as a count.

        Raises:
            InputError: If it is none.
        """
        try:
            return cell_values.as_count(self.cell(column))
        except ValueError as error:
            raise self.fault(column, f"{column}: {error}") from None

    def count_if_any(self, column: str) -> int | None:
        """A cell as a count; None where it is empty or marked as not available."""
        empty = not self.text(column) or cell_values.is_not_available(self.cell(column))
        return None if empty else self.count(column)

    def fault(self, column: str, message: str) -> InputError:
        """A fault of a cell."""
        return self.sheet.fault(self.index, message, self.columns[column])


def _is_full(cell: Any) -> bool:
    return bool(cell_values.plain(cell))


def read_sheets(path: Path) -> list[Sheet]:
    """The sheets of a file; a text is one sheet.

    Raises:
        InputError: If the file cannot be read, is empty, damaged, too large, or of another kind.
    """
    file = shown(path)
    data = read_bytes(path)
    if not data.strip():
        raise InputError(f"the file is empty; {RIGHT}", Location(file))
    if data.startswith(ZIP):
        return _workbook(data, file)
    if data.startswith(OLD_EXCEL):
        message = "an old or protected Excel file; save it as .xlsx without a password"
        raise InputError(message, Location(file))
    return [_text(data, file)]


def read_bytes(path: Path) -> bytes:
    """A file's bytes.

    Raises:
        InputError: If there is no such file, or it cannot be read or is too large.
    """
    where = Location(shown(path))
    try:
        if path.is_dir():
            raise InputError(f"this is a folder; {RIGHT}", where)
        if path.exists() and not path.is_file():
            raise InputError(f"this is not a file but a device or pipe; {RIGHT}", where)
        if path.stat().st_size > MOST_BYTES:
            raise InputError(f"larger than {MOST_BYTES:,} bytes; {RIGHT} of one series", where)
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError("there is no such file; check its path", where) from None
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or "it cannot be opened").lower()
        raise InputError(f"{reason}; name a file that can be read", where) from None


def _workbook(data: bytes, file: str) -> list[Sheet]:
    damaged = InputError(
        "the workbook is damaged or cut short; download or save it again", Location(file)
    )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > 10 * MOST_BYTES:
                message = "the workbook unpacks to too much; save the one sheet that is needed"
                raise InputError(message, Location(file))
            if archive.testzip() is not None:
                raise damaged
            _check_extent(archive, file)
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, RuntimeError, NotImplementedError):
        raise damaged from None
    try:
        found = _cells(data)
    except Exception as error:
        text = " ".join(str(error).split())[:80]
        message = f"no workbook that can be read ({text}); save it as .ods or .xlsx"
        raise InputError(message, Location(file)) from None
    for name, rows in found:
        if len(rows) > MOST_ROWS:
            message = f"sheet {name} has {len(rows):,} rows; keep {MOST_ROWS:,} of one series"
            raise InputError(message, Location(file))
    return [
        Sheet(f"{file} (sheet {name.replace(':', ' ')})", rows, range(1, len(rows) + 1))
        for name, rows in found
    ]


def _check_extent(archive: zipfile.ZipFile, file: str) -> None:
    """Check that no Excel cell lies so far out that the cells up to it fill the memory.

    Raises:
        InputError: If one does, or if the cells are in Excel's binary form.
    """
    for name in archive.namelist():
        if name.endswith(".bin") and name.startswith("xl/workbook"):
            raise InputError("a binary Excel file; save it as .xlsx", Location(file))
        if not name.startswith("xl/worksheets/"):
            continue
        columns, rows = 0, 0
        for column, row in _REFERENCE.findall(archive.read(name)):
            columns, rows = max(columns, _column(column)), max(rows, int(row))
        if columns * rows > MOST_CELLS:
            message = f"a cell far from the table, in row {rows}; delete what is outside the table"
            raise InputError(message, Location(file))


def _column(letters: bytes) -> int:
    """Number of a column from its letters."""
    number = 0
    for letter in letters:
        number = number * LETTERS + letter - ord("A") + 1
    return number


def _cells(data: bytes) -> list[tuple[str, list[list[Any]]]]:
    from python_calamine import CalamineWorkbook

    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        return [
            (name, book.get_sheet_by_name(name).to_python(skip_empty_area=False))
            for name in book.sheet_names
        ]


def _text(data: bytes, file: str) -> Sheet:
    if data.startswith(UTF_16):
        raise InputError("the text is in UTF-16; save it as CSV in UTF-8", Location(file))
    if b"\0" in data:
        raise InputError(f"a binary file of another kind; {RIGHT}", Location(file))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = "a byte that is not UTF-8 text; save the file as CSV in UTF-8"
        raise InputError(message, Location(file, line)) from None
    lines = io.StringIO(text, newline="").readlines()
    notes = 0
    while notes < len(lines) and (lines[notes].startswith(COMMENT) or not lines[notes].strip()):
        notes += 1
    reader = csv.reader(lines[notes:], strict=True)
    rows, numbers, begins = [], [], notes + 1
    try:
        for cells in reader:
            rows.append(cells)
            numbers.append(begins)
            begins = notes + reader.line_num + 1
    except csv.Error as error:
        message = f"not valid CSV ({error}); check the quotation marks in this row"
        raise InputError(message, Location(file, begins)) from None
    if not rows:
        raise InputError("there are only notes; give a line of headers and rows", Location(file))
    return Sheet(file, rows, numbers)
