"""``narrows calibrate``."""

from __future__ import annotations

from typing import Annotated

import typer

from narrows.cli.commands.shared_options import Seed, Workers


def calibrate(
    ctx: typer.Context,
    out: Annotated[
        str,
        typer.Option(metavar="DIR", help="Folder for the runs and the posterior; a fit goes on."),
    ] = "results/calibration",
    members: Annotated[
        int,
        typer.Option(metavar="N", help="Runs in a pass, and posterior draws, 20 to 2,000."),
    ] = 200,
    cutoff: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", help="Last day that is known.", show_default="the data cut-off"
        ),
    ] = None,
    whole: Annotated[
        bool, typer.Option("--whole", help="Fit the months that are held out too, to forecast.")
    ] = False,
    seed: Seed = 1,
    workers: Workers = None,
) -> None:
    """Fit the model to what was seen, and keep the posterior.

    Runs an ensemble over the years since 2022, moves it towards the targets in three steps, learns
    from its last runs what the targets leave plausible, and runs that. Every run is kept, so that a
    fit that was stopped goes on when the same command is given again; the posterior is the same
    whenever it was stopped and however many workers there are.

    Example: narrows calibrate --members 200
    """
    from narrows.cli.actions.calibrate import Request, fit

    fit(
        ctx.obj,
        Request(
            out=out,
            members=members,
            cutoff=cutoff,
            whole=whole,
            seed=seed,
            workers=workers,
        ),
    )
