"""Small files that would be large once they are read are refused before they are."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from runs.parquet_bounds import TooLargeError, check_parquet


def write(tmp_path, **columns):
    path = tmp_path / "x.parquet"
    pq.write_table(pa.table(columns), path, compression="zstd")
    return path


def test_a_table_within_bounds_is_accepted(tmp_path):
    check_parquet(write(tmp_path, n=[1, None], text=["a", None], empty=pa.nulls(2)))


@pytest.mark.parametrize(
    ("table", "says"),
    [
        (lambda: {"n": pa.array(range(1_000_001))}, "1,000,001 rows"),
        (lambda: {f"c{number}": [1] for number in range(5_001)}, "5,001 columns"),
        (lambda: {"text": pa.array(["x" * 100_000] * 11_000)}, "MB"),
        (lambda: {"text": pa.array(["x" * 3_000_000] * 400).dictionary_encode()}, "MB"),
    ],
    ids=["rows", "columns", "text", "dictionary"],
)
def test_a_table_beyond_them_is_refused_whatever_its_file_weighs(tmp_path, table, says):
    path = write(tmp_path, **table())
    with pytest.raises(TooLargeError, match=says):
        check_parquet(path)
    assert path.stat().st_size < 60_000_000
