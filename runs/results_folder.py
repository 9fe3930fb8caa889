"""Results folders that are whole or absent, and never take the place of somebody's own files."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from scenarios.errors import InputError

OURS = (
    "outcomes.parquet", "daily.parquet", "displacement.parquet", "events.parquet", "report.md",
    "figures",
)  # fmt: skip
"""Everything that a results folder may hold; the first is in every one."""
SCOREBOARD = ("scoreboard.md", "targets.csv", "figures")
"""The same of the folder of a scoreboard."""


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
def replacing(folder: Path, ours: Sequence[str] = OURS) -> Iterator[Path]:
    """Yield a temporary folder that becomes ``folder`` at the end, or vanishes on failure.

    Args:
        folder: The folder.
        ours: What such a folder may hold; the first is in every one.

    Raises:
        InputError: If ``folder`` exists and is not a results folder.
    """
    folder = folder.resolve()
    made = _make_parents(folder.parent)
    try:
        _tidy(folder)
        partial = _sibling(folder, "partial")
        partial.mkdir()
        try:
            yield partial
            _check_replaceable(folder, ours)
            _sync(partial)
            _exchange(partial, folder)
        finally:
            shutil.rmtree(partial, ignore_errors=True)
    except BaseException:
        _remove_empty(made)
        raise


def files_of(folder: Path) -> list[Path]:
    """Files of a results folder, in the order in which to list them."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _exchange(partial: Path, folder: Path) -> None:
    former = _sibling(folder, "former")
    if folder.exists():
        folder.rename(former)
    try:
        partial.rename(folder)
    except BaseException:
        if former.exists():
            former.rename(folder)
        raise
    shutil.rmtree(former, ignore_errors=True)


def _check_replaceable(folder: Path, ours: Sequence[str]) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        raise InputError(f"{folder} is a file; give a folder")
    held = {path.name for path in folder.iterdir()}
    if held and (ours[0] not in held or held - set(ours)):
        other = sorted(held - set(ours)) or sorted(held)
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
    return folder.with_name(f".{folder.name}.{os.getpid()}.{role}")


def _tidy(folder: Path) -> None:
    """Remove what killed processes left beside ``folder``; bring back what they set aside."""
    for path in folder.parent.glob(f".{folder.name}.*.*"):
        process, role = path.name.split(".")[-2:]
        if not process.isdigit() or _alive(int(process)):
            continue
        if role == "former" and not folder.exists():
            path.rename(folder)
        elif role in ("former", "partial"):
            shutil.rmtree(path)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _sync(folder: Path) -> None:
    """Bring every file to the disk, so that the rename is never seen before its contents."""
    for path in folder.rglob("*"):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
