"""Fit the model and say how far the ensemble has come."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from calibration.data_series.data_source import lacking
from calibration.fitting import Design, Fit, inflations_of
from calibration.posterior import POSTERIOR
from calibration.target import distance
from narrows.cli.actions import inputs
from narrows.cli.actions.sources import data_used, note_stale, posterior_of, world_of
from narrows.cli.actions.terminal_tables import show, table
from narrows.cli.command_line import CommandLine
from narrows.cli.console import note, output
from runs.compilation import compile_model
from runs.parameter_draws import DRAWN
from runs.parameter_source import origin, parameter_source
from runs.progress import progress
from scenarios.errors import InputError

NOT_FROM = (
    "--world is drawn, and a fit --from a posterior holds what is assumed; give --world fitted, or "
    "leave --from out"
)


@dataclass(frozen=True, kw_only=True)
class Request:
    """What was asked for, as typed."""

    out: str
    members: int
    cutoff: str | None
    whole: bool
    seed: int
    workers: int | None
    data: str | None = None
    scenario: str | None = None
    start: str | None = None
    targets: str | None = None
    priors: str | None = None
    world: str = "fitted"


def fit(line: CommandLine, request: Request) -> None:
    """Check the request, fit, write ``posterior.parquet`` and show the fit of each target.

    Raises:
        InputError: If anything asked for is wrong, or the folder holds another fit.
    """
    members = inputs.checked(line, "--members", request.members)
    seed = inputs.checked(line, "--seed", request.seed)
    workers = inputs.worker_count(line, request.workers)
    design = _design(line, request, members, seed)
    if not request.out:
        raise line.at_option("--out", "--out is empty; give a folder")
    folder = Path(request.out)
    compile_model()
    with progress("runs") as report:
        try:
            posterior, simulated = Fit(design, folder, workers, report).save(
                partial(_announce, design)
            )
        except InputError as error:
            raise line.at_option("--out", error.message) from None
    print(origin(parameter_source(posterior), design.data.facts))
    title = f"{design.runs:,} runs, {members} draws, known until {design.cutoff}"
    made = table(title, "target", "parts", "mean miss, in errors", "within two", right=True)
    for target in design.targets:
        apart = distance(target, target.simulated(simulated))
        means = np.nanmean(apart, axis=0)
        within = float((np.abs(means) < 2.0).mean())
        made.add_row(target.name, str(means.size), f"{means.mean():+.2f}", f"{within:.0%}")
    show(made)
    output().print(f"wrote {folder / POSTERIOR}")


def _announce(design: Design) -> None:
    """Say on standard error if data are stale, and which series end before the cut-off."""
    note_stale(design.data)
    for text in lacking(design.data, design.cutoff):
        note(f"note: {text}")


def _design(line: CommandLine, request: Request, members: int, seed: int) -> Design:
    """The fit that is asked for, with its files read and checked."""
    data = data_used(line, request.data)
    cutoff = inputs.cutoff(line, request.cutoff, data.last_day, data)
    start = posterior_of(line, "--from", request.start) if request.start is not None else None
    history = None
    if request.scenario is not None:
        history = inputs.load_option(line, "--scenario", request.scenario)
    world = world_of(line, request.world)
    if start and world == DRAWN:
        raise line.at_option("--world", NOT_FROM)
    assumed = world == DRAWN
    design = Design(
        cutoff, members, seed, request.whole,
        inflations=inflations_of(start, assumed),
        data=data,
        history=history,
        start=start,
        targets_file=_file(request.targets),
        priors_file=_file(request.priors),
        assumed=assumed,
    )  # fmt: skip
    if not design.priors.names or not design.targets:
        message = f"no target is known by {cutoff}; give a later --cutoff, or other targets"
        raise line.at_option("--targets" if request.targets else "--cutoff", message)
    return design


def _file(typed: str | None) -> Path | None:
    return None if typed is None else Path(typed)
