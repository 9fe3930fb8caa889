"""Look for the patterns, and show which the model reproduces."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rich.markup import escape

from calibration.patterns.observed import reading
from calibration.patterns.pattern_runs import designs, run_all
from calibration.patterns.pattern_verdict import interval_text, span_text, target_fit, verdict
from calibration.reporting import write_patterns
from calibration.reporting.scoreboard_cells import pattern_as_json
from calibration.reporting.scoreboard_folder import judged
from calibration.validation.scoreboard import Judged
from narrows.cli.actions import inputs
from narrows.cli.actions.sources import sources
from narrows.cli.actions.terminal_tables import print_files, show, table
from narrows.cli.command_line import CommandLine
from narrows.cli.console import output, print_json
from narrows.option_bounds import MOST_REPLICATES, Bounds
from runs.compilation import compile_model
from runs.parameter_source import in_words, parameter_source
from runs.progress import progress

REPLICATES = Bounds(2, MOST_REPLICATES)
"""One replicate has no interval."""


@dataclass(frozen=True, kw_only=True)
class Request:
    """What was asked for, as typed."""

    replicates: int
    seed: int
    workers: int | None
    declared: bool
    out: str | None
    docs: str | None
    as_json: bool
    posterior: str | None = None
    data: str | None = None


def show_patterns(line: CommandLine, request: Request) -> None:
    """Check the request, run all worlds, write the folder if there is one, and show the verdicts.

    Raises:
        InputError: If anything asked for is wrong; nothing has run or been written by then.
        RunError: If a run fails.
    """
    replicates = inputs.within(line, "--replicates", request.replicates, REPLICATES)
    seed = inputs.checked(line, "--seed", request.seed)
    workers = inputs.worker_count(line, request.workers)
    out = inputs.report_folder(line, request.out, write_patterns.OURS)
    used = sources(line, request.posterior, request.data, request.declared)
    posterior = used.posterior
    with inputs.held_results(line, out, write_patterns.OURS):
        used.announce()
        compile_model()
        with progress("runs") as report:
            wanted = designs(replicates, seed, posterior=posterior, data=used.data)
            runs = run_all(wanted, workers, report)
        with reading(used.data):
            if request.docs is not None:
                write_patterns.write(Path(request.docs), runs)
            if out is not None:
                write_patterns.save(out, runs)
    found = judged(runs, used.data)
    if request.as_json:
        print_json({
            **used.facts,
            "seed": seed,
            "replicates": replicates,
            "patterns": [pattern_as_json(each) for each in found],
        })  # fmt: skip
        return
    print(used.in_words)
    for number, each in enumerate(found, start=1):
        _print(number, each)
    output().print(f"{in_words(parameter_source(posterior))}.")
    if out is not None:
        print_files(out)


def _print(number: int, judged: Judged) -> None:
    """The measures of a pattern, then its verdict."""
    title = f"{number}. {judged.pattern.title}"
    made = table(title, "measure", "seen", "simulated (95 % interval)", "band", "in", right=True)
    for declared in judged.pattern.measures:
        found = judged.values[declared.measure]
        band = declared.band(found.seen) if declared.judged else None
        cells = (
            declared.what,
            span_text(found.seen, declared.unit),
            interval_text(found.simulated, declared.unit),
            span_text(band, declared.unit) if band else "not judged",
            target_fit(declared, found).replace("**", "") if band else "",
        )
        made.add_row(*map(escape, cells))
    show(made)
    output().print(f"{escape(verdict(judged.pattern, judged.values).replace('**', ''))}\n")
