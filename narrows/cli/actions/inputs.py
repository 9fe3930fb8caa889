"""What several commands ask of their input."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from datetime import date
from functools import partial
from pathlib import Path

from calibration.data_series.data_source import DataSource
from calibration.posterior import FILE, Posterior
from calibration.validated_posterior import usable_posterior
from narrows.cli.command_line import CommandLine
from narrows.cli.console import note
from narrows.late_interventions import late_interventions
from narrows.option_bounds import BOUNDS, Bounds
from narrows.scenario_sources import load_checked
from runs import results_folder as folder
from runs.comparison_design import Comparison
from runs.cores import cores
from runs.overwritten_run import command_of, is_of
from runs.worker_context import why_no_workers
from scenarios.errors import InputError
from sim.scenario import Scenario

LONGEST_NAME = 60
SHARED_MEMORY = "mount a tmpfs at /dev/shm"


def checked(line: CommandLine, option: str, value: int) -> int:
    """Return the value of an option, or raise InputError at its place."""
    return within(line, option, value, BOUNDS[option])


def within(line: CommandLine, option: str, value: int, bounds: Bounds) -> int:
    """The same for an option that has bounds of its own in a command."""
    if not bounds.low <= value <= bounds.high:
        raise line.at_option(option, bounds.fault(option, value))
    return value


def cutoff(line: CommandLine, typed: str | None, usual: date, data: DataSource) -> date:
    """The cut-off of a fit that ``--cutoff`` names, or the usual one."""
    from calibration.cutoff_option import cutoff_rule, read_cutoff

    if typed is None:
        return usual
    try:
        return read_cutoff(typed, data)
    except ValueError:
        message = f"--cutoff is {typed!r}; it must be {cutoff_rule(data)}, such as 2023-12-31"
        raise line.at_option("--cutoff", message) from None


def report_folder(line: CommandLine, typed: str | None, ours: Sequence[str]) -> Path | None:
    """The folder that ``--out`` names, checked, or None if it names none.

    Args:
        line: As typed.
        typed: The value of ``--out``.
        ours: What such a folder may hold.

    Raises:
        InputError: If it cannot be written or holds something else.
    """
    if typed is None:
        return None
    if not typed:
        raise line.at_option("--out", "--out is empty; give a folder")
    try:
        folder.check(Path(typed), ours)
    except InputError as error:
        raise line.at_option("--out", error.message) from None
    return Path(typed)


def worker_count(line: CommandLine, workers: int | None) -> int:
    """Workers asked for, or one for each core; one, with a note, where none can be started.

    Raises:
        InputError: If the number is out of bounds, or more than one is asked for in vain.
    """
    count = cores() if workers is None else checked(line, "--workers", workers)
    if count == 1 or not (reason := why_no_workers()):
        return count
    if workers is None:
        note(f"note: {reason}: all runs happen in one process")
        return 1
    raise line.at_option("--workers", f"{reason}; give --workers 1, or {SHARED_MEMORY}")


def share(line: CommandLine, text: str) -> float:
    """The share that ``--precision`` asks for, or raise InputError at its place."""
    match = re.fullmatch(r"\s*(\d+(?:\.\d*)?|\.\d+)\s*%\s*", text)
    share = float(match[1]) / 100 if match else math.nan
    if not 0 < share <= 1:
        message = f"--precision is {text!r}; give a percentage above 0, such as 5%"
        raise line.at_option("--precision", message)
    return share


def load_all(line: CommandLine, names: Sequence[str], days: int | None) -> list[Scenario]:
    """Load and check scenarios, over the days asked for.

    Raises:
        InputError: At the file's place, or at that of the name on the command line.
    """
    if days is not None:
        checked(line, "--days", days)
    found = [
        load_checked(name, partial(line.at_argument, number)) for number, name in enumerate(names)
    ]
    return found if days is None else [scenario.lasting(days) for scenario in found]


def fitted_if_any() -> Posterior | None:
    """The fitted posterior, or None if it cannot be used: for what can be shown without it."""
    try:
        return usable_posterior(FILE)
    except ValueError:
        return None


def load_option(line: CommandLine, option: str, name: str) -> Scenario:
    """Load and check the scenario that an option names.

    Raises:
        InputError: At the file's place, or at that of the option.
    """
    return load_checked(name, partial(line.at_option, option))


def note_late_interventions(scenarios: Sequence[Scenario]) -> None:
    """Say on standard error which interventions begin too late to matter."""
    for text in late_interventions(scenarios):
        note(f"note: {text}")


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


def free_file(line: CommandLine, path: Path, replace: bool) -> Path:
    """The file that ``--out`` names, if it may be written.

    Raises:
        InputError: If its folder is not there, or it is there and may not be replaced.
    """
    if not path.parent.is_dir():
        raise line.at_option("--out", f"there is no folder {path.parent}; make it first")
    if path.exists() and not path.is_file():
        raise line.at_option("--out", f"{path} is not a regular file; give another")
    if path.exists() and not replace:
        raise line.at_option("--out", f"{path} is there already; give another, or --replace too")
    return path


@contextmanager
def kept[T](line: CommandLine, claim: AbstractContextManager[T]) -> Iterator[T]:
    """Hold a results folder for this process.

    Raises:
        InputError: At ``--out``, if it is not free.
    """
    with ExitStack() as stack:
        try:
            found = stack.enter_context(claim)
        except InputError as error:
            raise line.at_option("--out", error.message) from None
        yield found


def held_results(
    line: CommandLine, path: Path | None, ours: Sequence[str] = folder.OURS
) -> AbstractContextManager[None]:
    """Hold the folder that results are made for, if there is one.

    Raises:
        InputError: At ``--out``, if it is not free.
    """
    return nullcontext() if path is None else kept(line, folder.claimed(path, ours))


def check_replaceable(
    line: CommandLine, path: Path | None, comparison: Comparison, replace: bool, more: bool = False
) -> None:
    """Make sure that results of another design are replaced only if that is asked for.

    Args:
        line: As typed.
        path: The results folder, if one is to be written.
        comparison: The design.
        replace: Whether ``--replace`` was given.
        more: Whether the number of replicates is not known yet.

    Raises:
        InputError: At ``--out``, if others are there.
    """
    if path is None or replace or is_of(path, comparison, more):
        return
    if previous := command_of(path):
        message = f"{path} holds the results of `{previous}`; give another folder, or --replace too"
        raise line.at_option("--out", message)


@contextmanager
def noting_replaced(path: Path) -> Iterator[None]:
    """Write into a folder, then say on standard error which results of ours it held, if any."""
    previous = command_of(path)
    yield
    if previous:
        note(f"note: replaced the results of `{previous}` in {path}")


def _folder_name(what: str, names: Sequence[str]) -> str:
    name = "-".join([what, *names])
    if len(name) <= LONGEST_NAME:
        return name
    digest = hashlib.sha256(name.encode()).hexdigest()[:6]
    return f"{what}-{names[0]}-and-{len(names) - 1}-more-{digest}"
