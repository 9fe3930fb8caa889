"""The manifest: SHA-256 of every file of a bundle but itself, as ``sha256sum`` writes it."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

from experiments.publishing.bundle_layout import MANIFEST, files_below
from runs.atomic_files import digest_of
from scenarios.errors import InputError

LINE = re.compile(r"([0-9a-f]{64})  ([^\x00-\x1f\\]+)")

Digests = dict[str, str]
"""SHA-256 by path."""


def digests_below(folder: Path) -> Digests:
    """Of all files of a folder of our own but the manifest."""
    return {path: digest_of(folder / path) for path in files_below(folder) if path != MANIFEST}


def as_text(digests: Digests) -> str:
    """The manifest, ordered by path."""
    return "".join(f"{digests[path]}  {path}\n" for path in sorted(digests))


def parse(data: bytes) -> Digests:
    """Read a manifest that anybody may have written.

    Raises:
        InputError: If it is not as :func:`as_text` writes it, or a path leaves the bundle.
    """
    try:
        lines = data.decode("utf-8").split("\n")
    except UnicodeDecodeError:
        raise InputError(f"{MANIFEST} is not text; get the bundle again") from None
    found: Digests = {}
    for number, line in enumerate(lines[:-1], start=1):
        match = LINE.fullmatch(line)
        if match is None:
            what = f"line {number} of {MANIFEST} is no SHA-256 and path; get the bundle again"
            raise InputError(what)
        check_path(match[2])
        found[match[2]] = match[1]
    if not found or as_text(found).encode() != data:
        raise InputError(f"{MANIFEST} is not as it was published; get the bundle again")
    return found


def check_path(path: str) -> None:
    """Make sure that a path stays inside of a bundle.

    Raises:
        InputError: If it does not.
    """
    pure = PurePosixPath(path)
    climbs = pure.is_absolute() or ".." in pure.parts or "\\" in path or ":" in path
    if climbs or pure.as_posix() != path:
        message = f"{path!r} leads out of the bundle; it is not one that narrows publish wrote"
        raise InputError(message)
