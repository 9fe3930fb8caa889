"""Bundles that anybody may have made, opened with care: a folder as it is, or an archive unpacked.

Nothing here runs, imports or unpickles anything; links and paths that lead out are refused.
"""

from __future__ import annotations

import lzma
import os
import stat
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from experiments.publishing.bundle_layout import CRATE
from experiments.publishing.manifest import check_path
from scenarios.errors import InputError

MOST_FILES = 200_000
MOST_BYTES = 4 << 30
"""Most that an archive may hold once it is unpacked."""
PIECE = 1 << 20
DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, NotImplementedError, EOFError,
    OSError, ValueError,
)  # fmt: skip
"""What reading an archive raises where its bytes are not as they were packed."""


@contextmanager
def opened(path: Path) -> Iterator[Path]:
    """Yield the folder of a bundle; that of an archive (.zip) vanishes at the end.

    Raises:
        InputError: If there is no bundle, or an archive is none that may be unpacked.
    """
    if path.is_dir():
        yield _holding(path)
        return
    if not path.exists():
        raise InputError(f"there is no bundle {path}; give the folder that narrows publish wrote")
    if not path.is_file():
        raise InputError(f"{path} is not a regular file; give a bundle, a folder or a .zip archive")
    if not zipfile.is_zipfile(path):
        raise InputError(f"{path} is neither a folder nor a .zip archive; give a bundle")
    with tempfile.TemporaryDirectory(prefix="narrows-") as folder:
        try:
            with zipfile.ZipFile(path) as archive:
                _unpack(archive, Path(folder))
        except DAMAGED as error:
            raise InputError(f"{path} cannot be unpacked ({error}); get it again") from None
        inside = [each for each in Path(folder).iterdir() if each.is_dir()]
        alone = len(inside) == 1 and not (Path(folder) / CRATE).exists()
        yield _holding(inside[0] if alone else Path(folder))


def files_of(folder: Path) -> list[str]:
    """All files of a bundle's folder, as paths with forward slashes, in order.

    Raises:
        InputError: If anything in it is a link or a device, or there is far too much.
    """
    found: list[str] = []
    left = [folder]
    while left:
        with os.scandir(left.pop()) as entries:
            for entry in entries:
                name = Path(entry.path).relative_to(folder).as_posix()
                if entry.is_dir(follow_symlinks=False):
                    left.append(Path(entry.path))
                elif entry.is_file(follow_symlinks=False):
                    found.append(name)
                else:
                    what = "a link" if entry.is_symlink() else "no file"
                    raise InputError(f"{name!r} is {what}; a bundle holds files alone")
        if len(found) > MOST_FILES:
            raise InputError(f"there are more than {MOST_FILES:,} files; this is no bundle")
    return sorted(found)


def _holding(folder: Path) -> Path:
    if not (folder / CRATE).is_file():
        raise InputError(f"{folder} holds no {CRATE}; give a bundle that narrows publish wrote")
    return folder


def _unpack(archive: zipfile.ZipFile, folder: Path) -> None:
    """Unpack all files of an archive into an empty folder, once nothing speaks against it."""
    entries = archive.infolist()
    if len(entries) > MOST_FILES:
        raise InputError(f"the archive holds {len(entries):,} files; this is no bundle")
    for entry in entries:
        check_path(entry.filename.rstrip("/"))
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise InputError(f"{entry.filename!r} is a link; a bundle holds files alone")
        if entry.flag_bits & 1:
            raise InputError(f"{entry.filename!r} is encrypted; give a bundle that can be read")
    names = [entry.filename.rstrip("/") for entry in entries]
    if len(set(names)) < len(names):
        raise InputError("the archive holds a path twice; this is no bundle")
    left = MOST_BYTES
    if sum(entry.file_size for entry in entries) > left:
        raise _too_much()
    for entry in entries:
        path = folder / entry.filename
        if entry.is_dir():
            path.mkdir(parents=True, exist_ok=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(entry) as packed, path.open("xb") as file:
            while piece := packed.read(PIECE):
                left -= len(piece)
                if left < 0:
                    raise _too_much()
                file.write(piece)


def _too_much() -> InputError:
    most = f"{MOST_BYTES >> 20:,} MB"
    return InputError(
        f"the archive would unpack to more than {most}; unpack it and give the folder"
    )
