"""Whether a Parquet file that anybody may have written stays within bounds once it is read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

MOST_ROWS, MOST_COLUMNS, MOST_BYTES = 1_000_000, 5_000, 1 << 30
"""Far more than any table of ours has."""
ROWS_AT_A_TIME = 4_096


class TooLargeError(ValueError):
    """A table would be larger than any of ours; the message says how."""


def check_parquet(
    path: Path, rows: int = MOST_ROWS, columns: int = MOST_COLUMNS, size: int = MOST_BYTES
) -> None:
    """Make sure that a Parquet file can be read whole.

    What the file says of itself is looked at first. Since it may be untrue, the rows are then read,
    some at a time, until they take too much; texts are kept as a dictionary meanwhile, so that one
    long text in a million rows is counted, not made.

    Args:
        path: The file.
        rows: Most rows.
        columns: Most columns.
        size: Most bytes of all values.

    Raises:
        TooLargeError: If it has more.
        OSError: If it cannot be read.
        pyarrow.ArrowException: If it is not Parquet.
    """
    about = pq.read_metadata(path)
    if about.num_rows > rows:
        raise TooLargeError(f"has {about.num_rows:,} rows")
    if about.num_columns > columns:
        raise TooLargeError(f"has {about.num_columns:,} columns")
    said = sum(about.row_group(index).total_byte_size for index in range(about.num_row_groups))
    if said > size:
        raise TooLargeError(f"takes {said >> 20:,} MB once it is read")
    texts = [
        field.name
        for field in pq.read_schema(path)
        if pa.types.is_string(field.type) or pa.types.is_binary(field.type)
    ]
    seen = taken = 0
    with pq.ParquetFile(path, read_dictionary=texts) as file:
        for batch in file.iter_batches(ROWS_AT_A_TIME, use_threads=False):
            seen += batch.num_rows
            taken += sum(_bytes_of(column) for column in batch.columns)
            if seen > rows or taken > size:
                raise TooLargeError(f"has over {seen:,} rows or {taken >> 20:,} MB")


def _bytes_of(column: Any) -> int:
    """Bytes of a column once it is no dictionary any more; at most, where it is one."""
    if not pa.types.is_dictionary(column.type):
        return int(column.nbytes)
    longest = max((value.as_buffer().size for value in _values(column)), default=0)
    return len(column) * (longest + 4)


def _values(column: Any) -> Any:
    return (value for value in column.dictionary if value.is_valid)
