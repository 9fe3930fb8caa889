"""Libraries have a folder of their own where the user has no home."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from narrows.cli import library_folders
from narrows.cli.library_folders import NAMES, provide_folders


@pytest.fixture
def places(tmp_path, monkeypatch):
    """Temporary files in one folder, a home in another; no variable is set."""
    for name in NAMES:
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    (tmp_path / "home").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    return tmp_path


def test_with_a_home_nothing_is_set(places):
    provide_folders()
    assert not NAMES.keys() & os.environ.keys()
    assert not list(places.rglob("*/*"))


def test_without_one_each_library_has_a_private_folder_and_what_is_set_stays(places, monkeypatch):
    monkeypatch.setenv("HOME", str(places / "nowhere"))
    monkeypatch.setenv("IPYTHONDIR", "mine")
    provide_folders()
    assert os.environ["IPYTHONDIR"] == "mine"
    folder = Path(os.environ["MPLCONFIGDIR"])
    assert folder.is_dir() and folder.is_relative_to(places / "temporary")
    assert folder.parent.stat().st_mode & 0o077 == 0


def test_a_folder_of_somebody_else_is_not_used(places, monkeypatch):
    monkeypatch.setenv("HOME", str(places / "nowhere"))
    mine = os.getuid()
    monkeypatch.setattr(library_folders.os, "getuid", lambda: mine + 1)
    provide_folders()
    assert not NAMES.keys() & os.environ.keys()
