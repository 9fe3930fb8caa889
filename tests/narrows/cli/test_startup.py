"""What a command loads, and that the model is compiled once and says so."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from runs.compilation import compile_model
from sim.core import compiled_cache

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]
HEAVY = {"mesa", "numba", "pandas", "solara", "matplotlib", "scipy", "numpy", "pyarrow"}
RUN = """
import sys
sys.modules.update(dict.fromkeys({missing!r}))
from narrows.cli.main import main
try:
    main({words!r})
finally:
    print(*{{name.partition(".")[0] for name, module in sys.modules.items() if module}})
"""
"""Runs a command line in a process where some libraries are missing; shows what is loaded."""

WHEN_RUNS_BEGIN = """
import sys
import runs.runner
execute = runs.runner.execute
def noted(*given, **named):
    known = {{name.partition(".")[0] for name, module in sys.modules.items() if module}}
    print("loaded:", *known, file=sys.stderr)
    return execute(*given, **named)
runs.runner.execute = noted
from narrows.cli.main import main
main({words!r})
"""
"""Runs a command line in a process that says what is loaded when the runs begin."""

KERNELS = """
import sim.simulation
from sim.core.kernels import kernels
print(len(kernels()))
"""


def program(text: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", text],
        cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip


def loaded(folder: Path, *words: str) -> set[str]:
    done = program(RUN.format(words=words, missing=()), folder)
    assert done.returncode == 0, done.stderr
    return HEAVY & set(done.stdout.split())


@pytest.mark.parametrize("words", [["--help"], ["run", "--help"], ["list", "--help"]])
def test_help_loads_no_library_of_the_model(words, tmp_path):
    assert loaded(tmp_path, *words) == set()


@pytest.mark.parametrize("words", [["list"], ["evidence", "price_reference"]])
def test_what_only_shows_loads_no_model(words, tmp_path):
    assert loaded(tmp_path, *words) <= {"numpy", "pyarrow"}


def test_a_run_without_figures_loads_nothing_that_draws(tmp_path):
    words = ("run", "baseline", "--days", "2", "--replicates", "1", "--json")
    assert not {"matplotlib", "solara"} & loaded(tmp_path, *words)


def test_a_comparison_over_workers_loads_no_model_before_they_begin(tmp_path):
    """Workers load it meanwhile; with it, runs would begin later by as long as that takes."""
    program("from runs.compilation import compile_model; compile_model()", tmp_path)
    words = ("compare", "baseline", "bsc-150m", "--days", "2", "--replicates", "2", "--json")
    done = program(WHEN_RUNS_BEGIN.format(words=(*words, "--workers", "2")), tmp_path)
    assert done.returncode == 0, done.stderr
    (begun,) = [line for line in done.stderr.splitlines() if line.startswith("loaded: ")]
    assert not {"mesa", "numba", "matplotlib"} & set(begun.split())


def test_a_missing_library_is_named_in_one_line(tmp_path):
    words = ("run", "baseline", "--days", "2", "--replicates", "1", "--json")
    done = program(RUN.format(words=words, missing=("numba",)), tmp_path)
    assert done.returncode == 1
    [said] = [line for line in done.stderr.splitlines() if not line.startswith("data end on")]
    assert said.startswith("numba is not installed; run make setup")


@pytest.mark.long
def test_the_model_is_compiled_once_and_says_so(tmp_path):
    """With an empty cache, which takes as long as the compilation does.

    What is counted are all kernels of the model; later runs find what Python calls in the cache,
    for every kind of argument.
    """
    cache = tmp_path / "cache"

    def compare(*options: str) -> tuple[str, set[Path]]:
        words = ["compare", "baseline", "bsc-150m", "--json", *options]
        text = f"from narrows.cli.main import main; main({words!r})"
        done = program(text, tmp_path, NUMBA_CACHE_DIR=str(cache))
        json.loads(done.stdout)
        return done.stderr, set(cache.rglob("*.nbc"))

    said, compiled = compare("--days", "2", "--replicates", "1")
    content = re.search(r"^compiling the model for this machine, once: (\d+) kernels$", said, re.M)
    assert content
    assert int(content[1]) == int(program(KERNELS, tmp_path).stdout)
    said, after = compare("--days", "250", "--replicates", "1")
    assert "compiling" not in said
    assert after == compiled


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """Another folder for compiled code, with nothing in it."""
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    compiled_cache.folder.cache_clear()
    yield
    compiled_cache.folder.cache_clear()


@pytest.mark.usefixtures("elsewhere")
def test_nothing_is_loaded_to_know_that_all_is_compiled(monkeypatch, capsys):
    monkeypatch.setattr("runs.compilation._compile", lambda: None)
    compile_model()
    capsys.readouterr()
    monkeypatch.setattr("runs.compilation._compile", pytest.fail)
    compile_model()
    assert capsys.readouterr() == ("", "")


@pytest.mark.usefixtures("elsewhere")
def test_other_sources_or_versions_are_compiled_anew(monkeypatch):
    content = []
    monkeypatch.setattr("runs.compilation._compile", lambda: content.append("compiled"))
    for version in ("1", "1", "2"):
        monkeypatch.setattr("sim.core.compiled_cache.version", lambda _, of=version: of)
        compiled_cache.digest.cache_clear()
        compiled_cache.folder.cache_clear()
        compile_model()
    compiled_cache.digest.cache_clear()
    assert content == ["compiled", "compiled"]


def test_where_no_folder_can_be_written_one_line_says_so(monkeypatch, capsys):
    monkeypatch.setattr("sim.core.compiled_cache.folder", lambda: None)
    monkeypatch.setattr("runs.compilation._compile", pytest.fail)
    compile_model()
    said = capsys.readouterr().err
    assert "NUMBA_CACHE_DIR" in said
    assert said.count("\n") == 1
