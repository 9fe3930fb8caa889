"""What several commands ask of their input."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.command_line import CommandLine
from experiments import folder
from scenarios.errors import InputError
from scenarios.loader import check, load_scenario
from scenarios.world import load_world
from sim.scenario import Scenario

MOST_DAYS = 3_653
MOST_REPLICATES = 100_000
MOST_SEED = 2**32 - 1
WORKERS_PER_CORE = 4
LONGEST_NAME = 60


@dataclass(frozen=True)
class Bounds:
    """Lowest and highest value of an option."""

    low: int
    high: int

    def check(self, line: CommandLine, option: str, value: int) -> int:
        """Return the value of an option, or raise InputError at its place."""
        if not self.low <= value <= self.high:
            message = f"{option} is {value}; it must be from {self.low} to {self.high}"
            raise line.at_option(option, message)
        return value


REPLICATES = Bounds(1, MOST_REPLICATES)
DAYS = Bounds(1, MOST_DAYS)
SEED = Bounds(0, MOST_SEED)


def cores() -> int:
    """Processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def worker_count(line: CommandLine, workers: int | None) -> int:
    """Workers asked for, or one for each core."""
    if workers is None:
        return cores()
    return Bounds(1, cores() * WORKERS_PER_CORE).check(line, "--workers", workers)


def load_all(line: CommandLine, names: Sequence[str], days: int | None) -> list[Scenario]:
    """Load and check scenarios, over the days asked for.

    Raises:
        InputError: At the file's place, or at that of the name on the command line.
    """
    if days is not None:
        DAYS.check(line, "--days", days)
    return [_load(line, number, name, days) for number, name in enumerate(names)]


def _load(line: CommandLine, number: int, name: str, days: int | None) -> Scenario:
    if ("/" in name or name.endswith(".yaml")) and not Path(name).is_file():
        message = f"there is no file {name}; give a name of narrows list scenarios or a path"
        raise line.at_argument(number, message)
    try:
        scenario = load_scenario(name)
        check(scenario, load_world())
    except InputError as error:
        raise error if error.location else line.at_argument(number, error.message) from None
    return scenario if days is None else scenario.lasting(days)


def results_folder(line: CommandLine, out: str | None, what: str, names: Sequence[str]) -> Path:
    """The folder to write, checked; by default one in ``results`` named after the scenarios.

    Raises:
        InputError: If it cannot be written or holds something other than results.
    """
    if out == "":
        raise line.at_option("--out", "--out is empty; give a folder")
    path = Path(out) if out else Path("results") / _folder_name(what, names)
    try:
        folder.check(path)
    except InputError as error:
        raise line.at_option("--out", error.message) from None
    return path


def _folder_name(what: str, names: Sequence[str]) -> str:
    name = "-".join([what, *names])
    if len(name) <= LONGEST_NAME:
        return name
    digest = hashlib.sha256(name.encode()).hexdigest()[:6]
    return f"{what}-{names[0]}-and-{len(names) - 1}-more-{digest}"
