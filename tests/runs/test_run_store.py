"""Stores go on after a kill, refuse a second writer, and leave alone what is not theirs."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from runs.atomic_files import clear_scratch, write_text, writing
from runs.batches import Batch
from runs.folder_lock import LOCK
from runs.run_store import RunStore
from scenarios.errors import InputError

ROOT = Path(__file__).parents[2]
KEPT = re.compile(r"runs/\d{3}\.(txt|json)")
WORK = f"""
import os, re, signal, sys
from pathlib import Path
from runs import atomic_files
from runs.batches import Batch
from runs.run_store import RunStore
sys.path.insert(0, {str(Path(__file__).parent)!r})
def work(folder, dies_at=None):
    store = RunStore(folder, "test", "test.json", re.compile({KEPT.pattern!r}), {{"q.txt": "why?"}})
    with store.claimed():
        if not store.is_begun:
            store.begin({{"seed": 1}})
        store.check_same({{"seed": 1}})
        (folder / "runs").mkdir(exist_ok=True)
        for number in range(3):
            batch = Batch(folder, f"{{number:03}}", ".txt", ("runs",))
            if not batch.kept():
                batch.keep({{"number": number}}, lambda path: path.write_text(f"run {{number}}"))
moment, to_disk = int(sys.argv[2]), atomic_files.to_disk
def dying(path):
    global moment
    moment -= 1
    if moment == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    to_disk(path)
atomic_files.to_disk = dying
work(Path(sys.argv[1]))
"""


def work(folder: Path, moment: int = 0) -> int:
    """Keep three batches in a process that kills itself at a write, unless the moment is 0."""
    command = [sys.executable, "-c", WORK, str(folder), str(moment)]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*")) if path.is_file()
    }  # fmt: skip


@pytest.fixture
def store(tmp_path):
    return RunStore(tmp_path / "kept", "test", "test.json", KEPT, {"q.txt": "why?"}, ("points",))


def begun(store: RunStore) -> RunStore:
    with store.claimed():
        store.begin({"seed": 1})
    return store


def test_killed_at_any_write_it_goes_on_to_the_same_bytes(tmp_path):
    assert work(tmp_path / "whole") == 0
    right = files(tmp_path / "whole")
    assert len(right) == 2 + 2 * 3
    for moment in range(1, 2 * len(right) + 1):
        folder = tmp_path / str(moment)
        assert work(folder, moment) == -signal.SIGKILL
        assert files(folder) != right
        assert work(folder) == 0
        assert files(folder) == right


def test_a_second_writer_is_refused_with_one_line(store):
    with store.claimed():
        with pytest.raises(InputError, match="kept is in use: another process writes it; wait"):
            begun(store)
        assert (store.folder / LOCK).exists()
    assert begun(store).facts() == {"seed": 1}
    assert not (store.folder / LOCK).exists()


def test_the_lock_of_a_killed_process_blocks_no_one(store):
    program = (
        "import os, signal; from pathlib import Path; from runs.folder_lock import locked\n"
        f"folder = Path({str(store.folder)!r}); folder.mkdir()\n"
        f"with locked(folder / {LOCK!r}, folder): os.kill(os.getpid(), signal.SIGKILL)"
    )
    ended = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False)
    assert ended.returncode == -signal.SIGKILL and (store.folder / LOCK).exists()
    begun(store)
    assert not (store.folder / LOCK).exists()


@pytest.mark.parametrize("name", ["thesis.txt", "test", "points", "runs/000.txt"])
def test_a_folder_of_something_else_is_refused_and_left_as_it_was(store, name):
    path = store.folder / name
    path.parent.mkdir(parents=True)
    path.write_text("mine")
    with pytest.raises(InputError, match=r"which is no part of a test; give a new folder$"):
        begun(store)
    assert files(store.folder) == {name: b"mine"}


def test_a_question_may_lie_where_its_answer_goes_but_no_other(store):
    store.folder.mkdir()
    (store.folder / "q.txt").write_text("why not?")
    with pytest.raises(InputError, match=r"holds 'q\.txt'"):
        begun(store)
    (store.folder / "q.txt").write_text("why?")
    begun(store)


def test_an_interrupt_before_the_note_leaves_a_folder_that_can_be_used(store):
    with pytest.raises(KeyboardInterrupt), store.claimed():
        (store.folder / "points").write_text("half")
        (store.folder / "runs").mkdir()
        raise KeyboardInterrupt
    begun(store)


def test_another_work_is_reported_by_what_differs(store):
    begun(store)
    for facts, says in (
        ({"seed": 2}, "its seed is 1, not 2"),
        ({"seed": 1, "code": "x"}, "it was run by another version of the model"),
        ({"seed": 1, "levers": ["a"]}, "its levers differs"),
        ({}, "its seed is 1, not None"),
    ):
        with pytest.raises(InputError, match=f"holds another test: {says}; give another folder"):
            store.check_same(facts)
    store.check_same({"seed": 2}, free=["seed"])


@pytest.mark.parametrize("text", ["", "[]", "null", "{}", "garbage", "\xff"])
def test_a_damaged_note_is_one_line(store, text):
    (begun(store).folder / "test.json").write_bytes(text.encode("latin-1"))
    with pytest.raises(InputError, match=r"test\.json is damaged; put a copy of it back"):
        store.facts()


def test_only_what_the_store_has_written_is_removed(store):
    begun(store)
    mine = {"runs/mine.txt": b"", "runs/000.csv": b"", "mine/000.txt": b"", ".runs.partial": b""}
    for name in (*mine, "runs/000.txt", "runs/000.json", "runs/001.txt"):
        (store.folder / name).parent.mkdir(exist_ok=True)
        (store.folder / name).touch()
    store.remove_batches(but={"001"})
    assert files(store.folder).keys() == {*mine, "runs/001.txt", "q.txt", "test.json"}
    clear_scratch(store.folder)
    store.remove()
    assert files(store.folder) == mine


def test_a_batch_counts_only_as_it_was_written(tmp_path):
    batch = Batch(tmp_path, "000", ".txt", ("one", "two"))
    for index in batch.indices:
        (tmp_path / index).mkdir()
    assert batch.kept() is None
    one, two = (lambda path, text=text: path.write_text(text) for text in ("1", "2"))
    assert batch.keep({"rows": 3}, one, two) == batch.kept()
    assert batch.kept()["rows"] == 3
    (tmp_path / "two" / "000.txt").write_text("3")
    assert batch.kept() is None
    batch.keep({"rows": 3}, one, two)
    batch.receipt.write_text("[]")
    assert batch.kept() is None
    batch.remove()
    assert files(tmp_path) == {}


def test_a_file_is_whole_or_as_it_was(tmp_path):
    path = tmp_path / "a.txt"
    write_text(path, "old")
    with pytest.raises(ZeroDivisionError), writing(path) as scratch:
        scratch.write_text("half")
        _ = 1 / 0
    assert files(tmp_path) == {"a.txt": b"old"}
    left = tmp_path / f".a.txt.{os.uname().nodename}.0a1b2c3d.partial"
    left.write_text("half")
    clear_scratch(tmp_path)
    assert files(tmp_path) == {"a.txt": b"old"}
