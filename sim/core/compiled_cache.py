"""Where compiled code of the model is kept: a folder for each state of its sources.

Numba watches the file of a kernel alone. Here kernels call kernels, and read enums and constants,
of other files, so the folder is named after a digest of all files of the package and of the
versions that compiled code depends on: after any change nothing old is found. The folder is the
first of these that can be written: ``NUMBA_CACHE_DIR``, beside the source, the user's cache folder,
and a private one among the temporary files. This module loads no library, so that a command knows
at once whether all is compiled.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGE = Path(__file__).parents[1]
LIBRARIES = ("numba", "llvmlite", "numpy", "scipy")
SETTINGS = ("NUMBA_OPT", "NUMBA_BOUNDSCHECK", "NUMBA_CPU_NAME", "NUMBA_CPU_FEATURES")
"""Variables of the environment on which the code depends and which Numba's own key leaves out."""
KEPT_DAYS, MOST_KEPT = 30, 8
"""Days without use after which the code of other sources is deleted, and how many are kept."""
NAME = "narrows-kernels"


@cache
def digest() -> str:
    """Digest of all sources of the model and of what else its compiled code depends on."""
    facts = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*.py")):
        content = path.read_bytes()
        facts.update(f"{path.relative_to(PACKAGE)} {len(content)}\n".encode() + content)
    for library in LIBRARIES:
        with suppress(PackageNotFoundError):
            facts.update(f"{library} {version(library)}\n".encode())
    facts.update(repr((sys.version, *(os.environ.get(name) for name in SETTINGS))).encode())
    return facts.hexdigest()[:16]


@cache
def folder() -> Path | None:
    """The folder for the sources as they are, there and writable; None if there can be none."""
    for base in _bases():
        with suppress(OSError):
            base.mkdir(mode=0o700, parents=True, exist_ok=True)
            if base.stat().st_uid != os.getuid():
                continue
            own = base / digest()
            own.mkdir(exist_ok=True)
            with tempfile.TemporaryFile(dir=own):
                pass
            _delete_old(base, own)
            return own
    return None


def _bases() -> Iterator[Path]:
    """Folders that may hold compiled code, best first."""
    if chosen := os.environ.get("NUMBA_CACHE_DIR"):
        yield Path(chosen) / NAME
    yield PACKAGE / "__pycache__" / NAME
    if home := os.environ.get("XDG_CACHE_HOME"):
        yield Path(home) / NAME
    elif home := os.environ.get("HOME"):
        yield Path(home) / ".cache" / NAME
    yield Path(tempfile.gettempdir()) / f"{NAME}-{os.getuid()}"


def _delete_old(base: Path, own: Path) -> None:
    """Delete folders of other sources that are old or too many; note the use of this one."""
    now = time.time()
    if now - own.stat().st_mtime > 86_400.0:
        os.utime(own)
    used = {other: other.stat().st_mtime for other in base.iterdir() if other != own}
    for rank, other in enumerate(sorted(used, key=lambda each: -used[each]), start=2):
        if rank > MOST_KEPT or now - used[other] > KEPT_DAYS * 86_400.0:
            shutil.rmtree(other, ignore_errors=True)
