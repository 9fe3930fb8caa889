"""Tables that R, Stata and Excel can read: numbers, days, times and text, as CSV or XLSX."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.csv as pcsv

STARTS_FORMULA = "^[=+\\-@\\t\\r]"
"""How text begins that a spreadsheet would take for a formula."""
SHEET, MOST_ROWS, MOST_COLUMNS, MOST_LETTERS = "narrows", 1_048_576, 16_384, 32_767
"""Name of the sheet, and what Excel can hold, the row of names among it."""
LARGEST_WHOLE = 2**53
"""From here on Excel and R round whole numbers."""
DAY_FORMAT, TIME_FORMAT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"


class TooLargeForExcelError(ValueError):
    """A table has more rows or columns than a sheet."""


def plain(batch: Any) -> Any:
    """A batch or table without types that other programs lack.

    Whole numbers are signed and of at most 64 bits, or numbers of floating point where they do not
    fit; lists and groups are JSON; what is coded by a dictionary is written out.

    Args:
        batch: A record batch or table of Arrow.

    Returns:
        The same kind.
    """
    columns = [_plain(column) for column in batch.columns]
    return type(batch).from_arrays(columns, names=_distinct(batch.schema.names))


def write_csv(file: BinaryIO | Path, batches: Iterable[Any]) -> int:
    """Write batches as CSV in UTF-8, with names in the first row.

    Text that a spreadsheet would take for a formula gets an apostrophe before it.

    Args:
        file: Where.
        batches: At least one, all of one schema.

    Returns:
        How many rows were written.
    """
    rows, writer = 0, None
    target = str(file) if isinstance(file, Path) else pa.PythonFile(file, "w")
    try:
        for batch in batches:
            safe = without_formulas(plain(batch))
            writer = writer or pcsv.CSVWriter(target, safe.schema)
            writer.write(safe)
            rows += safe.num_rows
    finally:
        if writer is not None:
            writer.close()
    return rows


def write_xlsx(path: Path, batches: Iterable[Any]) -> int:
    """Write batches as one sheet; text is text, never a formula or a link.

    Args:
        path: Where.
        batches: All of one schema.

    Returns:
        How many rows were written.

    Raises:
        TooLargeForExcelError: If there are more rows or columns than a sheet has.
    """
    from xlsxwriter import Workbook

    text_alone = {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True,
                  "default_date_format": DAY_FORMAT, "nan_inf_to_errors": False}  # fmt: skip
    row = 0
    with Workbook(str(path), text_alone) as book:
        book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)})
        sheet = book.add_worksheet(SHEET)
        times = book.add_format({"num_format": TIME_FORMAT})
        for batch in map(plain, batches):
            if batch.num_columns > MOST_COLUMNS:
                raise TooLargeForExcelError(f"{batch.num_columns:,} columns; Excel has 16,384")
            if row == 0:
                sheet.write_row(0, 0, batch.schema.names)
                row = 1
            columns = [column.to_pylist() for column in batch.columns]
            if row + batch.num_rows > MOST_ROWS:
                raise TooLargeForExcelError("more than 1,048,575 rows, which Excel cannot hold")
            for values in zip(*columns, strict=True):
                for at, value in enumerate(values):
                    _write_cell(sheet, times, row, at, value)
                row += 1
    return max(0, row - 1)


def without_formulas(batch: Any) -> Any:
    """The same with an apostrophe before text that begins like a formula."""
    import pyarrow.compute as pc

    columns = [
        pc.replace_substring_regex(column, f"({STARTS_FORMULA})", "'\\1")
        if pa.types.is_string(column.type)
        else column
        for column in batch.columns
    ]
    return type(batch).from_arrays(columns, names=batch.schema.names)


def _write_cell(sheet: Any, times: Any, row: int, column: int, value: Any) -> None:
    match value:
        case None:
            pass
        case bool():
            sheet.write_boolean(row, column, value)
        case int() if abs(value) > LARGEST_WHOLE:
            sheet.write_string(row, column, str(value))
        case float() if value - value != 0:
            sheet.write_string(row, column, str(value))
        case int() | float():
            sheet.write_number(row, column, value)
        case datetime():
            sheet.write_datetime(row, column, value.replace(tzinfo=None), times)
        case date():
            sheet.write_datetime(row, column, value)
        case _:
            sheet.write_string(row, column, str(value)[:MOST_LETTERS])


def _plain(column: Any) -> Any:
    kind = column.type
    if pa.types.is_dictionary(kind):
        return _plain(column.cast(kind.value_type))
    if pa.types.is_decimal(kind):
        return _whole_or_float(column) if kind.scale == 0 else column.cast(pa.float64(), safe=False)
    if pa.types.is_unsigned_integer(kind):
        return _whole_or_float(column)
    if pa.types.is_timestamp(kind):
        return column.cast(pa.timestamp("s"), safe=False)
    if pa.types.is_float16(kind) or pa.types.is_float32(kind):
        return column.cast(pa.float64())
    same = (
        pa.types.is_boolean(kind) or pa.types.is_integer(kind) or pa.types.is_float64(kind)
        or pa.types.is_date32(kind) or pa.types.is_string(kind)
    )  # fmt: skip
    if same:
        return column
    if pa.types.is_date64(kind):
        return column.cast(pa.date32())
    return _texts(column)


def _whole_or_float(column: Any) -> Any:
    """Whole numbers of 64 bits, or of floating point if one is too large."""
    try:
        return column.cast(pa.int64())
    except pa.ArrowInvalid:
        return column.cast(pa.float64(), safe=False)


def _texts(column: Any) -> Any:
    texts = pa.array([_text(value) for value in column.to_pylist()], pa.string())
    return pa.chunked_array([texts]) if isinstance(column, pa.ChunkedArray) else texts


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, list | dict | tuple):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def _distinct(names: Iterable[str]) -> list[str]:
    """Names of columns, each once."""
    return list(_numbered(names))


def _numbered(names: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for name in names:
        mine, number = name, 1
        while mine in seen:
            number += 1
            mine = f"{name}_{number}"
        seen.add(mine)
        yield mine
