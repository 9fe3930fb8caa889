"""Files that are whole or absent: written beside their place, brought to the disk, then renamed."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PIECE = 1 << 20
HALF = ".partial"
LEFT = re.compile(rf"\..+\.[0-9a-f]{{8}}{re.escape(HALF)}")
"""Names of files that a killed process left half-written."""


@contextmanager
def writing(path: Path) -> Iterator[Path]:
    """Yield a scratch path; what was written there becomes ``path``, unless an error is raised."""
    scratch = path.with_name(f".{path.name}.{socket.gethostname()}.{secrets.token_hex(4)}{HALF}")
    try:
        yield scratch
        to_disk(scratch)
        scratch.replace(path)
        to_disk(path.parent)
    finally:
        scratch.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write a text file."""
    with writing(path) as scratch:
        scratch.write_text(text, encoding="utf-8")


def digest_of(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()


def clear_scratch(folder: Path) -> None:
    """Remove what killed processes left half-written in a folder."""
    for path in folder.glob(f".*{HALF}"):
        if LEFT.fullmatch(path.name) and path.is_file():
            with suppress(FileNotFoundError):
                path.unlink()


def to_disk(path: Path) -> None:
    """Wait until a file or a folder's list of names is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
