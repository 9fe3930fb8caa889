"""``narrows calibrate``."""

from __future__ import annotations

from typing import Annotated

import typer

from narrows.cli.commands.shared_options import FromData, Seed, Workers


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
            metavar="DATE",
            help="Last day that is known.",
            show_default="the last day of the data",
        ),
    ] = None,
    data: FromData = None,
    scenario: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Name or path of what was in force while the data were made; measures that had "
            "not begun by the cut-off are left out.",
            show_default="baseline",
        ),
    ] = None,
    start: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="POSTERIOR",
            help="Start from the draws of a posterior, file or folder: fewer runs.",
            show_default="the priors",
        ),
    ] = None,
    targets: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="What is fitted to, YAML or CSV.",
            show_default="the project's targets",
        ),
    ] = None,
    priors: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help="What is free, YAML or CSV.", show_default="the project's priors"
        ),
    ] = None,
    whole: Annotated[
        bool, typer.Option("--whole", help="Fit the months that are held out too, to forecast.")
    ] = False,
    world: Annotated[
        str,
        typer.Option(
            metavar="drawn|fitted",
            help="Free the assumed parameters too, over their plausible ranges, or hold them at "
            "their declared values. Drawn worlds follow the record less closely.",
        ),
    ] = "fitted",
    seed: Seed = 1,
    workers: Workers = None,
) -> None:
    """Fit the model to what was seen, and keep the posterior.

    Runs an ensemble over the years since 2022, moves it towards the targets in three steps, learns
    from its last runs what the targets leave plausible, and runs that. With --world drawn all that
    is assumed of the world is free too: it takes five steps, and what the targets do not move keeps
    its plausible range. Every run is kept, so that a
    fit that was stopped goes on when the same command is given again; the posterior is the same
    whenever it was stopped and however many workers there are.

    With --data it is fitted to data of your own, each series to its last day. With --from it starts
    from an earlier posterior and takes three quarters of the runs.

    Example: narrows calibrate --data my-data --from results/calibration --out results/mine
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
            data=data,
            scenario=scenario,
            start=start,
            targets=targets,
            priors=priors,
            world=world,
        ),
    )
