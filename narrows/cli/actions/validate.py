"""Make the scoreboard of a posterior, and show it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from calibration.patterns.observed import reading
from calibration.patterns.pattern_verdict import verdict
from calibration.posterior import Posterior
from calibration.reporting import scoreboard_cells as cells
from calibration.reporting.scoreboard_folder import USUAL, save, validate
from calibration.reporting.write_scoreboard import write
from calibration.validation.scoreboard import USES, Row, Scoreboard
from narrows.cli.actions import inputs
from narrows.cli.actions.sources import fitted
from narrows.cli.actions.terminal_tables import print_files, show, table
from narrows.cli.command_line import CommandLine
from narrows.cli.console import output, print_json
from narrows.option_bounds import Bounds
from runs import results_folder
from runs.compilation import compile_model
from runs.parameter_source import DATA
from runs.progress import progress
from runs.reporting.markdown import capital

LEAST = 2
"""Draws that have a spread."""


@dataclass(frozen=True, kw_only=True)
class Request:
    """What was asked for, as typed."""

    replicates: int | None
    workers: int | None
    posterior: str | None
    out: str | None
    docs: str | None
    as_json: bool
    data: str | None = None


def show_scoreboard(line: CommandLine, request: Request) -> None:
    """Check the request, run, write the folder if there is one, and show the scoreboard.

    Raises:
        InputError: If anything asked for is wrong; nothing has run or been written by then.
        RunError: If a run fails.
    """
    workers = inputs.worker_count(line, request.workers)
    posterior, used = fitted(line, request.posterior, request.data)
    replicates = _replicates(line, request.replicates, posterior)
    out = inputs.report_folder(line, request.out, results_folder.SCOREBOARD)
    with inputs.held_results(line, out, results_folder.SCOREBOARD):
        used.announce()
        compile_model()
        with progress("runs") as report:
            board = validate(posterior, replicates, workers, report, used.data)
        with reading(used.data):
            if request.docs is not None:
                write(Path(request.docs), board)
            if out is not None:
                save(out, board)
    if request.as_json:
        print_json({**cells.as_json(board), DATA: used.data.facts})
        return
    print(used.in_words)
    _print(board)
    if out is not None:
        print_files(out)


def _replicates(line: CommandLine, typed: int | None, posterior: Posterior) -> int:
    """Draws to run: two have a spread, and more than all would repeat runs."""
    if posterior.members < LEAST:
        message = "the posterior has one member, which has no spread; it must have 2 or more"
        raise line.at_option("--posterior", message)
    if typed is None:
        return min(USUAL, posterior.members)
    bounds = Bounds(LEAST, posterior.members)
    if not bounds.low <= typed <= bounds.high:
        message = f"{bounds.fault('--replicates', typed)}, the number of the posterior's draws"
        raise line.at_option("--replicates", message)
    return typed


def _print(board: Scoreboard) -> None:
    for each in cells.headline(board):
        output().print(f"[bold]{capital(each)}.[/bold]")
    output().print()
    for use in USES:
        if board.of(use):
            title = f"{capital(cells.USE_IN_WORDS[use])}: seen, and simulated with its 90 % band"
            made = table(title, "target", "seen", "simulated", "z", "in", right=True)
            for row in board.of(use):
                made.add_row(row.target.name, *_cells(row))
            show(made)
    made = table("Patterns", "pattern", "verdict")
    for number, judged in enumerate(board.patterns, start=1):
        said = verdict(judged.pattern, judged.values).replace("**", "")
        made.add_row(f"{number}. {judged.pattern.title}", said)
    show(made)


def _cells(row: Row) -> tuple[str, str, str, str]:
    """A target's cells; of one of many parts, the part that is farthest off."""
    worst = row.target_fit.worst
    several = len(row.starts) > 1
    label = f"{row.labels[worst]}: " if several else ""
    share = f"{cells.parts_in(row)}, " if several else ""
    return (
        f"{label}{cells.seen(row, worst)}",
        f"{label}{cells.simulated(row, worst)}",
        cells.distance(row),
        f"{share}{'yes' if row.target_fit.holds else 'no'}",
    )
