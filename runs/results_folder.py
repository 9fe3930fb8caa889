"""Results folders that are whole or absent, and never take the place of somebody's own files."""

from __future__ import annotations

import re
import secrets
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from pathlib import Path

from runs.atomic_files import to_disk
from runs.folder_lock import locked
from scenarios.errors import InputError

FIGURES = ("effects", "timeline", "one-world", "displacement", "drivers")
OURS = (
    "outcomes.parquet", "daily.parquet", "outcomes.csv", "daily.csv", "displacement.parquet",
    "events.parquet", "report.md", "assurance.md",
    *(f"figures/{name}.{kind}" for name in FIGURES for kind in ("svg", "png")),
)  # fmt: skip
"""Every file that a results folder may hold; the first is in every one."""
SCOREBOARD = (
    "scoreboard.md", "targets.csv",
    *(f"figures/{name}.png" for name in ("scores", "months", "harm", "patterns")),
)  # fmt: skip
"""The same of the folder of a scoreboard."""

PARTIAL, FORMER = "partial", "former"
_HELD: ContextVar[frozenset[Path]] = ContextVar("held", default=frozenset())
"""Folders that are claimed here."""


def check(folder: Path, ours: Sequence[str] = OURS) -> None:
    """Make sure that results can be written to ``folder``, and leave no trace of the check.

    Args:
        folder: The folder.
        ours: What such a folder may hold; the first is in every one.

    Raises:
        InputError: If it is a file, holds anything but results, or cannot be written.
    """
    folder = folder.resolve()
    _check_replaceable(folder, ours)
    above = _nearest_existing(folder.parent)
    if not above.is_dir():
        raise InputError(f"{above} is not a folder; give a path inside a folder")
    try:
        tempfile.TemporaryDirectory(prefix=".narrows-", dir=above).cleanup()
    except OSError as error:
        raise InputError(
            f"{folder} cannot be written ({error.strerror}); give a folder that can"
        ) from error


@contextmanager
def claimed(folder: Path, ours: Sequence[str] = OURS) -> Iterator[None]:
    """Hold ``folder`` for this process while results for it are made.

    Args:
        folder: The folder.
        ours: What such a folder may hold; the first is in every one.

    Raises:
        InputError: If it cannot be written, is no results folder, or another process writes it.
    """
    check(folder, ours)
    path = folder.resolve()
    made = _make_parents(path.parent)
    try:
        with locked(path.with_name(f".{path.name}.lock"), folder):
            _tidy(path)
            token = _HELD.set(_HELD.get() | {path})
            try:
                yield
            finally:
                _HELD.reset(token)
    finally:
        _remove_empty(made)


@contextmanager
def replacing(folder: Path, ours: Sequence[str] = OURS) -> Iterator[Path]:
    """Yield a temporary folder that becomes ``folder`` at the end, or vanishes on failure.

    Args:
        folder: The folder; claimed, unless the caller has claimed it.
        ours: What such a folder may hold; the first is in every one.

    Raises:
        InputError: If ``folder`` exists and is not a results folder, or another process writes it.
    """
    path = folder.resolve()
    with nullcontext() if path in _HELD.get() else claimed(folder, ours):
        partial = _sibling(path, PARTIAL)
        partial.mkdir()
        try:
            yield partial
            _check_replaceable(path, ours)
            for each in partial.rglob("*"):
                to_disk(each)
            _exchange(partial, path)
        finally:
            shutil.rmtree(partial, ignore_errors=True)


def files_of(folder: Path) -> list[Path]:
    """Files of a results folder, in the order in which to list them."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _exchange(partial: Path, folder: Path) -> None:
    previous = _sibling(folder, FORMER)
    if folder.exists():
        folder.rename(previous)
    try:
        partial.rename(folder)
    except BaseException:
        if previous.exists():
            previous.rename(folder)
        raise
    shutil.rmtree(previous, ignore_errors=True)


def _check_replaceable(folder: Path, ours: Sequence[str]) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        raise InputError(f"{folder} is a file; give a folder")
    kept = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_symlink() or not path.is_dir()
    }
    if kept and (ours[0] not in kept or kept - set(ours)):
        other = sorted(kept - set(ours)) or sorted(kept)
        raise InputError(f"{folder} holds {other[0]!r}, which is not a result; give a new folder")


def _nearest_existing(path: Path) -> Path:
    while not path.exists() and path != path.parent:
        path = path.parent
    return path


def _make_parents(path: Path) -> list[Path]:
    missing = []
    while not path.exists():
        missing.append(path)
        path = path.parent
    for folder in reversed(missing):
        folder.mkdir(exist_ok=True)
    return missing


def _remove_empty(folders: list[Path]) -> None:
    for folder in folders:
        try:
            folder.rmdir()
        except OSError:
            return


def _sibling(folder: Path, role: str) -> Path:
    return folder.with_name(f".{folder.name}.{secrets.token_hex(4)}.{role}")


def _tidy(folder: Path) -> None:
    """Remove what killed processes left beside a folder; bring back what they set aside."""
    left = re.compile(rf"\.{re.escape(folder.name)}\.[0-9a-f]+\.({PARTIAL}|{FORMER})")
    for path in [each for each in folder.parent.iterdir() if left.fullmatch(each.name)]:
        if path.suffix == f".{FORMER}" and not folder.exists():
            path.rename(folder)
        else:
            shutil.rmtree(path)
