"""Kill -9 the driver or a worker of a command at random moments, resume, and compare every byte.

``make bench-kills BENCH="[--moments 50] [--study NAME_OR_FILE] [options of narrows study]"``, or
the same with ``--allocate NAME_OR_FILE``.
"""

from __future__ import annotations

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[1]
STARTS_MORE = 40
"""Starts beyond the kills that are allowed: a start that fails is one to resume from as well."""


def start(*words: str) -> subprocess.Popen[bytes]:
    """Start ``narrows``, such as ``narrows study``."""
    return subprocess.Popen(
        [sys.executable, "-m", "narrows.cli.main", *words],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def whole(*words: str) -> float:
    """Run a command without interruption; return how many seconds it took."""
    begun = time.monotonic()
    process = start(*words)
    _, said = process.communicate()
    if process.returncode:
        raise RuntimeError(said.decode())
    return time.monotonic() - begun


@dataclass
class Killed:
    """What was killed, and the folders of results, all at their end."""

    drivers: int = 0
    workers: int = 0
    folders: list[Path] = field(default_factory=list)

    @property
    def count(self) -> int:
        """Kills so far."""
        return self.drivers + self.workers


def killed(
    words: Sequence[str], folder: Path, moments: int, longest: float, seed: int = 1
) -> Killed:
    """Run a command with kills at random moments, a resume after each, to its end with one worker.

    Where it ends before it was killed often enough, it begins again in another folder.

    Args:
        words: What follows ``narrows``, but for the folder.
        folder: Where the folders of results go.
        moments: How many kills.
        longest: Most seconds from a start, or a kill, to the next kill.
        seed: Of the moments.
    """
    generator, done = random.Random(seed), Killed()
    here = folder / "killed-0"
    for _ in range(2 * moments + STARTS_MORE):
        process = start(*words, "--out", str(here))
        while done.count < moments and process.poll() is None:
            with suppress(subprocess.TimeoutExpired):
                process.wait(generator.uniform(0, longest))
            victims = _workers(process.pid)
            if victims and done.count < moments - 1 and generator.random() < 0.5:
                done.workers += _kill(generator.choice(victims).pid)
            elif process.poll() is None:
                done.drivers += _kill(process.pid)
        _, said = process.communicate()
        if process.returncode == 2:
            raise RuntimeError(said.decode())
        if process.returncode == 0:
            done.folders.append(here)
            here = folder / f"killed-{len(done.folders)}"
        if done.count == moments:
            whole(*words, "--workers", "1", "--out", str(here))
            done.folders.append(here)
            return done
    raise RuntimeError("not finished, however often it was started")


def parquet(folder: Path) -> dict[str, bytes]:
    """Every Parquet file of a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*.parquet"))
    }


def _workers(driver: int) -> list[psutil.Process]:
    try:
        children = psutil.Process(driver).children(recursive=True)
        return [child for child in children if "spawn_main" in " ".join(child.cmdline())]
    except psutil.Error:
        return []


def _kill(pid: int) -> int:
    try:
        psutil.Process(pid).send_signal(signal.SIGKILL)
    except psutil.NoSuchProcess:
        return 0
    return 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--moments", type=int, default=50)
    parser.add_argument("--study", default="funding")
    parser.add_argument("--allocate")
    known, options = parser.parse_known_args()
    with tempfile.TemporaryDirectory() as scratch:
        there = Path(scratch, "whole")
        asked = ["allocate", known.allocate] if known.allocate else ["study", known.study]
        words = [*asked, *options]
        seconds = whole(*words, "--out", str(there))
        print(f"uninterrupted: {seconds:.0f} s")
        done = killed(words, Path(scratch), known.moments, seconds / 2, known.moments)
        same = all(parquet(there) == parquet(here) for here in done.folders)
        said = "the same" if same else "DIFFERENT"
        print(
            f"killed: {done.drivers} drivers, {done.workers} workers, in {len(done.folders)} "
            f"folders; files: {said}"
        )
        sys.exit(not same)


if __name__ == "__main__":
    main()
