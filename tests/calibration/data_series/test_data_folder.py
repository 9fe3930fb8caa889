"""A data folder keeps every vintage, lays it over what is packaged, and is whole or as before."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from calibration.data_series import data_folder
from calibration.data_series.addition import Addition, Request, prepare
from calibration.data_series.data_folder import MANIFEST, DataFolder
from calibration.data_series.declared_series import DAYS, DEATHS, DETECTIONS, SERIES, WEEKS
from calibration.data_series.packaged_series import packaged_table
from calibration.data_series.spans import Span, day
from runs.atomic_files import digest_of
from runs.folder_lock import LOCK, locked
from scenarios.errors import InputError
from scenarios.world_tables import DATA

ROOT = Path(__file__).parents[3]


def add(folder: Path, path: Path, today: date, **said) -> Addition:
    stored = DataFolder(folder, may_be_new=True)
    addition = prepare(stored, Request(path, **said), today)
    stored.add(addition.vintage, addition.tables)
    return addition


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path / "data"


def bytes_of(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_an_edition_adds_its_new_days_and_weeks_alone(folder, home_office, edition):
    packaged = {series: packaged_table(series) for series in SERIES.values()}
    days, weeks = add(folder, home_office, edition.today).parts
    last = packaged[DAYS].last
    assert [span.first for span in days.comparison.new] == [
        last + timedelta(n) for n in range(1, (edition.last - last).days + 1)
    ]
    assert not days.comparison.revised and not days.improbable
    assert len(weeks.comparison.new) == 1 + (edition.last - timedelta(7) > packaged[WEEKS].last)
    stored = DataFolder(folder)
    assert stored.table(DAYS).last == stored.table(WEEKS).last == edition.last
    assert {**stored.table(DAYS).rows, **packaged[DAYS].rows} == stored.table(DAYS).rows
    assert stored.table(DEATHS) == packaged[DEATHS]


def test_the_list_of_vintages_says_where_each_comes_from(folder, home_office, edition):
    add(folder, home_office, edition.today, published=edition.last, licence="CC0", source="me")
    (vintage,) = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["vintages"]
    assert vintage["name"] == f"{edition.last}-home-office"
    assert vintage["file"] == home_office.name
    assert vintage["sha256"] == digest_of(home_office)
    assert (vintage["licence"], vintage["source"]) == ("CC0", "me")
    assert (vintage["published"], vintage["added"]) == (str(edition.last), str(edition.today))
    for part in vintage["parts"]:
        path = folder / "vintages" / vintage["name"] / f"{part['series']}.csv"
        assert digest_of(path) == part["sha256"]
    kept = {Path(name).suffix for name in bytes_of(folder)}
    assert kept == {".json", ".csv"}, "the file itself may hold details of persons"


def test_rows_are_cut_by_day_of_observation(folder, home_office, edition):
    until = edition.last - timedelta(2)
    parts = add(folder, home_office, edition.today, until=until).parts
    assert [part.table.last for part in parts] == [until, edition.last - timedelta(7)]
    assert parts[0].partial_week == (edition.last - timedelta(6), 5)
    with pytest.raises(InputError, match="nothing in the file is about days to 2017"):
        add(folder, home_office, edition.today, until=date(2017, 1, 1))


def test_revisions_are_named_day_by_day(folder, edition, tmp_path, ods_writer):
    sheets = edition.sheets()
    row = sheets["SB_01"][3]
    old = row[1]
    row[1] = old + 7
    path = ods_writer(tmp_path / "x", sheets)
    days, weeks = add(folder, path, edition.today).parts
    (revision,) = days.comparison.revised
    assert revision.span == day(row[0])
    assert (revision.column, revision.old, revision.new) == ("arrivals", old, old + 7)
    assert any(f"against {sheets['SB_02'][2][1] + 7:,} by day" in t for t in weeks.improbable)
    assert DataFolder(folder).table(DAYS).rows[day(row[0])][0] == old + 7


def test_the_newest_edition_is_on_top_whenever_it_was_added(folder, edition, write_csv, daily_rows):
    def file(name: str, boats: int) -> Path:
        rows = [list(row) for row in daily_rows]
        rows[3][1:] = ["500", str(boats)]
        return write_csv(name, rows)

    when = day(date.fromisoformat(daily_rows[3][0]))
    today = edition.today
    add(folder, file("new", 9), today, published=today)
    older = add(folder, file("old", 8), today, published=today - timedelta(7))
    assert older.newer == (f"{today}-plain",)
    assert DataFolder(folder).table(DAYS).rows[when] == (500, 9)
    add(folder, file("newest", 10), today, published=today)
    stored = DataFolder(folder)
    assert stored.table(DAYS).rows[when] == (500, 10)
    assert [each.name for each in stored.vintages] == [
        f"{today - timedelta(7)}-plain", f"{today}-plain", f"{today}-plain-2"
    ]  # fmt: skip
    assert stored.table_of(stored.vintages[0], DAYS).rows[when] == (500, 8)


def test_the_same_file_is_known_again(folder, home_office, edition):
    assert add(folder, home_office, edition.today).same is None
    again = prepare(DataFolder(folder), Request(home_office), edition.today)
    assert again.same is not None and again.same.name == f"{edition.today}-home-office"
    odd = home_office.with_name(os.fsdecode(b"caf\xe9.ods"))
    odd.write_bytes(home_office.read_bytes())
    again = prepare(DataFolder(folder), Request(odd), edition.today)
    assert again.same == again.vintage
    new = prepare(DataFolder(folder / "new", may_be_new=True), Request(odd), edition.today)
    assert new.vintage.file == "caf\N{REPLACEMENT CHARACTER}.ods"
    shorter = Request(home_office, until=edition.last - timedelta(1))
    assert prepare(DataFolder(folder), shorter, edition.today).same is None


def test_a_row_of_no_deaths_is_no_incident(folder, write_csv):
    last = packaged_table(DEATHS).last
    days = [last + timedelta(number) for number in (1, 2, 3)]
    lines = list(zip(days, (0, 2, 0), strict=True))
    path = write_csv("deaths.csv", [["date", "dead_and_missing"], *lines])
    (part,) = add(folder, path, days[-1]).parts
    assert dict(part.comparison.new) == {day(days[1]): (2,)}
    assert DataFolder(folder).table(DEATHS).last == days[-1]


def test_periods_that_share_days_are_noted(folder, write_csv):
    rows = [["2024-01-01..2024-02-10", 9], ["2024-02-01..2024-03-06", 4]]
    path = write_csv("red.csv", [["period", "red"], *rows])
    (part,) = add(folder, path, date(2025, 11, 30)).parts
    noted = "2024-01-01..2024-02-10 and 2024-02-01..2024-03-06 share days"
    assert noted in part.improbable


def test_the_edition_source_and_licence_of_a_file_can_be_corrected(folder, home_office, edition):
    first = add(folder, home_office, edition.today, source="somebody")
    tables = {series: DataFolder(folder).table(series) for series in (DAYS, WEEKS)}
    stored = DataFolder(folder)
    again = prepare(stored, Request(home_office, published=edition.last), edition.today)
    assert again.same is not None and again.vintage.source == first.vintage.source == "somebody"
    assert again.vintage.published == edition.last != again.same.published
    corrected = stored.correct(again.same, again.vintage)
    assert corrected.name == f"{edition.last}-home-office"
    kept = DataFolder(folder)
    assert kept.vintages == (corrected,)
    assert {series: kept.table(series) for series in tables} == tables
    names = {Path(name).parts[1] for name in bytes_of(folder) if name.startswith("vintages")}
    assert names == {corrected.name}, "the files under the wrong day are gone"
    other = prepare(kept, Request(home_office, licence="CC0"), edition.today)
    assert kept.correct(corrected, other.vintage).name == corrected.name
    assert DataFolder(folder).vintages[0].licence == "CC0"
    assert {series: DataFolder(folder).table(series) for series in tables} == tables


def test_incidents_are_replaced_on_the_days_that_a_file_covers(folder, write_csv):
    known = packaged_table(DEATHS)
    *_, before, last = known.rows
    today = known.last + timedelta(90)
    new = known.last + timedelta(30)
    rows = [["date", "dead_and_missing"], [last.first, 3], [last.first, 1], [new, 2]]
    path = write_csv("x", rows)
    (part,) = add(folder, path, today, covers=Span(before.first, today)).parts
    table = DataFolder(folder).table(DEATHS)
    assert table.last == today
    assert table.rows[last] == (1, 3) and table.rows[day(new)] == (2,)
    assert before not in table.rows
    assert (before, known.rows[before], ()) in [
        (each.span, each.old, each.new) for each in part.comparison.revised
    ]


def test_days_between_the_record_and_incidents_are_not_taken_for_days_without(folder, write_csv):
    last = packaged_table(DEATHS).last
    first = last + timedelta(40)
    path = write_csv("x", [["date", "dead_and_missing"], [first, 2]])
    with pytest.raises(InputError, match=f"--covers {last + timedelta(1)}..{first} if there were"):
        add(folder, path, first)
    add(folder, path, first, covers=Span(last + timedelta(1), first))
    with pytest.raises(InputError, match="must hold the rows and end by today"):
        add(folder, path, first, covers=Span(last, first + timedelta(1)))


def test_what_a_file_does_not_state_stays_as_it_was(folder, write_csv):
    known = packaged_table(DETECTIONS)
    span = max(known.rows)
    path = write_csv("x", [["t", "Western Balkan Route"], [f"{span.first:%Y-%m}", 1]])
    add(folder, path, span.last)
    position = [column.name for column in DETECTIONS.columns].index("Western Balkan Route")
    expected = list(known.rows[span])
    expected[position] = 1
    assert DataFolder(folder).table(DETECTIONS).rows[span] == tuple(expected)


def test_improbable_counts_are_shown(folder, edition, write_csv, daily_rows):
    daily_rows[-1][1:] = ["2000", "3"]
    daily_rows[-2][1:] = ["2", "30"]
    daily_rows[-3][1:] = ["9", "0"]
    (part,) = add(folder, write_csv("x", daily_rows), edition.today).parts
    when = [row[0] for row in daily_rows]
    assert list(part.improbable[:3]) == [
        f"{when[-3]}: 9 people in 0 boats",
        f"{when[-2]}: 2 people in 30 boats",
        f"{when[-1]}: arrivals 2,000 is above 1,500",
    ]


def test_a_command_that_is_stopped_leaves_the_folder_as_it_was(
    folder, edition, home_office, write_csv, daily_rows, monkeypatch
):
    add(folder, home_office, edition.today)
    before = bytes_of(folder)
    path = write_csv("x", daily_rows)
    write_text = data_folder.write_text

    def stopped(path: Path, text: str) -> None:
        if path.name == MANIFEST:
            raise KeyboardInterrupt
        write_text(path, text)

    monkeypatch.setattr(data_folder, "write_text", stopped)
    with pytest.raises(KeyboardInterrupt):
        add(folder, path, edition.today)
    stored = DataFolder(folder)
    assert [each.layout for each in stored.vintages] == ["home-office"]
    assert {name: bytes_of(folder)[name] for name in before} == before
    monkeypatch.undo()
    add(folder, path, edition.today)
    assert [each.layout for each in DataFolder(folder).vintages] == ["home-office", "plain"]


def test_a_first_command_that_was_killed_does_not_spoil_the_folder(folder, edition, home_office):
    folder.mkdir()
    (folder / f".{MANIFEST}.host.1234.partial").write_text("{")
    add(folder, home_office, edition.today)
    assert [each.layout for each in DataFolder(folder).vintages] == ["home-office"]


def test_two_commands_at_once_do_not_mix(folder, edition, home_office, write_csv, daily_rows):
    add(folder, home_office, edition.today)
    before = bytes_of(folder)
    with locked(folder / LOCK, folder), pytest.raises(InputError, match="is in use"):
        add(folder, write_csv("x", daily_rows), edition.today)
    assert bytes_of(folder) == before


def test_vintages_that_another_command_added_meanwhile_are_kept(
    folder, edition, home_office, write_csv, daily_rows
):
    stored = DataFolder(folder, may_be_new=True)
    slow = prepare(stored, Request(home_office), edition.today)
    add(folder, write_csv("x", daily_rows), edition.today)
    stored.add(slow.vintage, slow.tables)
    assert {each.layout for each in DataFolder(folder).vintages} == {"home-office", "plain"}


def test_many_processes_can_add_to_one_folder(folder, edition, write_csv, daily_rows):
    program = (
        "import sys, time\nfrom datetime import date\nfrom pathlib import Path\n"
        "from calibration.data_series.addition import Request, prepare\n"
        "from calibration.data_series.data_folder import DataFolder\n"
        "from scenarios.errors import InputError\n"
        "while True:\n"
        "    held = DataFolder(Path(sys.argv[1]), may_be_new=True)\n"
        "    made = prepare(held, Request(Path(sys.argv[2])), date.fromisoformat(sys.argv[3]))\n"
        "    try:\n        held.add(made.vintage, made.tables)\n        break\n"
        "    except InputError as error:\n"
        "        assert 'is in use' in str(error), error\n        time.sleep(0.01)\n"
    )
    paths = []
    for number in range(3):
        daily_rows[2][1:] = [str(100 + number), "2"]
        paths.append(write_csv(f"file-{number}", daily_rows))
    words = [sys.executable, "-c", program, str(folder)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}
    running = [
        subprocess.Popen([*words, str(path), str(edition.today)], env=environment) for path in paths
    ]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    assert {each.file for each in DataFolder(folder).vintages} == {path.name for path in paths}


def test_a_file_of_the_folder_that_was_changed_is_noticed(folder, edition, home_office):
    add(folder, home_office, edition.today)
    (path,) = folder.rglob("small-boat-days.csv")
    path.write_text(path.read_text().replace(",0,0", ",1,1", 1))
    stored = DataFolder(folder)
    with pytest.raises(InputError, match=r"small-boat-days.csv:1:1: the file was changed since"):
        stored.table(DAYS)
    path.unlink()
    with pytest.raises(InputError, match="the file is missing since"):
        stored.table(DAYS)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "cannot be read"),
        ("{", "cannot be read"),
        ("[]", "cannot be read"),
        ('{"format": 1}', "cannot be read"),
        ('{"format": 2, "vintages": []}', "format 2 of another version"),
        ('{"format": 1, "vintages": [{"name": "x"}]}', "cannot be read"),
        ("\udcff", "cannot be read"),
    ],
)
def test_a_list_of_vintages_that_cannot_be_read_is_one_line(folder, text, says):
    folder.mkdir()
    (folder / MANIFEST).write_bytes(text.encode(errors="surrogateescape"))
    with pytest.raises(InputError, match=says) as raised:
        DataFolder(folder)
    assert re.match(r"^[^:]+:1:1: .+; .+$", str(raised.value))


@pytest.mark.parametrize("name", ["../../out", "/elsewhere/out", ".", "..", ".hidden"])
def test_a_vintage_cannot_lead_out_of_the_folder(folder, edition, home_office, name):
    add(folder, home_office, edition.today)
    manifest = folder / MANIFEST
    content = json.loads(manifest.read_text())
    content["vintages"][0]["name"] = name
    manifest.write_text(json.dumps(content))
    with pytest.raises(InputError, match="cannot be read"):
        DataFolder(folder)


def test_the_installation_is_never_written(edition, home_office, tmp_path):
    for path in (DATA, DATA / "mine", Path(data_folder.__file__).parent / "mine"):
        with pytest.raises(InputError, match="part of the installation"):
            add(path, home_office, edition.today)
        assert not (path / MANIFEST).exists()
    link = tmp_path / "link"
    link.symlink_to(DATA)
    with pytest.raises(InputError, match="part of the installation"):
        add(link, home_office, edition.today)


def test_a_folder_of_something_else_is_left_alone(folder, edition, home_office):
    with pytest.raises(InputError, match="there is no data folder here"):
        DataFolder(folder)
    folder.mkdir()
    (folder / "letters.txt").write_text("mine")
    with pytest.raises(InputError, match="holds other files"):
        add(folder, home_office, edition.today)
    with pytest.raises(InputError, match="this is a file"):
        add(home_office, home_office, edition.today)
    assert bytes_of(folder) == {"letters.txt": b"mine"}


def test_a_folder_that_cannot_be_written_is_one_line(edition, home_office):
    with pytest.raises(InputError, match="name a folder that can be"):
        add(Path("/proc/data"), home_office, edition.today)


def test_laying_a_table_over_itself_changes_nothing():
    for series in SERIES.values():
        table = packaged_table(series)
        assert table.laid_over(table) == replace(table, rows=dict(sorted(table.rows.items())))
