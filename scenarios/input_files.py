"""Reading files that a user names: plain files of bounded size, whatever else the path may be."""

from __future__ import annotations

import os
import stat
import unicodedata
from pathlib import Path

PIECE = 1 << 20
MOST_TEXT = 2 << 20
"""Most bytes of a file that people write, such as a scenario."""


class UnreadableError(ValueError):
    """A file cannot be used; the message says why and what is right."""


def read_bounded(path: Path, most: int = MOST_TEXT) -> bytes:
    """The bytes of a regular file.

    A device or a pipe is refused before anything is read, so that nothing hangs or fills memory.

    Args:
        path: The file.
        most: Bytes that it may have.

    Raises:
        FileNotFoundError: If it is not there.
        UnreadableError: If it is not a regular file, too large, or cannot be read.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except (FileNotFoundError, NotADirectoryError):
        raise FileNotFoundError(path) from None
    except (OSError, ValueError) as error:
        raise UnreadableError(_reason(error)) from None
    with os.fdopen(descriptor, "rb", closefd=True) as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise UnreadableError("this is not a regular file; name a file on the disk")
        kept, size = [], 0
        try:
            while piece := file.read(PIECE):
                size += len(piece)
                if size > most:
                    limit = f"{most >> 20:,} MB" if most >= PIECE else f"{most:,} bytes"
                    raise UnreadableError(f"the file is larger than {limit}; is it the right one?")
                kept.append(piece)
        except OSError as error:
            raise UnreadableError(_reason(error)) from None
    return b"".join(kept)


def check_regular(path: Path) -> None:
    """Make sure that a path is a regular file, before a library opens it.

    Raises:
        FileNotFoundError: If it is not there.
        UnreadableError: If it is anything but a regular file.
    """
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        raise FileNotFoundError(path) from None
    except (OSError, ValueError) as error:
        raise UnreadableError(_reason(error)) from None
    if not stat.S_ISREG(mode):
        raise UnreadableError("this is not a regular file; name a file on the disk")


def composed(name: str) -> str:
    """A name with accents as single characters, so that names that look alike are alike."""
    return unicodedata.normalize("NFC", name)


def as_stored(path: Path) -> Path:
    """The path as the disk has it, where its name differs only in how accents are written."""
    if path.name.isascii() or path.exists():
        return path
    try:
        names = [each.name for each in path.parent.iterdir()]
    except OSError:
        return path
    alike = [name for name in names if composed(name) == composed(path.name)]
    return path.with_name(alike[0]) if len(alike) == 1 else path


def _reason(error: OSError | ValueError) -> str:
    said = getattr(error, "strerror", None) or "it cannot be opened"
    return f"{said.lower()}; name a file that can be read"
