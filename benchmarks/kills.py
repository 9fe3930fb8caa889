"""Kill -9 the driver or a worker of a command at random moments, resume, and compare every byte.

``make bench-kills`` kills small studies (over worker processes and over Dask, whose scheduler it
kills too), publishing, imports of data, allocations and fits, 50 times in all;
``make bench-kills BENCH="--of study dask"`` some of these.
``make bench-kills BENCH="--moments 50 --study NAME_OR_FILE [options of narrows study]"``, or the
same with ``--allocate NAME_OR_FILE``, kills one command.
"""

from __future__ import annotations

import argparse
import os
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

from benchmarks.dask_cluster import Cluster

ROOT = Path(__file__).parents[1]
STARTS_MORE = 40
"""Starts beyond the kills that are allowed: a start that fails is one to resume from as well."""


def start(*words: str, folder: Path = ROOT) -> subprocess.Popen[bytes]:
    """Start ``narrows``, such as ``narrows study``, in a folder."""
    return subprocess.Popen(
        [sys.executable, "-m", "narrows.cli.main", *words],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def whole(*words: str, folder: Path = ROOT) -> float:
    """Run a command without interruption; return how many seconds it took."""
    begun = time.monotonic()
    process = start(*words, folder=folder)
    _, said = process.communicate()
    if process.returncode:
        raise RuntimeError(said.decode())
    return time.monotonic() - begun


@dataclass
class Killed:
    """What was killed, and the folders of results, all at their end."""

    drivers: int = 0
    workers: int = 0
    schedulers: int = 0
    folders: list[Path] = field(default_factory=list)

    @property
    def count(self) -> int:
        """Kills so far."""
        return self.drivers + self.workers + self.schedulers

    def __str__(self) -> str:
        of = (("driver", self.drivers), ("worker", self.workers), ("scheduler", self.schedulers))
        said = ", ".join(f"{number} {name}s" for name, number in of if number)
        return f"{said}, in {len(self.folders)} folders"


def killed(
    words: Sequence[str], folder: Path, moments: int, longest: float, seed: int = 1,
    option: str = "--out", last: Sequence[str] = ("--workers", "1"), at: Path = ROOT,
) -> Killed:  # fmt: skip
    """Run a command with kills at random moments, a resume after each, to its end.

    Where it ends before it was killed often enough, it begins again in another folder.

    Args:
        words: What follows ``narrows``, but for the folder.
        folder: Where the folders of results go.
        moments: How many kills.
        longest: Most seconds from a start, or a kill, to the next kill.
        seed: Of the moments.
        option: What names the folder of results.
        last: Words of the last start alone.
        at: Folder that the command is started in.
    """
    generator, done = random.Random(seed), Killed()
    here = folder / "killed-0"
    for _ in range(2 * moments + STARTS_MORE):
        process = start(*words, option, str(here), folder=at)
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
            whole(*words, *last, option, str(here), folder=at)
            done.folders.append(here)
            return done
    raise RuntimeError("not finished, however often it was started")


def killed_over_dask(
    words: Sequence[str], folder: Path, moments: int, longest: float, seed: int = 1,
    at: Path = ROOT,
) -> Killed:  # fmt: skip
    """The same over a Dask cluster, whose scheduler and workers are killed as well.

    The last start is over worker processes of the driver.
    """
    generator, done = random.Random(seed), Killed()
    here = folder / "dask-0"
    with Cluster() as cluster:
        for _ in range(2 * moments + STARTS_MORE):
            if cluster.scheduler.poll() is not None:
                cluster.start()
            over = ("--executor", "dask", "--scheduler", cluster.address)
            process = start(*words, *over, "--out", str(here), folder=at)
            while done.count < moments and process.poll() is None:
                with suppress(subprocess.TimeoutExpired):
                    process.wait(generator.uniform(0, longest))
                if process.poll() is not None:
                    break
                victim = generator.choice(("driver", "worker", "scheduler"))
                if victim == "driver":
                    done.drivers += _kill(process.pid)
                elif victim == "worker":
                    done.workers += cluster.kill_worker(generator.randrange(2))
                else:
                    cluster.kill_scheduler()
                    done.schedulers += 1
                    break
            _, said = process.communicate()
            if process.returncode == 2:
                raise RuntimeError(said.decode())
            if process.returncode == 0:
                done.folders.append(here)
                here = folder / f"dask-{len(done.folders)}"
            if done.count == moments:
                whole(*words, "--out", str(here), folder=at)
                done.folders.append(here)
                return done
    raise RuntimeError("not finished, however often it was started")


def files(folder: Path) -> dict[str, bytes]:
    """Every file of a folder but hidden ones, such as locks."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*")) if path.is_file() and path.name[0] != "."
    }  # fmt: skip


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> set[str]:
    """Names of the files that are not the same in both."""
    return {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)}


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


STUDY = """\
name: small
question: Who waits?
scenarios:
  - name: scarce
    interventions:
      - {kind: change, value: leave_hazard, multiply: $left, start: 2024-01-01}
levers:
  left: [0.9, 0.7, 0.5]
start: 2024-01-01
days: 30
warmup_days: 30
run_out_days: 1
replicates: 60
"""
ALLOCATION = (
    "allocate", "eight-million", "--trials", "24", "--replicates", "2", "--confirm", "4",
    "--days", "20",
)  # fmt: skip
FIT = ("calibrate", "--members", "20", "--cutoff", "2022-12-31")
SERIES = ROOT / "scenarios" / "data" / "channel_daily.csv"
REVISED = "2025-10-31,17,1\n"
"""What the file that is imported says of its last day; the packaged one has other numbers."""
DAY = ("--date", "2025-11-01")
IMPORT = ("--yes", "--published", "2025-11-01", "--source", "a test", "--licence", "none")
TWO, ONE = ("--workers", "2"), ("--workers", "1")


@dataclass(frozen=True)
class Case:
    """A command to kill.

    Attributes:
        words: The command; files stand in the folder of all cases.
        moments: How many kills.
        more: Words of every start but the last.
        last: Words of the last start alone.
        option: What names the folder of results.
        over_dask: Whether to run it over Dask, and kill the scheduler too.
    """

    words: Sequence[str]
    moments: int
    more: Sequence[str] = ()
    last: Sequence[str] = ()
    option: str = "--out"
    over_dask: bool = False


CASES = {
    "study": Case(("study", "./small.yaml"), 12, TWO, ONE),
    "dask": Case(("study", "./small.yaml"), 12, over_dask=True),
    "publish": Case(("publish", "finished", *DAY), 7),
    "import": Case(("data", "add", "boats.csv", *IMPORT), 7, option="--data"),
    "allocate": Case(ALLOCATION, 6, TWO, ONE),
    "fit": Case(FIT, 6, TWO, ONE),
}


def kill_all(kinds: Sequence[str], folder: Path) -> bool:
    """Kill commands of some kinds, and say what came of it.

    Returns:
        Whether all files are the same as without interruption.
    """
    (folder / "small.yaml").write_text(STUDY)
    known = SERIES.read_text("utf-8").splitlines(keepends=True)
    (folder / "boats.csv").write_text("".join([*known[:-1], REVISED]))
    if "publish" in kinds:
        whole("study", "./small.yaml", "--out", "finished", folder=folder)
    return False not in [_kill_case(name, CASES[name], folder) for name in kinds]


def _kill_case(name: str, case: Case, folder: Path) -> bool:
    here = folder / name
    here.mkdir()
    begun = time.monotonic()
    first = (*case.words, *case.more)
    seconds = whole(*first, case.option, str(here / "whole"), folder=folder)
    if case.over_dask:
        done = killed_over_dask(first, here, case.moments, seconds, case.moments, folder)
    else:
        done = killed(
            first,
            here,
            case.moments,
            seconds / 2,
            case.moments,
            case.option,
            case.last,
            folder,
        )
    right = files(here / "whole")
    other = sorted({file for each in done.folders for file in differing(right, files(each))})
    print(
        f"{name}: {done.count} kills ({done}) in {time.monotonic() - begun:.0f} s, {seconds:.0f} s "
        f"without; {len(right)} files: {'DIFFERENT: ' + ', '.join(other) if other else 'the same'}",
        flush=True,
    )
    return bool(right) and not other


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--moments", type=int, default=50)
    parser.add_argument("--of", nargs="+", choices=CASES, default=list(CASES))
    parser.add_argument("--study")
    parser.add_argument("--allocate")
    known, options = parser.parse_known_args()
    os.environ["SOURCE_DATE_EPOCH"] = "1761955200"  # else bytes would differ after midnight
    with tempfile.TemporaryDirectory() as scratch:
        if not (known.study or known.allocate):
            sys.exit(not kill_all(known.of, Path(scratch)))
        there = Path(scratch, "whole")
        asked = ["allocate", known.allocate] if known.allocate else ["study", known.study]
        words = [*asked, *options]
        seconds = whole(*words, "--out", str(there))
        print(f"uninterrupted: {seconds:.0f} s")
        done = killed(words, Path(scratch), known.moments, seconds / 2, known.moments)
        same = all(parquet(there) == parquet(here) for here in done.folders)
        print(f"killed: {done}; files: {'the same' if same else 'DIFFERENT'}")
        sys.exit(not same)


if __name__ == "__main__":
    main()
