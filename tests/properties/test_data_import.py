"""Whatever a data file holds, it is read or one line says where it is wrong."""

from __future__ import annotations

import io
import tempfile
import zipfile
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from calibration.data_series.declared_series import SERIES
from calibration.data_series.file_reading import read_file
from calibration.data_series.packaged_series import packaged_file
from scenarios.errors import InputError
from tests.properties.mutations import change_bytes, in_time

PACKAGED = [packaged_file(each).read_bytes()[:4_000] for each in SERIES.values()]
CELL = st.text("0123456789,-/ []xkJan", max_size=8) | st.dates().map(str) | st.integers().map(str)
TABLES = st.lists(st.lists(CELL, max_size=5).map(",".join), max_size=8).map("\n".join)


def read(data: bytes, name: str = "x.csv") -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        try:
            with in_time():
                read_file(path, date(2025, 10, 31))
        except InputError as error:
            assert str(error) and "\n" not in str(error)


@given(st.binary(max_size=300))
def test_any_bytes(data):
    read(data)


@given(st.binary(max_size=200))
def test_any_workbook(data):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", data)
        archive.writestr("content.xml", data)
    read(packed.getvalue(), "x.xlsx")


@given(st.sampled_from(PACKAGED).map(lambda data: data.split(b"\n")[0]), TABLES)
def test_any_table_under_a_header_that_is_known(head, rows):
    read(head + b"\n" + rows.encode())


@given(st.sampled_from(PACKAGED), st.data())
def test_a_packaged_series_with_a_few_bytes_changed(data, draws):
    read(change_bytes(data, draws))
