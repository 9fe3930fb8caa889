"""Processor cores."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

ROOT = Path("/")
"""Where the files of the system are; tests put others there."""


def cores() -> int:
    """Processor cores that this process may use: those it may run on, within its group's quota.

    A container with two processors on a large host may run on all of the host's, but gets the time
    of two.
    """
    may = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min([may, *(math.ceil(quota) for quota in _quotas())]))


def _quotas() -> Iterator[float]:
    """Processors that each control group around this process allows, where it is limited."""
    with suppress(OSError):
        for line in (ROOT / "proc/self/cgroup").read_text().splitlines():
            _, controllers, path = line.split(":", 2)
            if not controllers:
                yield from _up(ROOT / "sys/fs/cgroup", path, _quota_of_second_version)
            elif "cpu" in controllers.split(","):
                for mount in ("cpu", "cpu,cpuacct"):
                    yield from _up(ROOT / "sys/fs/cgroup" / mount, path, _quota_of_first_version)


def _up(mount: Path, path: str, read: Callable[[Path], float | None]) -> Iterator[float]:
    """Quotas of a group and of all groups that hold it.

    Inside a container the group's own folder is often mounted as if it were the top.
    """
    parts = [part for part in path.split("/") if part and part != ".."]
    for depth in range(len(parts), -1, -1):
        with suppress(OSError, ValueError):
            if quota := read(mount.joinpath(*parts[:depth])):
                yield quota


def _quota_of_second_version(folder: Path) -> float | None:
    quota, period = (folder / "cpu.max").read_text().split()
    return None if quota == "max" else int(quota) / int(period)


def _quota_of_first_version(folder: Path) -> float | None:
    quota = int((folder / "cpu.cfs_quota_us").read_text())
    period = int((folder / "cpu.cfs_period_us").read_text())
    return quota / period if quota > 0 and period > 0 else None
