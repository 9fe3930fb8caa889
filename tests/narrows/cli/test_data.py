"""The data commands show before they write, and say in one line what is wrong."""

from __future__ import annotations

import io
import json
import re
from datetime import date, timedelta

import pytest

from calibration.data_series.declared_series import DAYS, SERIES
from calibration.data_series.packaged_series import packaged_file, packaged_table
from narrows.cli.actions.data_status import age
from narrows.cli.main import main
from runs.atomic_files import digest_of

ONE_LINE = re.compile(r"^[^:]+:\d+:\d+: .+; .+\n$")


@pytest.fixture
def typed(tmp_path, monkeypatch, capsys):
    """Run a command line in a folder of its own; return exit code, output and errors."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NARROWS_DATA", raising=False)

    def run(*words: str, answer: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(answer))
        with pytest.raises(SystemExit) as ended:
            main(["data", *words])
        shown = capsys.readouterr()
        return int(ended.value.code or 0), shown.out, shown.err

    return run


@pytest.fixture
def days(tmp_path) -> str:
    """Two days that are packaged, of which one is revised, and three more."""
    last = packaged_table(DAYS).last
    rows = list(packaged_table(DAYS).rows.values())[-2:]
    lines = ["date,arrivals,boats", f"{last - timedelta(1)},{rows[0][0]},{rows[0][1]}"]
    lines += [f"{last},{rows[1][0] + 61},{rows[1][1] + 1}"]
    lines += [f"{last + timedelta(number)},{40 * number},{number}" for number in (1, 2, 3)]
    (tmp_path / "days.csv").write_text("\n".join(lines), encoding="utf-8")
    return "days.csv"


def test_a_file_is_shown_before_anything_is_written(typed, days, tmp_path):
    code, shown, said = typed("add", days, "--data", "mine", answer="n\n")
    last = packaged_table(DAYS).last
    old, boats = packaged_table(DAYS).rows[max(packaged_table(DAYS).rows)]
    assert (code, said) == (0, "nothing was written\n")
    assert f"new: 3 days, {last + timedelta(1)} to {last + timedelta(3)}, arrivals 240" in shown
    assert f"{last} arrivals {old} to {old + 61}\n    {last} boats {boats} to {boats + 1}" in shown
    assert "unchanged: 1\n" in shown and shown.endswith("Add this to mine? [y/N] ")
    assert [path.name for path in tmp_path.iterdir()] == [days]


@pytest.mark.parametrize(("words", "answer"), [((), "y\n"), ((), "YES\n"), (("--yes",), "")])
def test_a_file_is_written_after_yes(words, answer, typed, days, tmp_path):
    code, shown, said = typed("add", days, "--data", "mine", *words, answer=answer)
    assert (code, said) == (0, "")
    assert shown.endswith(f"Added to mine as {date.today()}-plain\n")
    assert (tmp_path / "mine" / "data-folder.json").is_file()
    before = (tmp_path / "mine" / "data-folder.json").read_bytes()
    code, _, said = typed("add", days, "--data", "mine", "--yes")
    assert (code, "holds this file already" in said) == (0, True)
    assert (tmp_path / "mine" / "data-folder.json").read_bytes() == before
    code, shown, _ = typed("add", days, "--data", "mine", "--yes", "--published", "2025-11-06")
    assert (code, "it is 2025-11-06-plain now" in shown) == (0, True)
    assert [each.name for each in (tmp_path / "mine" / "vintages").iterdir()] == [
        "2025-11-06-plain"
    ]


def test_the_folder_can_be_named_by_the_environment(typed, days, tmp_path, monkeypatch):
    monkeypatch.setenv("NARROWS_DATA", "from-environment")
    assert typed("add", days, "--yes")[0] == 0
    assert (tmp_path / "from-environment" / "data-folder.json").is_file()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("add", "days.csv"), "there is no data folder; give --data DIR, or set NARROWS_DATA"),
        (("add", "days.csv", "--data", "mine"), "nobody answered; give --yes to add the file"),
        (("add", "no.csv", "--data", "mine"), "no.csv:1:1: there is no such file; check its path"),
        (("add", "--data", "mine"), "missing FILE"),
        (("add", "days.csv", "--data", "mine", "--until", "31/10/2025"), "it must be a day"),
        (("add", "days.csv", "--data", "mine", "--until", "2001-01-01"), "give a later day"),
        (("add", "days.csv", "--data", "mine", "--covers", "x"), "it must be two days"),
        (("add", "days.csv", "--data", "mine", "--published", "2999-01-01"), "later than today"),
        (("add", "days.csv", "--daat", "mine"), "did you mean '--data'?"),
        (("ad",), "unknown command 'ad'; did you mean 'add'?"),
        (("status", "--data", "none"), "none:1:1: there is no data folder here"),
        (("diff",), "there is no data folder; give --data DIR"),
        (("diff", "--data", "none"), "there is no data folder here"),
        (("template", "small-boat-day"), "did you mean 'small-boat-days'?"),
        (("template", "--out", "days.csv"), "days.csv"),
    ],
)
def test_a_fault_is_one_line(words, says, typed, days, tmp_path):
    code, _, said = typed(*words)
    assert code == 2 and ONE_LINE.match(said) and says in said, said
    assert [path.name for path in tmp_path.iterdir()] == [days]


def test_status_says_how_old_each_series_is_and_where_it_is_from(typed, days):
    typed("add", days, "--data", "mine", "--yes", "--licence", "CC0", "--source", "a diary")
    code, shown, _ = typed("status", "--data", "mine", "--json")
    found = json.loads(shown)
    assert code == 0 and [row["series"] for row in found["series"]] == list(SERIES)
    last = packaged_table(DAYS).last + timedelta(3)
    assert found["last_day"] == last.isoformat()
    packaged, added = (row for row in found["vintages"] if row["series"] == DAYS.name)
    assert packaged["sha256"] == digest_of(packaged_file(DAYS))
    assert packaged["licence"] == "Open Government Licence v3"
    assert (added["licence"], added["source"], added["last"]) == ("CC0", "a diary", str(last))
    code, shown, _ = typed("status", "--data", "mine")
    assert f"Data end on {last.day} {last:%B %Y}, {age(last, date.today())}." in shown
    assert f"A fit to {last.day} {last:%B %Y} would lack deaths-at-sea after" in shown


def test_status_without_a_folder_is_about_what_is_packaged(typed):
    code, shown, _ = typed("status", "--json")
    found = json.loads(shown)
    assert code == 0 and found["folder"] is None
    assert {row["vintage"] for row in found["vintages"]} == {"packaged"}


@pytest.mark.parametrize(
    ("last", "today", "words"),
    [
        (date(2025, 10, 31), date(2026, 11, 28), "13 months ago"),
        (date(2025, 10, 31), date(2025, 11, 1), "1 day ago"),
        (date(2025, 10, 31), date(2025, 11, 12), "12 days ago"),
        (date(2025, 10, 31), date(2025, 11, 30), "1 month ago"),
    ],
)
def test_ages_are_in_words(last, today, words):
    assert age(last, today) == words


def test_diff_names_what_is_new_and_what_was_revised(typed, days, tmp_path):
    typed("add", days, "--data", "mine", "--yes")
    last = packaged_table(DAYS).last
    old = packaged_table(DAYS).rows[max(packaged_table(DAYS).rows)]
    code, shown, _ = typed("diff", "--data", "mine", "--json")
    found = json.loads(shown)["series"]
    assert code == 0 and [each["series"] for each in found] == list(SERIES)
    assert found[0]["revised"] == [
        {"date": str(last), "column": name, "old": was, "new": was + more}
        for name, was, more in zip(("arrivals", "boats"), old, (61, 1), strict=True)
    ]
    assert found[0]["new"][0] == {
        "date": str(last + timedelta(1)), "counts": {"arrivals": 40, "boats": 1}
    }  # fmt: skip
    assert all(not each["new"] and not each["revised"] for each in found[1:])
    text = (tmp_path / days).read_text(encoding="utf-8").replace(f"{last},", f"{last},1")
    (tmp_path / days).write_text(text, encoding="utf-8")
    typed("add", days, "--data", "mine", "--yes")
    code, shown, _ = typed("diff", f"{date.today()}-plain", f"{date.today()}-plain-2",
                           "--data", "mine")  # fmt: skip
    assert f"    {last} arrivals {old[0] + 61} to 1{old[0] + 61}\n" in shown.replace(",", "")
    code, shown, _ = typed("diff", "latest", "packaged", "--data", "mine")
    assert f"  only in the first: 3 rows, from {last + timedelta(1)} to " in shown
    code, _, said = typed("diff", "packaged", "no", "--data", "mine")
    assert code == 2 and "there is no vintage 'no'" in said


def test_templates_are_written_and_never_overwrite(typed, tmp_path):
    code, shown, _ = typed("template", "small-boat-days")
    assert code == 0 and shown.endswith("\ndate,arrivals,boats\n") and "# boats: boats" in shown
    assert typed("template", "--out", "heads")[0] == 0
    assert {path.stem for path in (tmp_path / "heads").iterdir()} == set(SERIES)
    before = (tmp_path / "heads" / "small-boat-days.csv").read_bytes()
    code, _, said = typed("template", "--out", "heads")
    assert code == 2 and "the file is there already" in said
    assert (tmp_path / "heads" / "small-boat-days.csv").read_bytes() == before


def test_the_command_alone_shows_its_help(typed):
    code, shown, said = typed()
    assert (code, said) == (0, "") and "template" in shown
