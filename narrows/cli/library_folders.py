"""Where libraries keep their own files if the user has no home that can be written."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

NAMES = {
    "MPLCONFIGDIR": "matplotlib",
    "IPYTHONDIR": "ipython",
    "SOLARA_HOME": "solara",
}
"""Variables that tell a library where, and the folder that each is given."""


def provide_folders() -> None:
    """Without a home, give libraries a private folder among the temporary files, before they load.

    Else each of them warns on standard error or fails. What the user has set stays. A user whom the
    system does not know, and who has set no HOME, gets that folder as home.
    """
    if _home_is_writable():
        return
    with suppress(OSError):
        base = Path(tempfile.gettempdir()) / f"narrows-libraries-{os.getuid()}"
        base.mkdir(mode=0o700, exist_ok=True)
        if base.stat().st_uid != os.getuid():
            return
        for name, folder in NAMES.items():
            (base / folder).mkdir(exist_ok=True)
            os.environ.setdefault(name, str(base / folder))
        if not _home_is_known():
            os.environ["HOME"] = str(base)


def _home_is_known() -> bool:
    try:
        Path.home()
    except RuntimeError:
        return False
    return True


def _home_is_writable() -> bool:
    try:
        with tempfile.TemporaryFile(dir=Path.home()):
            return True
    except (OSError, RuntimeError):
        return False
