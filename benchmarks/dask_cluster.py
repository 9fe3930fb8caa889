"""A Dask scheduler and workers as processes of this machine, to be killed and started again."""

from __future__ import annotations

import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil

ROOT = Path(__file__).parents[1]


class Cluster:
    """A scheduler and workers, all of which end with the block that it is entered for.

    Attributes:
        scheduler: The scheduler's process; that of the last one that was started.
        address: Where it listens.
        workers: Nannies of workers, each of which starts its worker anew if that is lost.
    """

    scheduler: subprocess.Popen[str]
    address: str

    def __init__(self, workers: int = 2) -> None:
        self._started: list[subprocess.Popen[str]] = []
        self._number = workers
        self.workers: list[subprocess.Popen[str]] = []

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self._end()

    def start(self, workers: int | None = None) -> None:
        """Start a scheduler and workers; those of before end."""
        self._end()
        self.scheduler = self._start(
            "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"
        )
        for line in self.scheduler.stderr or ():
            if found := re.search(r"Scheduler at: +(tcp://\S+)", line):
                self.address = found[1]
                break
        else:
            raise RuntimeError("the scheduler did not start")
        self.workers = [
            self._start(
                "worker", self.address, "--nthreads", "1", "--no-dashboard", "--nanny"
            )
            for _ in range(self._number if workers is None else workers)
        ]  # fmt: skip

    def kill_scheduler(self) -> None:
        """Kill the scheduler; workers stay, and wait for it."""
        self.scheduler.kill()
        self.scheduler.wait()

    def kill_worker(self, index: int) -> bool:
        """Kill the process that works for a nanny, if there is one just now."""
        found = children_of(self.workers[index])
        with suppress(psutil.NoSuchProcess):
            if found:
                found[-1].kill()
                return True
        return False

    def _start(self, *words: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", *words], cwd=ROOT,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        self._started.append(process)
        return process

    def _end(self) -> None:
        for process in self._started:
            for each in (*children_of(process), process):
                with suppress(psutil.NoSuchProcess):
                    each.kill()
            process.communicate()
        self._started.clear()


def children_of(process: subprocess.Popen[str]) -> list[psutil.Process]:
    """Processes that a process started, the last one last."""
    try:
        return psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []
