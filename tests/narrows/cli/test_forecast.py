"""The forecast command: paths by month, the same every time, and nothing lost by a wrong word."""

from __future__ import annotations

import csv

import pytest

from narrows.cli.main import main

pytestmark = pytest.mark.slow

FAST = ("--months", "2", "--replicates", "3", "--workers", "1")


def run(*words: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["forecast", *words])
    return int(ended.value.code or 0)


def test_paths_have_a_row_a_replicate_and_month(tmp_path, capsys):
    path = tmp_path / "paths.csv"
    assert run("--from", "2024-11-01", "--out", str(path), *FAST) == 0
    with path.open() as file:
        rows = list(csv.DictReader(file))
    assert [(row["replicate"], row["month"]) for row in rows] == [
        (str(replicate), month) for replicate in range(3) for month in ("2024-11", "2024-12")
    ]
    for row in rows:
        assert int(row["arrivals"]) >= 0
        assert (int(row["boats"]) > 0) == (int(row["arrivals"]) > 0)
    assert {path.name for path in tmp_path.iterdir()} == {"paths.csv", "paths.svg", "paths.png"}
    shown = capsys.readouterr().out
    assert "deaths" in shown and "2024-12" in shown
    first = path.read_bytes()
    assert run("--from", "2024-12-01", "--out", str(path), *FAST[2:], "--months", "1") == 0
    later = [line for line in first.decode().splitlines() if "2024-12" in line]
    assert path.read_text().splitlines()[1:] == later


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (("--from", "2024-06-01"), "--from is 2024-06-01; it must be the first day of a month"),
        (("--from", "soon"), "--from is 'soon'; it must be"),
        (("--from", "2024-11-15"), "2024-11-01 or later"),
        (("--months", "0"), "--months is 0; it must be a whole number from 1 to 60"),
        (("--scenario", "nothing"), "unknown scenario 'nothing'"),
        (("--out", "paths.txt"), "it must end in .csv"),
        (("--out", "nowhere/paths.csv"), "there is no folder nowhere"),
    ],
)
def test_a_wrong_word_is_one_line_at_its_place(tmp_path, monkeypatch, capsys, words, fault):
    monkeypatch.chdir(tmp_path)
    given = words if "--out" in words else (*words, "--out", "paths.csv")
    assert run(*given) == 2
    said = capsys.readouterr().err
    assert fault in said and said.count("\n") == 1
    assert said.startswith("command line:1:")
    assert not list(tmp_path.iterdir())


def test_somebody_elses_file_is_not_replaced(tmp_path, capsys):
    path = tmp_path / "mine.csv"
    path.write_text("a,b\n1,2\n")
    assert run("--out", str(path)) == 2
    assert "holds something else" in capsys.readouterr().err
    assert path.read_text() == "a,b\n1,2\n"
