"""A folder in which compiled code can be kept: one that lasts, or else one for this command alone.

Numba keeps compiled code in ``NUMBA_CACHE_DIR``, beside the source or in the user's cache folder,
and fails where none of them can be written, as in a read-only installation without a home.
"""

from __future__ import annotations

import atexit
import os
import secrets
import shutil
import sys
import tempfile
from pathlib import Path

import sim

NAME = "NUMBA_CACHE_DIR"
PACKAGE = Path(sim.__file__).parent
PREFIX = "narrows-compiled-"
COST = (
    "note: nothing can be kept here, so that every command compiles the model anew, which takes "
    "about half a minute; set NUMBA_CACHE_DIR to a folder that can be written"
)


def provide_cache() -> None:
    """Where nothing can be kept, name a folder that this process and its workers share.

    It must come before the model is loaded. Numba makes the folder; it is deleted at the end.
    """
    if any(map(_writable, _folders())):
        return
    folder = Path(tempfile.gettempdir()) / f"{PREFIX}{secrets.token_hex(8)}"
    os.environ[NAME] = str(folder)
    if numba := sys.modules.get("numba"):
        numba.config.reload_config()
    atexit.register(_remove, folder, os.getpid())


def lasts() -> bool:
    """Whether what is compiled will be there for the next command."""
    return not Path(os.environ.get(NAME, "")).name.startswith(PREFIX)


def _folders() -> list[Path]:
    """Where Numba would keep it."""
    named = os.environ.get(NAME)
    cache = os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()
    return [*([Path(named)] if named else []), PACKAGE / "__pycache__", Path(cache) / "numba"]


def _writable(folder: Path) -> bool:
    """Whether files can be put there: tried, since permissions do not say it of every place."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _remove(folder: Path, owner: int) -> None:
    """Delete the folder when the process that made it ends; a forked worker leaves it alone."""
    if os.getpid() == owner:
        shutil.rmtree(folder, ignore_errors=True)
