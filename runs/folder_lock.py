"""One writer a folder at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from scenarios.errors import InputError

LOCK = ".narrows.lock"
"""Name of the lock inside of a folder."""


@contextmanager
def locked(lock: Path, folder: Path) -> Iterator[None]:
    """Hold a folder for this process; the system lets go of it when the process ends, however.

    Args:
        lock: The file that is locked; it is there only while somebody holds it, or was killed.
        folder: The folder, for the message.

    Raises:
        InputError: If somebody else holds it, or the lock cannot be written.
    """
    from filelock import FileLock, Timeout

    kept = FileLock(lock, blocking=False, thread_local=False)
    try:
        kept.acquire()
    except Timeout:
        message = f"{folder} is in use: another process writes it; wait for it, or give another"
        raise InputError(f"{message} folder") from None
    except OSError as error:
        message = f"{folder} cannot be written ({error.strerror}); give a folder that can"
        raise InputError(message) from error
    try:
        yield
    finally:
        # Removed while it is held: whoever has opened it meanwhile sees that it is gone.
        with suppress(OSError):
            lock.unlink()
        kept.release()
