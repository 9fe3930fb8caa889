"""Workers of a Dask cluster: there, the same as here, and missed when they are gone."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from scenarios.errors import InputError

if TYPE_CHECKING:
    from distributed import Client

PACKAGES = ("narrows", "numpy", "numba", "scipy", "pyarrow")
"""What runs are made with; the first stands for Narrows."""
LOOKED_AFTER = 5.0
"""Seconds between two looks at the workers."""


def check_versions(client: Client) -> None:
    """Wait for a first worker, and make sure that all have here what runs are made with.

    Other patch releases are noted, as in studies that grow.

    Raises:
        InputError: If a worker has another version of Narrows, Python or a library, or lacks one.
    """
    if not client.nthreads():
        address = client.scheduler.address if client.scheduler else "SCHEDULER"
        _say(f"the Dask scheduler has no workers yet; waiting for: dask worker {address}")
        client.wait_for_workers(1)
    found = client.get_versions(packages=list(PACKAGES))
    mine = _named(found["client"])
    for address, theirs in sorted(found["workers"].items()):
        others = {
            name: f"{name} {version or 'missing'}, not {mine[name]}"
            for name, version in _named(theirs).items()
            if version != mine[name]
        }
        patches = [
            said for name, said in others.items() if _alike(name, mine[name], _named(theirs)[name])
        ]
        if refused := [said for said in others.values() if said not in patches]:
            raise InputError(
                f"the Dask worker {address} has {', '.join(refused)}; install the same everywhere"
            )
        if patches:
            _say(f"note: the Dask worker {address} has {', '.join(patches)}; bytes may differ")


@contextmanager
def watched(client: Client, seconds: float = LOOKED_AFTER) -> Iterator[None]:
    """Say in one line when all workers of a cluster are gone, once each time it happens."""
    ended = threading.Event()

    def look() -> None:
        there = True
        while not ended.wait(seconds):
            with suppress(Exception):  # the scheduler is gone, which the work itself notes
                any_now = bool(client.nthreads())
                if there and not any_now:
                    _say(
                        "all Dask workers are gone; waiting for others (what is done is kept: stop "
                        "it and give the same command again, if none will come)"
                    )
                there = any_now

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        ended.set()


def _named(facts: dict[str, Any]) -> dict[str, str]:
    """Versions of Python and of the packages; empty where one is missing."""
    packages = facts.get("packages", {})
    python = str(packages.get("python") or "")
    found = {"Python": ".".join(python.split(".")[:3])}
    for name in PACKAGES:
        found["Narrows" if name == PACKAGES[0] else name] = str(packages.get(name) or "")
    return found


def _alike(name: str, one: str, other: str) -> bool:
    """Whether two versions differ in their patch release alone."""
    return name != "Narrows" and bool(other) and one.split(".")[:2] == other.split(".")[:2]


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
