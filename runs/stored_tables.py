"""Parquet tables of results, read by the names of today whatever version wrote them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from scenarios.earlier_names import NOW

OUTCOME = "outcome"
WIDE = {"arrivals", "averted"}
"""One of these is a column of every table that has a column an outcome."""


def read_table(path: Path, columns: Sequence[str] | None = None) -> pa.Table:
    """Read a table of outcomes, daily columns or effects.

    Args:
        path: A Parquet file.
        columns: Columns to read, by the names of today; all of them, if absent.

    Returns:
        The table with its notes and the names of today, both of columns and in a column
        ``outcome``.
    """
    stored = pq.read_schema(path).names
    to_now = dict(zip(stored, current_columns(stored), strict=True))
    if columns is None:
        table = pq.read_table(path, partitioning=None)
    else:
        as_stored = {now: name for name, now in to_now.items()}
        wanted = [as_stored.get(name, name) for name in columns]
        table = pq.read_table(path, columns=wanted, partitioning=None)
    metadata = table.schema.metadata
    table = table.rename_columns([to_now[name] for name in table.column_names])
    if OUTCOME in table.column_names and pa.types.is_string(table.schema.field(OUTCOME).type):
        index = table.column_names.index(OUTCOME)
        values = table[OUTCOME]
        for name, now in NOW.items():
            values = pc.if_else(pc.equal(values, name), now, values)
        table = table.set_column(index, table.schema.field(OUTCOME), values)
    return table.replace_schema_metadata(metadata)


def current_columns(names: Sequence[str]) -> list[str]:
    """Names of today of a table's columns; a lever may be called as an outcome once was."""
    if not WIDE & set(names):
        return list(names)
    return [NOW[name] if NOW.get(name, name) not in names else name for name in names]
