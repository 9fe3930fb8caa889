"""Questions in SQL: bounds, interrupts, files for other programs, and nothing but reading."""

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook

from experiments.study.question import Batches, answer
from narrows.cli.main import main
from runs.compilation import compile_model
from scenarios.errors import InputError
from tests.narrows.tiny_study import TINY

EVERY = """select cast(point as utinyint) as small, sum(point)::hugeint as whole, [1, 2] as list,
 {'a': point} as struct, '=1+1' as formula, 'a'::enum('a') as word, 1.5::decimal(9, 2) as part,
 date '2024-01-02' as day, null::varchar as nothing, point as "x", point as "X"
 from runs group by all order by small"""
ENDLESS = (
    "select count(*) from range(10000000) a, range(10000000) b where a.range * b.range % 7 = 3"
)


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    folder = tmp_path_factory.mktemp("query")
    (folder / "tiny.yaml").write_text(TINY)
    compile_model()
    here = os.getcwd()  # noqa: PTH109
    try:
        os.chdir(folder)
        with pytest.raises(SystemExit) as ended:
            main(["study", "./tiny.yaml", "--workers", "1", "--out", "st"])
    finally:
        os.chdir(here)
    assert not ended.value.code
    return folder / "st"


@pytest.mark.parametrize(
    "question",
    ["COPY (select 1) TO '{0}'", "EXPLAIN ANALYZE COPY (select 1 as a) TO '{0}'",
     "ATTACH '{0}' AS x", "select * from read_csv('{0}')", "INSTALL httpfs", "SET threads = 1",
     "select 1; select 2", "PRAGMA database_list", "EXPORT DATABASE '{0}'"],
)  # fmt: skip
def test_nothing_but_reading_is_possible(typed, study, question):
    before = (study / "study.json").read_bytes()
    code, out, errors = typed("query", str(study), question.format(study / "study.json"))
    assert (code, out, errors.count("\n")) == (2, "", 1), errors
    assert (study / "study.json").read_bytes() == before


def test_an_answer_becomes_csv_xlsx_and_parquet_that_others_can_read(typed, study, tmp_path):
    for name in ("a.csv", "a.xlsx", "a.parquet", "a.json"):
        code, _, errors = typed("query", str(study), EVERY, "--out", name)
        assert code == 0, errors
    with (tmp_path / "a.csv").open(newline="") as file:
        names, first, *_ = csv.reader(file)
    assert first[:4] == ["0", "0", "[1, 2]", '{"a": 0}']
    assert first[4:9] == ["'=1+1", "a", "1.5", "2024-01-02", ""]
    [sheet] = CalamineWorkbook.from_path(tmp_path / "a.xlsx").sheet_names
    rows = CalamineWorkbook.from_path(tmp_path / "a.xlsx").get_sheet_by_name(sheet).to_python()
    assert rows[0] == names
    assert rows[1][:9] == [0, 0, "[1, 2]", '{"a": 0}', "=1+1", "a", 1.5, date(2024, 1, 2), ""]
    kinds = set(map(str, pq.read_schema(tmp_path / "a.parquet").types))
    assert kinds <= {"int64", "int32", "double", "string", "date32[day]"}
    assert json.loads((tmp_path / "a.json").read_text())[0]["list"] == [1, 2]


def test_csv_goes_to_the_output_and_an_empty_answer_has_its_names(study, tmp_path):
    words = ["query", str(study), "select point, error from runs where point > 9", "--csv"]
    ended = subprocess.run(
        [sys.executable, "-m", "narrows.cli.main", *words], cwd=tmp_path, capture_output=True,
        check=False,
    )  # fmt: skip
    assert (ended.returncode, ended.stdout) == (0, b'"point","error"\n')


def test_a_file_is_replaced_only_if_asked_for(typed, study, tmp_path):
    (tmp_path / "a.csv").write_text("mine")
    code, _, errors = typed("query", str(study), "select 1 as a", "--out", "a.csv")
    assert code == 2 and "a.csv is there already; give another, or --replace too" in errors
    assert (tmp_path / "a.csv").read_text() == "mine"
    assert typed("query", str(study), "select 1 as a", "--out", "a.csv", "--replace")[0] == 0
    code, _, errors = typed("query", str(study), "selec", "--out", "a.csv", "--replace")
    assert code == 2 and (tmp_path / "a.csv").read_text() == '"a"\n1\n'


def test_time_and_memory_are_bounded(typed, study):
    begun = time.perf_counter()
    code, _, errors = typed("query", str(study), ENDLESS, "--seconds", "2")
    assert code == 2 and "no answer within 2 s" in errors
    assert time.perf_counter() - begun < 30
    question = "select string_agg(repeat('x', 1000000), '') from range(100000)"
    code, _, errors = typed("query", str(study), question, "--memory", "200")
    assert code == 2 and "more than 200 MB of memory" in errors


def test_an_answer_that_is_cut_between_two_batches_is_no_answer():
    batch = pa.RecordBatch.from_pydict({"a": [1, 2]})
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as stream:
        stream.write_batch(batch)
        whole = sink.tell()
    cut = pa.BufferReader(sink.getvalue()[:whole])

    def ended():
        raise InputError("no answer within 8 s")

    found = Batches(cut, ended)
    batches = iter(found)
    assert next(batches) == batch and found.schema == batch.schema
    with pytest.raises(InputError, match="no answer within 8 s"):
        next(batches)


def test_what_cannot_be_written_is_not_put_down_to_time(study, tmp_path):
    begun = time.monotonic()
    with (
        pytest.raises(OSError, match="No space left"),
        answer(study, "select * from range(3000000)", seconds=300) as batches,
    ):
        next(iter(batches))
        raise OSError(28, "No space left on device")
    assert time.monotonic() - begun < 60
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "narrows.cli.main", "query", str(study), "select 1", "--csv"],
            stdout=full, stderr=subprocess.PIPE, text=True, cwd=tmp_path, check=False,
        )  # fmt: skip
    assert ran.returncode == 1 and "RuntimeError" not in ran.stderr


def test_a_file_of_the_study_is_not_replaced_by_its_answer(typed, study):
    before = (study / "study.json").read_bytes()
    code, _, errors = typed(
        "query", str(study), "select 1", "--out", str(study / "study.json"), "--replace"
    )
    assert code == 2 and "is a file of the study that is asked" in errors
    assert (study / "study.json").read_bytes() == before


def test_two_columns_of_one_name_are_no_json_and_a_limit_of_nothing_is_refused(typed, study):
    code, _, errors = typed("query", str(study), "select 1 a, 2 a", "--json")
    assert code == 2 and "two columns are called 'a'; name them apart, with AS" in errors
    code, _, errors = typed("query", str(study), "select 1", "--limit", "0")
    assert code == 2 and "--limit is 0" in errors


@pytest.mark.slow
def test_an_interrupt_ends_it_within_a_second(study):
    process = subprocess.Popen(
        [sys.executable, "-m", "narrows.cli.main", "query", str(study), ENDLESS],
        stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    time.sleep(8)
    begun = time.perf_counter()
    os.kill(process.pid, signal.SIGINT)
    assert process.wait(30) == 130
    assert time.perf_counter() - begun < 5, "on a machine that is busy; 1 s on one that is not"


@pytest.mark.parametrize("text", ["", "[]", "null", "garbage", '{"points": "x"}', '{"a": 1}'])
def test_a_damaged_note_is_one_line(typed, study, tmp_path, text):
    shutil.copytree(study, tmp_path / "copy")
    (tmp_path / "copy" / "study.json").write_text(text)
    code, out, errors = typed("query", "copy", "select 1")
    assert (code, out, errors.count("\n")) == (2, "", 1)
    assert "study.json is damaged" in errors


@pytest.mark.parametrize("name", ["points.parquet", "parts/00000-000000-000003.parquet"])
@pytest.mark.parametrize("text", [None, "", "PAR1garbagePAR1"])
def test_a_damaged_table_is_one_line(typed, study, tmp_path, name, text):
    shutil.copytree(study, tmp_path / "copy")
    path = tmp_path / "copy" / name
    path.unlink() if text is None else path.write_text(text)
    code, out, errors = typed("query", "copy", "select count(*) from points")
    assert (code, out, errors.count("\n")) == (2, "", 1), errors
