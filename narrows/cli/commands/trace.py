"""``narrows trace``."""

from __future__ import annotations

from typing import Annotated

import typer

from narrows.cli.commands.shared_options import (
    AsJson,
    Days,
    Declared,
    Effects,
    FromData,
    FromPosterior,
)


def trace(
    ctx: typer.Context,
    scenario: Annotated[
        str,
        typer.Argument(
            metavar="SCENARIO", help="Name or path of a scenario, or a file events.parquet."
        ),
    ],
    gang: Annotated[
        str | None, typer.Option(metavar="NAME", help="Follow one gang, such as 'gang 7'.")
    ] = None,
    boat: Annotated[
        str | None, typer.Option(metavar="ID", help="Follow one boat, such as 7/31.")
    ] = None,
    consignment: Annotated[
        str | None, typer.Option(metavar="ID", help="Follow one consignment and its boats.")
    ] = None,
    case: Annotated[str | None, typer.Option(metavar="ID", help="Follow one case.")] = None,
    event: Annotated[
        str | None,
        typer.Option(metavar="KIND", help="Only events of one kind, such as incident."),
    ] = None,
    days: Days = None,
    seed: Annotated[
        int | None, typer.Option(metavar="N", help="Seed of the study.", show_default="1")
    ] = None,
    replicate: Annotated[
        int | None,
        typer.Option(metavar="N", help="Number of the replicate.", show_default="0"),
    ] = None,
    declared: Declared = False,
    effects: Effects = "drawn",
    posterior: FromPosterior = None,
    data: FromData = None,
    limit: Annotated[
        int | None,
        typer.Option(
            metavar="N", help="Most lines to show.", show_default="100; with --json, no limit"
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Follow one boat, consignment, case or gang through one run, in plain words.

    Without anything to follow it shows how often each event happened, month by month, the gangs
    with most events, and what is worth following. It runs one replicate, or reads the file that
    narrows run --events wrote. What happens to a gang here is chance and assumption: it says how
    the model works, and nothing of any gang there is.

    Example: narrows trace baseline --days 366 --event incident
    """
    from narrows.cli.actions.trace import Request, trace_run

    followed = {"gang": gang, "boat": boat, "consignment": consignment, "case": case}
    trace_run(
        ctx.obj,
        Request(
            source=scenario,
            followed=followed,
            event=event,
            days=days,
            seed=seed,
            replicate=replicate,
            declared=declared,
            effects=effects,
            limit=limit,
            as_json=as_json,
            posterior=posterior,
            data=data,
        ),
    )
