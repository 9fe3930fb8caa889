"""Forecast months to come, write the paths and show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from calibration.forecasts import Forecast, begins, forecast, months_between
from calibration.observations import Observations
from calibration.reporting.forecast_files import HEADER, save_forecast
from narrows.cli.actions import inputs
from narrows.cli.actions.sources import fitted
from narrows.cli.actions.terminal_tables import show, table
from narrows.cli.command_line import CommandLine
from narrows.cli.console import output
from runs.compilation import compile_model
from runs.progress import progress


@dataclass(frozen=True, kw_only=True)
class Request:
    """What was asked for, as typed."""

    out: str
    first: str | None
    months: int
    scenario: str
    replicates: int
    workers: int | None
    posterior: str | None = None
    data: str | None = None


def make_forecast(line: CommandLine, request: Request) -> None:
    """Check the request, run the paths, write file and figure, and show the months.

    Raises:
        InputError: If anything asked for is wrong; nothing has run or been written by then.
    """
    months = inputs.checked(line, "--months", request.months)
    replicates = inputs.checked(line, "--replicates", request.replicates)
    workers = inputs.worker_count(line, request.workers)
    posterior, used = fitted(line, request.posterior, request.data)
    cutoff = date.fromisoformat(posterior.facts["cutoff"])
    known = Observations(cutoff, used.data)
    skipped = _skipped(line, request.first, begins(posterior))
    path = _target(line, request.out)
    scenario = inputs.load_option(line, "--scenario", request.scenario)
    used.announce()
    compile_model()
    with progress("paths") as report:
        made = forecast(posterior, scenario, skipped + months, replicates, workers, report, known)
    made = _from(made, skipped)
    save_forecast(path, made, scenario.title, posterior, known)
    print(used.in_words)
    shown = table(
        f"{scenario.title}: median and 90 % interval of {replicates} paths",
        "month", "arrivals", "boats", "people per boat", "deaths", right=True,
    )  # fmt: skip
    for index, month in enumerate(made.months):
        shown.add_row(
            f"{month:%Y-%m}",
            *(
                _cell(paths[:, index])
                for paths in (made.arrivals, made.boats, made.load, made.deaths)
            ),
        )
    show(shown)
    output().print(f"wrote {path} and {path.with_suffix('.png')}")


def _skipped(line: CommandLine, typed: str | None, first: date) -> int:
    """Months between the first that the fit does not know and the first asked for."""
    if typed is None:
        return 0
    right = f"it must be the first day of a month, {first} or later"
    try:
        asked = date.fromisoformat(typed)
    except ValueError:
        raise line.at_option("--from", f"--from is {typed!r}; {right}") from None
    skipped = months_between(first, asked)
    if asked.day != 1 or skipped < 0:
        raise line.at_option("--from", f"--from is {typed}; {right}")
    return skipped


def _target(line: CommandLine, typed: str) -> Path:
    """The file to write, which may take the place of an earlier forecast alone."""
    path = Path(typed)
    if path.suffix != ".csv":
        raise line.at_option("--out", f"--out is {typed!r}; it must end in .csv")
    if not path.parent.is_dir():
        raise line.at_option("--out", f"there is no folder {path.parent}; make it first")
    if path.exists():
        with path.open(encoding="utf-8", errors="replace") as file:
            if file.readline().strip() != ",".join(HEADER):
                message = f"{path} holds something else; give another name"
                raise line.at_option("--out", message)
    return path


def _from(made: Forecast, skipped: int) -> Forecast:
    return Forecast(
        made.months[skipped:], made.arrivals[:, skipped:], made.boats[:, skipped:],
        made.deaths[:, skipped:],
    )  # fmt: skip


def _cell(values: np.ndarray) -> str:
    low, middle, high = np.nanquantile(values, (0.05, 0.5, 0.95))
    return f"{middle:,.0f} ({low:,.0f} to {high:,.0f})"
