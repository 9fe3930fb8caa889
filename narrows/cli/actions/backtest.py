"""Score earlier fits on what came after them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from rich.markup import escape

from calibration.backtests import judge
from calibration.fitting import POSTERIOR
from calibration.forecasts import begins
from calibration.observations import Observations
from calibration.posterior import Posterior
from calibration.reporting import write_backtests
from narrows.cli.actions import inputs
from narrows.cli.actions.sources import data_used, note_stale, usable
from narrows.cli.actions.terminal_tables import print_files, show, table
from narrows.cli.command_line import CommandLine
from narrows.cli.console import print_json
from narrows.option_bounds import MOST_REPLICATES, Bounds
from runs.compilation import compile_model
from runs.progress import progress

REPLICATES = Bounds(2, MOST_REPLICATES)


@dataclass(frozen=True, kw_only=True)
class Request:
    """What was asked for, as typed."""

    folders: list[str]
    replicates: int
    workers: int | None
    out: str | None
    docs: str | None
    as_json: bool
    data: str | None = None


def show_backtests(line: CommandLine, request: Request) -> None:
    """Check the request, forecast from every fit, write a folder if asked to, and show scores.

    Raises:
        InputError: If anything asked for is wrong; nothing has run or been written by then.
        RunError: If a run fails.
    """
    replicates = inputs.within(line, "--replicates", request.replicates, REPLICATES)
    workers = inputs.worker_count(line, request.workers)
    out = inputs.report_folder(line, request.out, write_backtests.OURS)
    known = Observations(data=data_used(line, request.data))
    fits = [
        _fit(line, number, folder, known.cutoff) for number, folder in enumerate(request.folders)
    ]
    tests = []
    with inputs.held_results(line, out, write_backtests.OURS):
        note_stale(known.data)
        compile_model()
        for fit in fits:
            with progress("paths") as report:
                tests.append(judge(fit, replicates, workers, report, known))
        if request.docs is not None:
            write_backtests.write(tests, Path(request.docs))
        if out is not None:
            write_backtests.save(out, tests)
    if request.as_json:
        print_json([write_backtests.as_json(each) for each in tests])
        return
    made = table("Mean scores (CRPS) of the months after each cut-off", *write_backtests.HEADER,
                 right=True)  # fmt: skip
    for row in write_backtests.rows(tests):
        made.add_row(*(escape(cell.replace("**", "")) for cell in row))
    show(made)
    if out is not None:
        print_files(out)


def _fit(line: CommandLine, number: int, folder: str, last: date) -> Posterior:
    file, fault = Path(folder) / POSTERIOR, partial(line.at_argument, number)
    if not file.is_file():
        raise fault(f"{file} is not there; narrows calibrate --out {folder} makes it")
    fit = usable(file, fault, "give a folder that narrows calibrate wrote")
    if begins(fit) > last:
        raise fault(f"{file} knows all there is until {last}; give a fit to an earlier cut-off")
    return fit
