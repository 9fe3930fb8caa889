"""Compiled code is never older than the sources, wherever they changed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

import sim
from sim.core import compiled_cache

OTHERS = """
from enum import IntEnum
from sim.core.kernels import kernel

FACTOR = 2

class Kind(IntEnum):
    THIS = 1

@kernel
def callee(x):
    return x + 10
"""
CALLER = """
from sim import others
from sim.core.kernels import kernel
from sim.others import FACTOR, Kind, callee

@kernel
def caller(x):
    return callee(x) * FACTOR + Kind.THIS * 1000 + others.FACTOR * 100000
"""
SHOW = """
from sim.caller import caller
print(caller(1), sum(caller.called.stats.cache_hits.values()))
"""


@pytest.fixture
def copy(tmp_path):
    """A copy of the package, with two files more."""
    folder = tmp_path / "sources"
    shutil.copytree(
        Path(sim.__file__).parent, folder / "sim", ignore=shutil.ignore_patterns("__pycache__")
    )
    (folder / "sim" / "others.py").write_text(OTHERS)
    (folder / "sim" / "caller.py").write_text(CALLER)
    return folder


def shown(copy: Path, text: str = SHOW, **environment: str) -> subprocess.CompletedProcess[str]:
    """What a program prints. Python's own cache would miss a change of the same size and second."""
    kept = {k: v for k, v in os.environ.items() if k not in {"HOME", "XDG_CACHE_HOME"}}
    return subprocess.run(
        [sys.executable, "-c", text], cwd=copy, capture_output=True, text=True, check=True,
        env={**kept, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(copy), **environment},
    )  # fmt: skip


@pytest.mark.slow
def test_a_change_in_another_file_is_seen(copy, tmp_path):
    cache = {"NUMBA_CACHE_DIR": str(tmp_path / "cache")}
    assert shown(copy, **cache).stdout == "201022 0\n"
    assert shown(copy, **cache).stdout == "201022 1\n"
    others = copy / "sim" / "others.py"
    for old, new, result in (
        ("x + 10", "x + 20", "201042 0\n"),
        ("THIS = 1", "THIS = 7", "207042 0\n"),
        ("FACTOR = 2", "FACTOR = 3", "307063 0\n"),
        ("FACTOR = 3", "FACTOR = 2", "207042 1\n"),
    ):
        others.write_text(others.read_text().replace(old, new))
        assert shown(copy, **cache).stdout == result


def test_two_processes_may_compile_at_once(copy, tmp_path):
    environment = {
        **os.environ, "PYTHONPATH": str(copy), "NUMBA_CACHE_DIR": str(tmp_path / "cache"),
    }  # fmt: skip
    started = [
        subprocess.Popen(
            [sys.executable, "-c", SHOW], cwd=copy, env=environment, stdout=subprocess.PIPE
        )
        for _ in range(2)
    ]
    assert [process.communicate()[0].split()[0] for process in started] == [b"201022"] * 2
    assert shown(copy, NUMBA_CACHE_DIR=str(tmp_path / "cache")).stdout == "201022 1\n"


WHERE = "from sim.core import compiled_cache; print(compiled_cache.folder())"


def test_without_a_home_and_beside_read_only_sources_code_is_kept_among_temporary_files(
    copy, tmp_path
):
    (copy / "sim" / "__pycache__").touch()
    said = shown(copy, WHERE, TMPDIR=str(tmp_path)).stdout.strip()
    assert said.startswith(str(tmp_path / f"narrows-kernels-{os.getuid()}"))
    assert Path(said).parent.stat().st_mode & 0o077 == 0


def test_the_folder_is_beside_the_sources_where_that_can_be(copy):
    said = shown(copy, WHERE, HOME="/nowhere").stdout.strip()
    assert Path(said).parent == copy / "sim" / "__pycache__" / compiled_cache.NAME


def test_code_of_other_sources_is_deleted_once_it_is_old(tmp_path, monkeypatch):
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    base = tmp_path / compiled_cache.NAME
    old, new = base / "old", base / "new"
    for other in (old, new):
        other.mkdir(parents=True)
    os.utime(old, (0, 0))
    compiled_cache.folder.cache_clear()
    try:
        assert compiled_cache.folder() == base / compiled_cache.digest()
    finally:
        compiled_cache.folder.cache_clear()
    assert not old.exists()
    assert new.exists()


def test_code_of_few_sources_is_kept(tmp_path, monkeypatch):
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    others = [tmp_path / compiled_cache.NAME / f"other-{number}" for number in range(12)]
    for ago, other in enumerate(others):
        other.mkdir(parents=True)
        os.utime(other, (time.time() - ago * 60.0,) * 2)
    compiled_cache.folder.cache_clear()
    try:
        compiled_cache.folder()
    finally:
        compiled_cache.folder.cache_clear()
    assert [other.exists() for other in others] == [True] * 7 + [False] * 5
