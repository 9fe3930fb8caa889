"""Every malformed file is one line with file, row and fix, and nothing is written."""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from calibration.data_series.addition import Request, prepare
from calibration.data_series.data_folder import DataFolder
from calibration.data_series.sheets import MOST_BYTES
from scenarios.errors import InputError

ONE_LINE = re.compile(r"^[^:]+:\d+:\d+: .+; .+$")
Sheets = dict[str, list[list[Any]]]


def refused(path: Path, today: date) -> str:
    """What is said of a file; checks that it is one line and that nothing was written."""
    folder = path.parent / "data"
    before = sorted(path.parent.iterdir())
    with pytest.raises(InputError) as raised:
        prepare(DataFolder(folder, may_be_new=True), Request(path), today)
    said = str(raised.value)
    assert ONE_LINE.match(said), said
    assert path.name in said
    assert not folder.exists() and sorted(path.parent.iterdir()) == before
    return said


def put(sheet: str, row: int, column: int, value: Any) -> Callable[[Sheets], None]:
    """Change a cell; rows and columns from 0, the headers being row 0."""

    def change(sheets: Sheets) -> None:
        sheets[sheet][row][column] = value

    return change


def shifted(sheets: Sheets) -> None:
    for row in sheets["SB_02"][1:]:
        row[0] += timedelta(1)


def in_the_future(sheets: Sheets) -> None:
    for row in sheets["SB_01"][1:]:
        row[0] += timedelta(100)
    del sheets["SB_02"]


def twice(sheets: Sheets) -> None:
    sheets["SB_03"] = sheets["SB_01"]


ODS_FAULTS: dict[str, tuple[Callable[[Sheets], Any], int, str]] = {
    "date with slashes": (put("SB_01", 3, 0, "31/10/2025"), 4, "write 2025-10-31"),
    "date that can be read in two ways": (put("SB_01", 3, 0, "03/04/2025"), 4, "write yyyy-mm-dd"),
    "date as a number": (put("SB_01", 3, 0, 45000), 4, "45000 is a number, not a date"),
    "date with a time": (put("SB_01", 3, 0, datetime(2025, 1, 2, 9, 30)), 4, "a time of day"),
    "no date": (put("SB_01", 3, 0, ""), 4, "the date is empty"),
    "date before the century": (put("SB_01", 3, 0, date(1925, 10, 3)), 4, "is before 2000"),
    "date of another year": (put("SB_01", 3, 0, date(2019, 3, 4)), 2, "days are missing"),
    "no number": (put("SB_01", 4, 1, ""), 5, "migrants arrived: the number is empty"),
    "dash": (put("SB_01", 4, 1, "-"), 5, "'-' is no number; give it"),
    "two points": (put("SB_01", 4, 2, ".."), 5, "'..' is no number; give it"),
    "mark": (put("SB_01", 4, 2, "[x]"), 5, "'[x]' is no number; give it"),
    "mark within the weeks": (put("SB_02", 3, 4, "[x]"), 5, "weeks are missing"),
    "negative": (put("SB_01", 4, 1, -3), 5, "-3 is negative; give 0 or more"),
    "fraction": (put("SB_01", 4, 1, 12.5), 5, "12.5 is not whole"),
    "count that no table can hold": (put("SB_01", 4, 1, 1e20), 5, "1e+20 has more than 15 digits"),
    "thousands": (put("SB_01", 4, 1, "1,234"), 5, "write 1234"),
    "thousands with a space": (put("SB_01", 4, 1, "1 234"), 5, "write 1234"),
    "decimal comma": (put("SB_01", 4, 1, "12,5"), 5, "has a decimal comma"),
    "word": (put("SB_01", 4, 2, "two"), 5, "'two' is not a number"),
    "date as a count": (put("SB_01", 4, 2, date(2025, 1, 2)), 5, "is not a number"),
    "missing day": (lambda s: s["SB_01"].pop(5), 6, "days are missing before this row"),
    "missing week": (lambda s: s["SB_02"].pop(3), 4, "weeks are missing before this row"),
    "doubled day": (lambda s: s["SB_01"].insert(5, s["SB_01"][5]), 7, "is there twice, first in"),
    "week that ends on Monday": (shifted, 2, "is no Sunday; give the Sunday"),
    "future": (in_the_future, 2, "later than today"),
    "note under the table": (lambda s: s["SB_01"].append(["Source: ours"]), 23, "is not a date"),
    "number beside the table": (lambda s: s["SB_01"][2].extend([1, 2]), 3, "cells under 5 headers"),
    "wrong sheets": (lambda s: [s.pop("SB_01"), s.pop("SB_02")], 1, "no known headers"),
    "header misspelt": (put("SB_01", 0, 1, "Migrants arived"), 1, "lacks the column"),
    "header twice": (put("SB_01", 0, 4, "Boats arrived"), 1, "'boats arrived' is there twice"),
    "headers alone": (lambda s: s.__delitem__("SB_02") or s["SB_01"].__delitem__(slice(1, None)),
                      1, "there are no rows"),
    "series on two sheets": (twice, 1, "keep one of the sheets"),
    "gap after the record": (lambda s: s.__delitem__("SB_02") or [
        row.__setitem__(0, row[0] + timedelta(30)) for row in s["SB_01"][1:]], 2,
        "the record ends with"),
}  # fmt: skip


def test_a_row_repeated_a_million_times_is_refused_at_once(tmp_path, edition, ods_writer):
    path = ods_writer(tmp_path / "edition.ods", edition.sheets())
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    before, row, after = parts["content.xml"].rpartition(b"<table:table-row>")
    many = row.replace(b">", b' table:number-rows-repeated="1000000">')
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in (parts | {"content.xml": before + many + after}).items():
            archive.writestr(name, content)
    said = refused(path, edition.today)
    assert "rows; keep 200,000 of one series" in said


@pytest.mark.parametrize("fault", ODS_FAULTS)
def test_a_malformed_workbook_is_refused(fault, tmp_path, edition, ods_writer):
    change, row, says = ODS_FAULTS[fault]
    sheets = edition.sheets()
    change(sheets)
    path = ods_writer(tmp_path / "edition.ods", sheets)
    today = edition.today + timedelta(60 if fault == "gap after the record" else 0)
    said = refused(path, today)
    assert says in said
    assert int(said.split(":")[1]) == row, said


Text = list[list[str]]

CSV_FAULTS: dict[str, tuple[Callable[[str], str | bytes], int, str]] = {
    "empty": (lambda _: "", 1, "the file is empty"),
    "blank": (lambda _: " \n\n", 1, "the file is empty"),
    "notes alone": (lambda _: "# nothing\n", 1, "only notes"),
    "headers alone": (lambda t: t.partition("\n")[0], 1, "there are no rows"),
    "binary": (lambda t: t.encode() + b"\0\1\2", 1, "a binary file"),
    "another encoding": (lambda t: t.encode() + "2025-01-01,é,1".encode("latin-1"), 23, "UTF-8"),
    "UTF-16": (lambda t: t.encode("utf-16"), 1, "in UTF-16"),
    "semicolons": (lambda t: t.replace(",", ";"), 1, "separated by semicolons"),
    "tabs": (lambda t: t.replace(",", "\t"), 1, "separated by tabs"),
    "slashed dates": (lambda t: re.sub(r"\n\d{4}-\d\d-\d\d", "\n25/12/2024", t), 2, "2024-12-25"),
    "no such day": (lambda t: re.sub(r"\n\d{4}-\d\d-\d\d", "\n2025-02-30", t, count=1), 2,
                    "no day of the calendar"),
    "thousands": (lambda t: re.sub(r",\d+,", ",1,234,", t, count=1), 2, "cells under 3 headers"),
    "quoted thousands": (lambda t: re.sub(r",\d+,", ',"1,234",', t, count=1), 2, "write 1234"),
    "decimal comma": (lambda t: re.sub(r",\d+,", ',"12,5",', t, count=1), 2, "decimal comma"),
    "decimal point": (lambda t: re.sub(r",\d+,", ",12.5,", t, count=1), 2, "is not whole"),
    "negative": (lambda t: re.sub(r",\d+,", ",-4,", t, count=1), 2, "is negative"),
    "typographic minus": (lambda t: re.sub(r",\d+,", ",\N{MINUS SIGN}4,", t, count=1), 2,
                          "is negative"),
    "too many digits": (lambda t: re.sub(r",\d+,", f",{'9' * 16},", t, count=1), 2,
                        "has more than 15 digits"),
    "infinite": (lambda t: re.sub(r",\d+,", ",inf,", t, count=1), 2, "is not a number"),
    "exponent": (lambda t: re.sub(r",\d+,", ",1e3,", t, count=1), 2, "is not a number"),
    "other digits": (lambda t: re.sub(r",\d+,", ",٣,", t, count=1), 2, "is not a number"),
    "mark": (lambda t: re.sub(r",\d+,", ",[z],", t, count=1), 2, "is no number; give it"),
    "short row": (lambda t: t + "2025-01-01\n", 23, "the number is empty"),
    "missing row": (lambda t: re.sub(r"\n.*", "", t, count=1).replace(
        t.splitlines()[9] + "\n", ""), 9, "days are missing"),
    "doubled row": (lambda t: t + t.splitlines()[4] + "\n", 23, "is there twice, first in row 5"),
    "unknown column": (lambda t: "".join(
        f"{line},{'people' if not n else 1}\n" for n, line in enumerate(t.splitlines())), 1,
        "unknown column 'people'"),
    "open quotation mark": (lambda t: t.replace(",", ',"', 3), 1, "not valid CSV"),
    "no headers": (lambda t: t.partition("\n")[2], 1, "no known headers"),
    "another table": (lambda _: "name,value\na,1\n", 1, "no known headers"),
    "cut zip": (lambda _: b"PK\3\4 and no more", 1, "damaged or cut short"),
    "old Excel": (lambda _: b"\xd0\xcf\x11\xe0" + b"\0" * 600, 1, "save it as .xlsx"),
    "picture": (lambda _: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 1, "a binary file"),
    "too large": (lambda t: t + " " * MOST_BYTES, 1, "larger than"),
}  # fmt: skip


@pytest.mark.parametrize("fault", CSV_FAULTS)
def test_a_malformed_text_is_refused(fault, tmp_path, edition, daily_rows):
    change, row, says = CSV_FAULTS[fault]
    text = "".join(",".join(cells) + "\n" for cells in daily_rows)
    made = change(text)
    path = tmp_path / "days.csv"
    path.write_bytes(made if isinstance(made, bytes) else made.encode())
    said = refused(path, edition.today)
    assert says in said
    assert int(said.split(":")[1]) == row, said


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.99])
def test_a_workbook_cut_short_is_refused(share, home_office, edition):
    data = home_office.read_bytes()
    home_office.write_bytes(data[: max(int(share * len(data)), 6)])
    assert "damaged or cut short" in refused(home_office, edition.today)


def test_a_workbook_with_a_byte_changed_is_refused(home_office, edition):
    data = bytearray(home_office.read_bytes())
    data[data.index(b"Migrants")] ^= 1
    home_office.write_bytes(bytes(data))
    assert "damaged" in refused(home_office, edition.today)


@pytest.mark.parametrize("name", ["notes.txt", "xl/workbook.bin", "content.xml"])
def test_an_archive_of_something_else_is_refused(name, tmp_path, edition):
    path = tmp_path / "other.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, "<broken")
    assert "save it as" in refused(path, edition.today)


def test_a_cell_far_from_the_table_does_not_fill_the_memory(tmp_path, edition, xlsx_writer):
    path = xlsx_writer(tmp_path / "far.xlsx", [["Route"]])
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    sheet = "xl/worksheets/sheet1.xml"
    files[sheet] = files[sheet].replace(b"</sheetData>", far)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    assert "far from the table" in refused(path, edition.today)


MONTHS = ["Route", "Border type or inland", "Nationality", "NOV2023", "DEC2023"]


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([MONTHS], "there are no rows"),
        ([MONTHS, ["Balkan Route", "Land", "A", 1, 2]], "unknown route 'Balkan Route'"),
        ([MONTHS, *[["Other", "Land", "A", 1, 2]] * 2], "the same route, border and nationality"),
        ([[*MONTHS[:4], "DEZ2023"], ["Other", "Land", "A", 1, 2]], "the header 'DEZ2023'"),
        ([[*MONTHS[:4], "2023-11"], ["Other", "Land", "A", 1, 2]], "2023-11 is there twice"),
        ([[*MONTHS[:3], "JAN2024", "MAR2024"], ["Other", "Land", "A", 1, 2]], "months are missing"),
        ([MONTHS[:3], ["Other", "Land", "A"]], "there is no column of a month"),
        ([MONTHS, ["Other", "Land", "A", 1, -2]], "-2 is negative"),
        ([MONTHS, ["Other", "Land", "A", 1, "1,234"]], "write 1234"),
        ([[*MONTHS[:3], "NOV2099"], ["Other", "Land", "A", 1]], "later than today"),
    ],
)
def test_a_malformed_table_of_detections_is_refused(rows, says, tmp_path, edition, xlsx_writer):
    assert says in refused(xlsx_writer(tmp_path / "d.xlsx", rows), edition.today)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("1,2,30/09/2024,1,0,1,Drowning,x,", "write 2024-09-30"),
        ("1,2,2024-09-30,1,0,one,Drowning,x,", "'one' is not a number"),
        ("1,2,2024-09-30,1,0,1,Drowning,x,somewhere", "no coordinates"),
        (",2,2024-09-30,1,0,1,Drowning,x,", "no Main ID"),
        ("1,2,2024-09-30,1,0,1,Drowning,x,\n1,2,2024-09-30,1,0,1,Drowning,x,", "1 is there twice"),
        ("", "there are no rows"),
    ],
)
def test_a_malformed_table_of_incidents_is_refused(row, says, tmp_path, edition):
    head = (
        "Main ID,Incident ID,Incident Date,Number of Dead,Minimum Estimated Number of Missing,"
        "Total Number of Dead and Missing,Cause of Death,Location of Incident,Coordinates"
    )
    path = tmp_path / "incidents.csv"
    path.write_text(f"{head}\n{row}\n", encoding="utf-8")
    assert says in refused(path, edition.today)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("Easter 2024,1,,,", "is no period"),
        ("FY2023-25,1,,,", "is no period"),
        ("Dec-Jan 2024,1,,,", "is no period"),
        ("2024-03-06..2024-01-01,1,,,", "is no period"),
        ("2023,,,,", "the number is empty"),
        ("2023,100,200,200,", "rated days in a period of 365"),
        ("2023,1,2,3,", "rated days in a period of 365"),
        ("2023,1,,,400", "400 days in a period of 365"),
        ("2023,1,,,\n2023,2,,,", "is there twice"),
    ],
)
def test_a_malformed_table_of_red_days_is_refused(row, says, tmp_path, edition):
    path = tmp_path / "red.csv"
    path.write_text(f"period,red,amber,green,total\n{row}\n", encoding="utf-8")
    assert says in refused(path, edition.today)


def test_a_folder_or_nothing_is_refused(tmp_path, edition):
    (tmp_path / "folder").mkdir()
    assert "this is a folder" in refused(tmp_path / "folder", edition.today)
    os.mkfifo(tmp_path / "pipe")
    assert "a device or pipe" in refused(tmp_path / "pipe", edition.today)
    assert "there is no such file" in refused(tmp_path / "nothing.csv", edition.today)
