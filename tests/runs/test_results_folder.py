from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from runs import results_folder
from runs.results_folder import claimed, replacing
from scenarios.errors import InputError

ROOT = Path(__file__).parents[2]


def write(path: Path, text: str) -> None:
    with replacing(path) as partial:
        (partial / "outcomes.parquet").write_text(text)


def run_and_be_killed(path: Path, moment: str) -> None:
    """Write a results folder in a process that kills itself at a moment."""
    program = f"""
import os, signal
from pathlib import Path
from runs import results_folder as folder
def die(*_): os.kill(os.getpid(), signal.SIGKILL)
if "{moment}" == "renaming": folder._exchange = die
with folder.replacing(Path({str(path)!r})) as partial:
    (partial / "outcomes.parquet").write_text("half")
    if "{moment}" == "writing": die()
"""
    ended = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False)
    assert ended.returncode == -signal.SIGKILL


def test_a_folder_appears_whole_with_the_folders_above_it(tmp_path):
    write(tmp_path / "a" / "b", "new")
    assert (tmp_path / "a" / "b" / "outcomes.parquet").read_text() == "new"
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b"]


def test_former_results_are_replaced(tmp_path):
    write(tmp_path / "a", "old")
    write(tmp_path / "a", "new")
    assert (tmp_path / "a" / "outcomes.parquet").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_failure_leaves_nothing_behind(tmp_path):
    with pytest.raises(ZeroDivisionError), replacing(tmp_path / "a" / "b"):
        _ = 1 / 0
    assert list(tmp_path.iterdir()) == []


def test_a_failure_leaves_former_results_as_they_were(tmp_path):
    write(tmp_path / "a", "old")
    with pytest.raises(KeyboardInterrupt), replacing(tmp_path / "a"):
        raise KeyboardInterrupt
    assert (tmp_path / "a" / "outcomes.parquet").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


@pytest.mark.parametrize("others", [("notes.md",), ("outcomes.parquet", "notes.md")], ids=str)
def test_a_folder_with_other_files_is_never_replaced(tmp_path, others):
    for name in others:
        (tmp_path / name).write_text("mine")
    for attempt in (lambda: results_folder.check(tmp_path), lambda: write(tmp_path, "new")):
        with pytest.raises(InputError, match=r"holds 'notes\.md'"):
            attempt()
    assert {path.name for path in tmp_path.iterdir()} == set(others)


def test_an_empty_folder_may_be_filled(tmp_path):
    write(tmp_path, "new")
    assert (tmp_path / "outcomes.parquet").read_text() == "new"


@pytest.mark.parametrize("path", ["/dev/null/x", "/dev/null/x/y", "/dev/null"])
def test_what_cannot_be_a_folder_is_refused(path):
    with pytest.raises(InputError):
        results_folder.check(Path(path))


def test_a_check_leaves_no_trace(tmp_path):
    results_folder.check(tmp_path / "a" / "b")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("moment", ["writing", "renaming"])
def test_a_killed_process_leaves_no_half_results(tmp_path, moment):
    run_and_be_killed(tmp_path / "a", moment)
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize("moment", ["writing", "renaming"])
def test_a_killed_process_leaves_former_results_whole_and_the_next_tidies_up(tmp_path, moment):
    write(tmp_path / "a", "old")
    run_and_be_killed(tmp_path / "a", moment)
    assert (tmp_path / "a" / "outcomes.parquet").read_text() == "old"
    write(tmp_path / "a", "new")
    assert (tmp_path / "a" / "outcomes.parquet").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_results_set_aside_by_a_killed_process_come_back(tmp_path):
    write(tmp_path / "a", "old")
    (tmp_path / "a").rename(tmp_path / ".a.0a1b2c3d.former")
    with pytest.raises(ZeroDivisionError), replacing(tmp_path / "a"):
        _ = 1 / 0
    assert (tmp_path / "a" / "outcomes.parquet").read_text() == "old"


def test_a_second_writer_of_a_folder_is_refused_and_the_first_goes_on(tmp_path):
    program = f"""
from pathlib import Path
from runs.results_folder import claimed, replacing
folder = Path({str(tmp_path / "a")!r})
with claimed(folder):
    print("claimed", flush=True)
    input()
    with replacing(folder) as partial:
        (partial / "outcomes.parquet").write_text("first")
"""
    first = subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert first.stdout.readline() == "claimed\n"
    for attempt in (lambda: write(tmp_path / "a", "second"), claimed(tmp_path / "a").__enter__):
        with pytest.raises(InputError, match="a is in use: another process writes it; wait for"):
            attempt()
    first.communicate("\n")
    assert first.returncode == 0
    assert (tmp_path / "a" / "outcomes.parquet").read_text() == "first"
    write(tmp_path / "a", "second")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_readers_file_among_the_figures_is_never_removed(tmp_path):
    with replacing(tmp_path / "a") as partial:
        (partial / "figures").mkdir()
        for name in ("outcomes.parquet", "figures/effects.svg"):
            (partial / name).write_text("ours")
    write(tmp_path / "a", "new")
    (tmp_path / "a" / "figures").mkdir()
    (tmp_path / "a" / "figures" / "mine.svg").write_text("mine")
    with pytest.raises(InputError, match=r"holds 'figures/mine\.svg', which is not a result"):
        write(tmp_path / "a", "newer")
    assert (tmp_path / "a" / "figures" / "mine.svg").read_text() == "mine"
    assert (tmp_path / "a" / "outcomes.parquet").read_text() == "new"
