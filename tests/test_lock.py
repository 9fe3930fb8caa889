"""The lock pins every distribution to a version and to the files of that release, wherever from."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from experiments.publishing.container import recipe

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements.lock"
ENTRY = re.compile(
    r"([a-z0-9]+(?:[-.][a-z0-9]+)*)==([0-9][0-9a-z.]*)((?: \\\n    --hash=sha256:[0-9a-f]{64})+)\n"
)
COMPILED = ("numpy", "numba", "llvmlite", "pyarrow", "scipy", "duckdb", "pandas")
PLATFORMS = 2 * 3
"""Versions of Python, times Linux on two processors and macOS."""


def pinned() -> dict[str, tuple[str, list[str]]]:
    """Version and hashes of each distribution."""
    return {
        name: (number, re.findall(r"[0-9a-f]{64}", hashes))
        for name, number, hashes in ENTRY.findall(LOCK.read_text("utf-8"))
    }


def test_every_line_is_a_version_or_a_hash_and_none_an_address():
    text = LOCK.read_text("utf-8")
    assert ENTRY.sub("", text) == ""
    names = [name for name, _, _ in ENTRY.findall(text)]
    assert names == sorted(set(names))


def test_no_file_is_named_twice_and_compiled_libraries_have_files_for_every_platform():
    every = [each for _, hashes in pinned().values() for each in hashes]
    assert len(set(every)) == len(every)
    for name in COMPILED:
        assert len(pinned()[name][1]) >= PLATFORMS, name


def test_it_has_all_that_the_project_asks_for_in_versions_that_fit():
    about = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    there = pinned()
    for asked in (*about["project"]["dependencies"], *about["dependency-groups"]["dev"]):
        wanted = Requirement(asked)
        number, _ = there[canonicalize_name(wanted.name)]
        assert wanted.specifier.contains(number), asked


def test_setup_and_containers_install_nothing_without_its_hash():
    facts = {"python": "3.12.1", "version": "0.4.0"}
    for text in ((ROOT / "Makefile").read_text("utf-8"), recipe(facts)):
        [command] = re.findall(r"pip install(?:[^\n]|\\\n)*-r requirements\.lock", text)
        assert "--require-hashes" in command and "--no-deps" in command


@pytest.mark.slow
def test_pip_reads_it_and_the_environment_is_the_one_that_it_names():
    run = subprocess.run(
        [sys.executable, "-m", "pip", "install", "--dry-run", "--no-index", "--no-deps",
         "--require-hashes", "--requirement", str(LOCK)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert all(version(name) == number for name, (number, _) in pinned().items())
