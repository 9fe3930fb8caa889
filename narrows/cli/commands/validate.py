"""``narrows validate``."""

from __future__ import annotations

from typing import Annotated

import typer

from narrows.cli.commands.shared_options import AsJson, Docs, FromData, FromPosterior, Workers


def validate(
    ctx: typer.Context,
    replicates: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            help="Posterior draws to run, 2 to all of them.",
            show_default="40, or all if there are fewer",
        ),
    ] = None,
    workers: Workers = None,
    posterior: FromPosterior = None,
    data: FromData = None,
    out: Annotated[
        str | None,
        typer.Option(
            metavar="DIR", help="Folder for scoreboard, table and figures.", show_default="none"
        ),
    ] = None,
    docs: Docs = None,
    as_json: AsJson = False,
) -> None:
    """Set the fitted model beside every target and pattern: seen, simulated, in or out.

    Posterior draws run over January 2022 to October 2024 with the random draws that they
    had in the fit, once more with each dated shock that is held out, and half of them in the worlds
    of the eight patterns. Bands are where 90 % should lie if model and errors are right.

    Example: narrows validate --out results/validation
    """
    from narrows.cli.actions.validate import Request, show_scoreboard

    show_scoreboard(
        ctx.obj,
        Request(
            replicates=replicates,
            workers=workers,
            posterior=posterior,
            data=data,
            out=out,
            docs=docs,
            as_json=as_json,
        ),
    )
