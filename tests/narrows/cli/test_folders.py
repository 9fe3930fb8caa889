"""Folders of results: what is not ours in them, two commands at once, and what was damaged."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.narrows.tiny_study import TINY

ROOT = Path(__file__).parents[3]
ONE_LINE = re.compile(r"^[^:]+:\d+:\d+: .+; .+\n$")
STUDY = ("study", "tiny.yaml", "--workers", "1", "--out", "st")


@pytest.fixture
def study(tmp_path, typed):
    """The folder of a finished study."""
    (tmp_path / "tiny.yaml").write_text(TINY)
    assert typed(*STUDY)[0] == 0
    return tmp_path / "st"


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*")) if path.is_file()
    }  # fmt: skip


def test_a_study_run_again_keeps_the_readers_files_and_its_own(study, typed):
    before = files(study)
    mine = {f"{index}mine.txt": b"note\n" for index in ("", "tables/", "figures/", "parts/")}
    mine |= {"parts/notes.parquet": b"x", "figures/mine.svg": b"x", ".x.partial": b"x"}
    for name, text in mine.items():
        (study / name).write_bytes(text)
    assert typed(*STUDY)[0] == 0
    assert files(study) == before | mine


@pytest.mark.parametrize("text", ["", "[]", "null", "garbage"])
def test_a_damaged_note_of_a_study_is_one_line_and_nothing_is_lost(study, typed, text):
    (study / "study.json").write_text(text)
    before = files(study)
    for words in (STUDY, ("query", "st", "from runs"), ("publish", "st", "--out", "b")):
        code, out, said = typed(*words)
        assert (code, out) == (2, "") and ONE_LINE.match(said), said
        assert "study.json is damaged; put a copy of it back" in said
    assert files(study) == before


def test_a_missing_table_of_points_is_one_line(study, typed):
    (study / "points.parquet").unlink()
    for words in (STUDY, ("query", "st", "select count(*) from points")):
        code, out, said = typed(*words)
        assert (code, out) == (2, "") and ONE_LINE.match(said), said
        assert "points.parquet is missing" in said


@pytest.mark.parametrize(
    "question",
    [
        "EXPLAIN ANALYZE COPY (select 1 as a) TO '{}/study.json'",
        "EXPLAIN ANALYZE COPY (select 1 as a) TO '{}/new.parquet'",
        "COPY (select 1 as a) TO '{}/study.json'",
        "from read_parquet('{}/points.parquet')",
        "from read_text('{}/study.json')",
        "EXPLAIN ANALYZE SET enable_external_access = true",
    ],
)
def test_a_question_reads_the_views_and_touches_no_file(study, typed, question):
    before = files(study)
    code, out, said = typed("query", "st", question.format(study))
    assert (code, out) == (2, "") and ONE_LINE.match(said), said
    assert files(study) == before


@pytest.mark.slow
def test_a_second_comparison_into_a_folder_is_refused_and_the_first_is_kept(tmp_path, typed):
    options = ("--days", "20", "--replicates", "2", "--workers", "1", "--out", "two")
    first = subprocess.Popen(
        [sys.executable, "-m", "narrows.cli.main", "compare", "baseline", "finance", *options],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        while not (tmp_path / ".two.lock").exists() and first.poll() is None:
            time.sleep(0.01)
        code, out, said = typed("compare", "baseline", "takedown", *options)
    finally:
        ended = first.wait()
    assert (code, out, ended) == (2, "", 0) and ONE_LINE.match(said), said
    assert "two is in use: another process writes it" in said
    assert "finance" in (tmp_path / "two" / "report.md").read_text()
    assert [path.name for path in tmp_path.iterdir()] == ["two"]


@pytest.mark.parametrize("command", ["study", "allocate", "calibrate"])
def test_a_store_that_another_process_writes_is_refused(tmp_path, typed, command):
    (tmp_path / "tiny.yaml").write_text(TINY)
    program = (
        "from pathlib import Path; from runs.folder_lock import LOCK, locked\n"
        "with locked(Path('st', LOCK), Path('st')): print('held', flush=True); input()"
    )
    (tmp_path / "st").mkdir()
    holder = subprocess.Popen(
        [sys.executable, "-c", program], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)},
        text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert holder.stdout.readline() == "held\n"
    words = {"study": STUDY, "allocate": ("allocate", "eight-million", "--out", "st"),
             "calibrate": ("calibrate", "--out", "st", "--workers", "1")}[command]  # fmt: skip
    code, out, said = typed(*words)
    holder.communicate("\n")
    assert (code, out) == (2, "") and said.count("\n") == 1
    assert "st is in use: another process writes it" in said
    assert list((tmp_path / "st").iterdir()) == []


def test_results_of_another_design_are_replaced_only_if_asked_for(typed, tmp_path):
    words = ("run", "baseline", "--days", "1", "--replicates", "1", "--workers", "1", "--declared")
    assert typed(*words, "--out", "here")[0] == 0
    before = (tmp_path / "here" / "outcomes.csv").read_bytes()
    assert before.startswith(b'"scenario","replicate",')
    assert typed(*words, "--out", "here")[0] == 0
    code, _, errors = typed(*words, "--out", "here", "--seed", "2")
    assert code == 2 and "here holds the results of `narrows run baseline --replicates 1" in errors
    assert "--replace" in errors and (tmp_path / "here" / "outcomes.csv").read_bytes() == before
    assert typed(*words, "--out", "here", "--seed", "2", "--replace")[0] == 0
    assert (tmp_path / "here" / "outcomes.csv").read_bytes() != before
