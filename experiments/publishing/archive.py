"""A bundle as one file, with the same bytes wherever it is packed."""

from __future__ import annotations

import stat
import zipfile
from datetime import date
from pathlib import Path

from experiments.publishing.bundle_layout import files_below
from runs.atomic_files import writing

EARLIEST = 1980
"""Year before which an archive knows no day."""
SUFFIX = ".zip"


def archive_of(bundle: Path) -> Path:
    """Where the archive of a bundle goes: beside its folder."""
    return bundle.with_name(f"{bundle.resolve().name}{SUFFIX}")


def pack(bundle: Path, published: date) -> Path:
    """Write the archive of a bundle, whole or not at all; one that is there is replaced.

    Args:
        bundle: Its folder, which the archive holds as one folder.
        published: Day that all files in it bear.

    Returns:
        Where it is.
    """
    path, name = archive_of(bundle), bundle.resolve().name
    day = (max(published.year, EARLIEST), published.month, published.day, 0, 0, 0)
    with writing(path) as scratch, zipfile.ZipFile(scratch, "w") as archive:
        for file in files_below(bundle):
            entry = zipfile.ZipInfo(f"{name}/{file}", day)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = 3, (stat.S_IFREG | 0o644) << 16
            archive.writestr(entry, (bundle / file).read_bytes())
    return path
