"""Each publisher's layout is recognised by its headers and gives its numbers."""

from __future__ import annotations

from datetime import date

import pytest

from calibration.data_series.declared_series import DEATHS, DETECTIONS, ROUTES, SERIES
from calibration.data_series.file_reading import read_file
from calibration.data_series.packaged_series import packaged_file, packaged_table
from calibration.data_series.spans import Span, day, month, written
from calibration.data_series.templates import template

TODAY = date(2026, 6, 1)
IOM = (
    "Main ID,Incident ID,Incident Type,Region of Incident,Incident Date,Incident Year,Month,"
    "Number of Dead,Minimum Estimated Number of Missing,Total Number of Dead and Missing,"
    "Number of Survivors,Country of Origin,Cause of Death,Country of Incident,Migration Route,"
    "Location of Incident,Coordinates,URL\n"
)


def iom_row(
    number: int, when: str, people: str, location: str, point: str, cause: str = "Drowning"
) -> str:
    return (
        f'{number},{number},Incident,Europe,{when},2025,May,{people},,{people},,,"{cause}",France,'
        f'"Mainland Europe to the UK","{location}","{point}",\n'
    )


def test_a_weekly_edition_gives_days_and_weeks(home_office, edition):
    found = read_file(home_office, edition.today)
    days, weeks = (reading.table for reading in found.readings)
    assert found.layout.name == "home-office"
    seen = [[span.first, *cells] for span, cells in days.rows.items()]
    assert seen == [row[:3] for row in edition.days()[1:]]
    kept = [row for row in edition.weeks()[1:] if row[4] != "-"]
    expected = [(row[0], *row[1:3], *row[4:6]) for row in kept]
    assert [(span.last, *cells) for span, cells in weeks.rows.items()] == expected
    assert found.readings[1].notes == ("1 weeks without preventions are left out",)


def test_headers_can_stand_lower_in_other_order_and_with_notes(tmp_path, edition, ods_writer):
    rows = [[row[2], row[0], row[1]] for row in edition.days()]
    rows[0] = ["Boats  Arrived [note 5]", "DATE", "Migrants arrived"]
    path = ods_writer(tmp_path / "x", {"any": [["Title"], [], *rows]})
    table = read_file(path, edition.today).readings[0].table
    assert list(table.rows.values()) == [tuple(row[1:3]) for row in edition.days()[1:]]


def test_detections_are_summed_by_route_and_keep_no_nationality(tmp_path, xlsx_writer):
    rows = [
        [""],
        ["Route", "Border type or inland", "Nationality", "NOV2024", "DEC2024"],
        ["Western Balkan Route", "Land", "A", 10, 20],
        ["Western Balkan Route", "Land", "B", 1, 2],
        ["Western Balkan Route", "Sea", "B", 100, ""],
        ["Black Sea Route", "Sea", "A", 0, 5],
    ]
    reading = read_file(xlsx_writer(tmp_path / "x", rows), TODAY).readings[0]
    absent = dict.fromkeys(ROUTES)
    first = {**absent, "Western Balkan Route": 111, "Black Sea Route": 0}
    second = {**absent, "Western Balkan Route": 22, "Black Sea Route": 5}
    assert dict(reading.table.rows) == {
        month(2024, 11): tuple(first.values()), month(2024, 12): tuple(second.values())
    }  # fmt: skip
    assert reading.notes[0] == "4 rows are summed by route"
    assert reading.notes[1].startswith("without a row, and so not stated: Central")


@pytest.mark.parametrize(
    ("location", "point", "cause", "at_sea"),
    [
        ("Off a coast, France - English Channel crossing", "50.9, 1.7", "Drowning", True),
        ("Unspecified location off the coast of a town", "50.9, 1.7", "Mixed or unknown", True),
        ("A beach - English Channel crossing", "50.9, 1.7", "Sickness", True),
        ("Off the coast of a town, Spain", "38.7, 3.2", "Drowning", False),
        ("A canal near a town, France", "50.9, 2.2", "Drowning", False),
        ("A hospital - English Channel crossing", "50.9, 1.7", "Sickness", False),
        ("A camp off the road - English Channel crossing", "50.9, 1.7", "Sickness", False),
        ("On the A16 - English Channel crossing", "50.9, 1.7", "Accidental death", False),
        ("Off a coast - English Channel crossing", "50.9, 1.7", "Violence", False),
        ("Off a coast - English Channel crossing", "", "Drowning", True),
        ("Off a coast", "", "Drowning", False),
    ],
)
def test_deaths_at_sea_in_the_channel_are_kept(tmp_path, location, point, cause, at_sea):
    path = tmp_path / "x"
    rows = iom_row(1, "2025-05-02", "3", location, point, cause)
    rows += iom_row(2, "2025-05-09", "4", "Off Libya", "33.1, 24.6")
    path.write_text("\ufeff" + IOM + rows, encoding="utf-8")
    reading = read_file(path, TODAY).readings[0]
    assert reading.table.series is DEATHS
    kept = {day(date(2025, 5, 2)): (3,)} if at_sea else {}
    assert dict(reading.table.rows) == kept
    assert (reading.table.first, reading.table.last) == (date(2025, 5, 2), date(2025, 5, 9))
    near = point.startswith("50") and not at_sea
    assert ("left out: rows 2 (2025-05-02, 3)" in reading.notes[-1]) == near


def test_the_total_of_an_incident_counts_the_missing_where_it_is_not_given(tmp_path):
    row = iom_row(1, "2025-05-02", "2", "Off a coast, English Channel", "50.9, 1.7")
    path = tmp_path / "x"
    path.write_text(IOM + row.replace(",2,,2,", ",2,3,,"), encoding="utf-8")
    assert list(read_file(path, TODAY).readings[0].table.rows.values()) == [(5,)]


def test_periods_of_red_days_are_read_in_every_form(write_csv):
    periods = {
        "2020": Span(date(2020, 1, 1), date(2020, 12, 31)),
        "2024-01-01..2024-03-06": Span(date(2024, 1, 1), date(2024, 3, 6)),
        "FY2021-22": Span(date(2021, 4, 1), date(2022, 3, 31)),
        "FY2024-25 (6 Apr 2024-27 Mar 2025)": Span(date(2024, 4, 6), date(2025, 3, 27)),
        "year to Apr 2025 (May 2024-Apr 2025)": Span(date(2024, 5, 1), date(2025, 4, 30)),
        "Jan-Apr 2024": Span(date(2024, 1, 1), date(2024, 4, 30)),
    }
    rows = [["period", "red"], *([text, 7] for text in periods)]
    table = read_file(write_csv("x", rows), TODAY).readings[0].table
    assert set(table.rows) == set(periods.values())
    assert set(table.rows.values()) == {(7, None, None, None)}
    assert written("period", periods["2020"]) == "2020"


@pytest.mark.parametrize("series", SERIES.values(), ids=SERIES)
def test_a_series_written_as_csv_reads_as_it_was(series, tmp_path):
    path = tmp_path / "x"
    packaged = packaged_table(series)
    path.write_text(packaged.to_csv(), encoding="utf-8")
    assert read_file(path, date.max).readings[0].table.rows == packaged.rows


@pytest.mark.parametrize("series", SERIES.values(), ids=SERIES)
def test_a_template_with_the_packaged_rows_below_is_a_plain_table(series, tmp_path):
    lines = packaged_file(series).read_text(encoding="utf-8").splitlines(keepends=True)
    head = template(series)
    if series is DETECTIONS:
        assert head.splitlines()[-1] == lines[0].rstrip()
    path = tmp_path / "x"
    path.write_text(head + packaged_table(series).to_csv().partition("\n")[2], encoding="utf-8")
    assert read_file(path, date.max).readings[0].table.rows == packaged_table(series).rows


def test_marks_of_order_and_line_ends_change_nothing(tmp_path, daily_rows, edition):
    plain = "".join(",".join(row) + "\n" for row in daily_rows)
    head, *rows = daily_rows
    forms = {
        "marked": ("\ufeff" + plain).encode(),
        "windows": plain.replace("\n", "\r\n").encode(),
        "old": plain.replace("\n", "\r").encode(),
        "no end": plain.rstrip("\n").encode(),
        "empty lines": (plain + "\n,,\n\n").encode(),
        "quoted": "\n".join(",".join(f'"{c}"' for c in row) for row in daily_rows).encode(),
        "backwards": "\n".join(",".join(row) for row in [head, *rows[::-1]]).encode(),
    }
    tables = []
    for name, data in forms.items():
        path = tmp_path / name
        path.write_bytes(data)
        tables.append(read_file(path, edition.today).readings[0].table)
    assert all(table == tables[0] for table in tables)
