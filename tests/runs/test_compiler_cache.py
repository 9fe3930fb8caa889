"""Where compiled code can be kept nowhere, it is kept for one command, and the cost is said."""

from __future__ import annotations

import os
import sys

import pytest

from runs import compiler_cache
from runs.compilation import compile_model


@pytest.fixture
def nowhere(tmp_path, monkeypatch):
    """A place where no folder can be made."""
    (tmp_path / "file").touch()
    monkeypatch.delitem(sys.modules, "numba", raising=False)  # else it would be told of the folder
    monkeypatch.setattr(compiler_cache, "PACKAGE", tmp_path / "file")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    monkeypatch.setenv(compiler_cache.NAME, str(tmp_path / "file" / "x"))
    return tmp_path


@pytest.mark.parametrize("which", ["package", "home", "named"])
def test_a_folder_that_can_be_written_is_left_to_numba(nowhere, monkeypatch, which):
    if which == "package":
        monkeypatch.setattr(compiler_cache, "PACKAGE", nowhere / "package")
    elif which == "home":
        monkeypatch.setenv("XDG_CACHE_HOME", str(nowhere / "home"))
    else:
        monkeypatch.setenv(compiler_cache.NAME, str(nowhere / "named"))
    before = os.environ[compiler_cache.NAME]
    compiler_cache.provide_cache()
    assert os.environ[compiler_cache.NAME] == before
    assert compiler_cache.lasts()


def test_else_there_is_a_folder_for_one_command_and_it_says_once_what_that_costs(
    nowhere, monkeypatch, capsys
):
    monkeypatch.setattr("tempfile.tempdir", str(nowhere))
    monkeypatch.setattr("runs.compilation._compile", lambda: None)
    ended = []
    monkeypatch.setattr("atexit.register", lambda work, *given: ended.append((work, given)))
    compiler_cache.provide_cache()
    assert not compiler_cache.lasts()
    assert capsys.readouterr().err == ""
    compile_model()
    compile_model()
    assert capsys.readouterr().err.count(compiler_cache.COST) == 1
    [made] = nowhere.glob(f"{compiler_cache.PREFIX}*")
    [(remove, given)] = ended
    remove(*given)
    assert not made.exists()


def test_a_worker_does_not_delete_what_others_use(tmp_path):
    compiler_cache._remove(tmp_path, os.getpid() + 1)
    assert tmp_path.exists()
