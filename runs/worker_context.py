"""How worker processes start: afresh, without running the program's main module again.

Python starts a fresh worker by importing the main module of the program into it, so that functions
and classes defined there can be used. A script without ``if __name__ == "__main__":`` would then
run as a whole in every worker. Work here is made of the packages' own functions, so workers leave
the main module out: scripts need no such line, and workers start sooner.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import current_process
from multiprocessing.context import SpawnContext, SpawnProcess
from multiprocessing.process import BaseProcess
from types import ModuleType
from typing import Any

MAIN = "__main__"
_STARTING = threading.Lock()


class WorkerProcess(SpawnProcess):
    """A process that starts afresh and does not import the main module."""

    @staticmethod
    def _Popen(process_obj: BaseProcess) -> Any:  # noqa: N802  (the name that multiprocessing calls)
        with _no_main_module():
            return SpawnProcess._Popen(process_obj)


class WorkerContext(SpawnContext):
    """The start method of all worker processes."""

    Process = WorkerProcess


def why_no_workers() -> str:
    """Why this process cannot start others; empty if it can."""
    if current_process().daemon:
        return "a daemonic process, as in multiprocessing.Pool, cannot start workers"
    try:
        WorkerContext().Lock()
    except (OSError, ImportError):
        return "there is no shared memory (/dev/shm), which worker processes need"
    return ""


@contextmanager
def _no_main_module() -> Iterator[None]:
    """Let an empty module stand for the main one while a process is described and started."""
    with _STARTING:
        main = sys.modules[MAIN]
        sys.modules[MAIN] = ModuleType(MAIN)
        try:
            yield
        finally:
            sys.modules[MAIN] = main
