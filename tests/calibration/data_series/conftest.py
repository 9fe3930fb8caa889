"""Files in the publishers' layouts, made of numbers of our own that go on from what is packaged."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest

from calibration.data_series.declared_series import DAYS, WEEKS
from calibration.data_series.packaged_series import packaged_table
from calibration.data_series.spans import Span

Rows = list[list[Any]]

ODS = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3">'
    "<office:body><office:spreadsheet>{}</office:spreadsheet></office:body>"
    "</office:document-content>"
)
MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
    'manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
    "</manifest:manifest>"
)


def _ods_cell(value: Any) -> str:
    if value is None or value == "":
        return "<table:table-cell/>"
    if isinstance(value, date):
        kind = f'office:value-type="date" office:date-value="{value.isoformat()}"'
    elif isinstance(value, int | float):
        kind = f'office:value-type="float" office:value="{value}"'
    else:
        kind = 'office:value-type="string"'
    return f"<table:table-cell {kind}><text:p>{escape(str(value))}</text:p></table:table-cell>"


def write_ods(path: Path, sheets: dict[str, Rows]) -> Path:
    """A workbook as LibreOffice writes it, but smaller."""
    tables = [
        f'<table:table table:name="{name}">'
        + "".join(
            f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows
        )
        + "</table:table>"
        for name, rows in sheets.items()
    ]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS.format("".join(tables)))
        archive.writestr("META-INF/manifest.xml", MANIFEST)
    return path


def write_xlsx(path: Path, rows: Rows) -> Path:
    """A workbook of one sheet, with text in its cells where it is not a number."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    packages = "http://schemas.openxmlformats.org/package/2006"
    documents = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    cells = [
        f'<row r="{number}">'
        + "".join(
            f"<c><v>{value}</v></c>"
            if isinstance(value, int | float)
            else f'<c t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'
            for value in row
        )
        + "</row>"
        for number, row in enumerate(rows, 1)
    ]
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    files = {
        "[Content_Types].xml": f'<Types xmlns="{packages}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/>'
        "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{packages}/relationships"><Relationship Id="rId1" '
        f'Type="{documents}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{documents}"><sheets>'
        '<sheet name="Detections" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{packages}/relationships">'
        f'<Relationship Id="rId1" Type="{documents}/worksheet" Target="worksheets/sheet1.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>'
        f"{''.join(cells)}</sheetData></worksheet>",
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


class HomeOffice:
    """A weekly edition: three weeks, of which the last is about days that are not packaged.

    Attributes:
        first, last: First and last day, a Monday and a Sunday.
        today: A day after the edition.
    """

    def __init__(self) -> None:
        known = packaged_table(WEEKS).rows
        self.first = max(known).first - timedelta(7)
        self.last = self.first + timedelta(20)
        self.today = self.last + timedelta(5)

    def days(self) -> Rows:
        """Sheet SB_01, as published; days that are packaged have the packaged counts."""
        kept = packaged_table(DAYS).rows
        rows: Rows = [
            ["Date", "Migrants arrived", "Boats arrived",
             "Boats arrived - involved in uncontrolled landings", "Notes"]
        ]  # fmt: skip
        for number in range(21):
            day = self.first + timedelta(number)
            counts = kept.get(Span(day, day), (50 * (number % 3), number % 3))
            rows.append([day, *counts, "-", ""])
        return rows

    def weeks(self) -> Rows:
        """Sheet SB_02, as published; one week before has no preventions."""
        days = self.days()[1:]
        kept = packaged_table(WEEKS).rows
        rows: Rows = [
            ["Week ending", "Migrants arrived", "Boats arrived",
             "Boats arrived - involved in uncontrolled landings", "Migrants prevented",
             "Events prevented", "Notes"],
            [self.first - timedelta(1), 12, 1, "-", "-", "-", ""],
        ]  # fmt: skip
        for index in range(0, 21, 7):
            week = days[index : index + 7]
            sums = [sum(row[column] for row in week) for column in (1, 2)]
            prevented = kept.get(Span(week[0][0], week[-1][0]), (0, 0, 300, 9))[2:]
            rows.append([week[-1][0], *sums, 0, *prevented, ""])
        return rows

    def sheets(self) -> dict[str, Rows]:
        """The whole workbook."""
        cover: Rows = [["A title that no reader knows"], ["Published weekly"]]
        return {"Cover_sheet": cover, "SB_01": self.days(), "SB_02": self.weeks()}


@pytest.fixture
def edition() -> HomeOffice:
    return HomeOffice()


@pytest.fixture
def home_office(edition, tmp_path) -> Path:
    return write_ods(tmp_path / "whatever.dat", edition.sheets())


Writer = Callable[[str, Sequence[Sequence[Any]]], Path]


@pytest.fixture
def write_csv(tmp_path) -> Writer:
    def write(name: str, rows: Sequence[Sequence[Any]]) -> Path:
        path = tmp_path / name
        text = "".join(",".join(str(cell) for cell in row) + "\n" for row in rows)
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def daily_rows(edition) -> Rows:
    """The plain table of days, three weeks long."""
    days = [[str(cell) for cell in row[:3]] for row in edition.days()[1:]]
    return [["date", "arrivals", "boats"], *days]


@pytest.fixture
def ods_writer() -> Callable[[Path, dict[str, Rows]], Path]:
    return write_ods


@pytest.fixture
def xlsx_writer() -> Callable[[Path, Rows], Path]:
    return write_xlsx
