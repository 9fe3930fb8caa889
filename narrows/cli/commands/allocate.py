"""``narrows allocate``."""

from __future__ import annotations

from typing import Annotated

import typer

from narrows.cli.commands.shared_options import (
    AsJson,
    Days,
    FromData,
    FromEffects,
    FromPosterior,
    Out,
    Seed,
    Workers,
)


def allocate(
    ctx: typer.Context,
    file: Annotated[
        str,
        typer.Argument(metavar="FILE", help="Name of an allocation that comes along, or a path."),
    ],
    replicates: Annotated[
        int | None,
        typer.Option(
            metavar="N", help="Replicates of each split in the search.", show_default="the file's"
        ),
    ] = None,
    trials: Annotated[
        int | None,
        typer.Option(metavar="N", help="Splits to try.", show_default="the file's"),
    ] = None,
    confirm: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            help="Replicates on which the best are tried again.",
            show_default="the file's",
        ),
    ] = None,
    days: Days = None,
    seed: Seed = 1,
    workers: Workers = None,
    out: Out = None,
    posterior: FromPosterior = None,
    data: FromData = None,
    effects: FromEffects = None,
    as_json: AsJson = False,
) -> None:
    """Ask where officers and money do most: splits of a budget, searched and tried again.

    Few arrivals, few expected deaths and little cost are sought at once. Stopped or killed, the
    same command goes on where it was, and ends with the same files.

    Example: narrows allocate eight-million --trials 24 --replicates 6
    """  # fmt: skip
    from narrows.cli.actions.allocate import Request, allocate_budget

    allocate_budget(
        ctx.obj,
        Request(
            file=file,
            replicates=replicates,
            trials=trials,
            confirm=confirm,
            days=days,
            seed=seed,
            workers=workers,
            out=out,
            as_json=as_json,
            posterior=posterior,
            data=data,
            effects=effects,
        ),
    )
