"""Fit the model and say how far the ensemble has come."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from calibration.fitting import POSTERIOR, Design, Fit
from calibration.target import distance
from narrows.cli.actions import inputs
from narrows.cli.actions.terminal_tables import show, table
from narrows.cli.command_line import CommandLine
from narrows.cli.console import output
from runs.compilation import compile_model
from runs.progress import progress
from scenarios.errors import InputError
from scenarios.evidence import CUT_OFF


@dataclass(frozen=True, kw_only=True)
class Request:
    """What was asked for, as typed."""

    out: str
    members: int
    cutoff: str | None
    whole: bool
    seed: int
    workers: int | None


def fit(line: CommandLine, request: Request) -> None:
    """Check the request, fit, write ``posterior.parquet`` and show the fit of each target.

    Raises:
        InputError: If anything asked for is wrong, or the folder holds another fit.
    """
    members = inputs.checked(line, "--members", request.members)
    seed = inputs.checked(line, "--seed", request.seed)
    workers = inputs.worker_count(line, request.workers)
    design = Design(inputs.cutoff(line, request.cutoff, CUT_OFF), members, seed, request.whole)
    folder = Path(request.out)
    compile_model()
    with progress("runs") as report:
        try:
            _, simulated = Fit(design, folder, workers, report).save()
        except InputError as error:
            raise line.at_option("--out", error.message) from None
    title = f"{design.runs:,} runs, {members} draws, known until {design.cutoff}"
    made = table(title, "target", "parts", "mean miss, in errors", "within two", right=True)
    for target in design.targets:
        apart = distance(target, target.simulated(simulated))
        means = np.nanmean(apart, axis=0)
        within = float((np.abs(means) < 2.0).mean())
        made.add_row(target.name, str(means.size), f"{means.mean():+.2f}", f"{within:.0%}")
    show(made)
    output().print(f"wrote {folder / POSTERIOR}")
