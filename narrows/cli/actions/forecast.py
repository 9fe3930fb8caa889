"""Forecast months to come, write the paths and show them."""

from __future__ import annotations

import csv
import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from calibration.forecasts import Forecast, begins, forecast, months_between
from calibration.observations import Observations
from calibration.posterior import Posterior
from narrows.cli.actions import inputs
from narrows.cli.actions.terminal_tables import show, table
from narrows.cli.command_line import CommandLine
from narrows.cli.console import output
from runs.compilation import compile_model
from runs.number_format import counted
from runs.parameter_source import basis, named
from runs.progress import progress

HEADER = ["replicate", "month", "arrivals", "boats"]
MONTHS_SHOWN = 24
"""Months of the record beside the fans."""


@dataclass(frozen=True)
class Request:
    """What was asked for, as typed."""

    out: str
    first: str | None
    months: int
    scenario: str
    replicates: int
    workers: int | None


def make_forecast(line: CommandLine, request: Request) -> None:
    """Check the request, run the paths, write file and figure, and show the months.

    Raises:
        InputError: If anything asked for is wrong; nothing has run or been written by then.
    """
    months = inputs.checked(line, "--months", request.months)
    replicates = inputs.checked(line, "--replicates", request.replicates)
    workers = inputs.worker_count(line, request.workers)
    posterior = inputs.fitted(line)
    skipped = _skipped(line, request.first, begins(posterior))
    path = _target(line, request.out)
    scenario = inputs.load_option(line, "--scenario", request.scenario)
    compile_model()
    with progress("paths") as report:
        made = forecast(posterior, scenario, skipped + months, replicates, workers, report)
    made = _from(made, skipped)
    _write(path, made)
    _draw(path, made, scenario.title, posterior, replicates)
    shown = table(
        f"{scenario.title}: median and nine in ten of {replicates} paths",
        "month", "arrivals", "boats", "people per boat", "deaths", right=True,
    )  # fmt: skip
    for place, month in enumerate(made.months):
        shown.add_row(
            f"{month:%Y-%m}",
            *(
                _cell(paths[:, place])
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


def _write(path: Path, made: Forecast) -> None:
    scratch = path.with_name(f".{path.name}.{os.getpid()}")
    with scratch.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(HEADER)
        for replicate, (arrivals, boats) in enumerate(zip(made.arrivals, made.boats, strict=True)):
            for month, people, number in zip(made.months, arrivals, boats, strict=True):
                rows.writerow([replicate, f"{month:%Y-%m}", int(people), int(number)])
    scratch.replace(path)


def _draw(path: Path, made: Forecast, title: str, posterior: Posterior, replicates: int) -> None:
    from calibration.reporting.forecast_figure import fan_figure
    from runs.reporting.figure_style import save, style

    known = Observations(date.fromisoformat(posterior.facts["cutoff"])).monthly()
    known = known.iloc[-MONTHS_SHOWN:]
    seen = {name: known[name].to_numpy() for name in ("arrivals", "boats", "load", "deaths")}
    paths = {
        "arrivals": made.arrivals, "boats": made.boats, "load": made.load, "deaths": made.deaths,
    }  # fmt: skip
    source = (
        f"{named(basis(posterior))}, {counted(replicates, 'path')}, seed {posterior.facts['seed']}"
    )
    with style():
        figure = fan_figure(
            f"{title}: what may come", list(made.months), paths,
            [period.start_time.date() for period in known.index], seen, source,
        )  # fmt: skip
        save(figure, path.parent, path.stem)


def _cell(values: np.ndarray) -> str:
    low, middle, high = np.nanquantile(values, (0.05, 0.5, 0.95))
    return f"{middle:,.0f} ({low:,.0f} to {high:,.0f})"
