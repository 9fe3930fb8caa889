"""``narrows identifiability``."""

from __future__ import annotations

from typing import Annotated

import typer

from narrows.cli.commands.shared_options import AsJson, Docs, FromPosterior, Page, Seed, Workers


def identifiability(
    ctx: typer.Context,
    members: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            help="Posterior draws to run under the policies, 10 to all, for what effects rest on.",
            show_default="none",
        ),
    ] = None,
    ranks: Annotated[
        str | None,
        typer.Option(metavar="DIR", help="Folder of narrows sbc.", show_default="none"),
    ] = None,
    posterior: FromPosterior = None,
    seed: Seed = 1,
    workers: Workers = None,
    out: Page = None,
    docs: Docs = None,
    as_json: AsJson = False,
) -> None:
    """Say which numbers the data move, and which of them each policy's effect rests on.

    Each free number of the fit is set beside its prior: whether the data moved it or narrowed it,
    and which numbers they know only together. With --members each policy is run too.

    Example: narrows identifiability --members 100 --out results/identifiability
    """
    from narrows.cli.actions.identifiability import Request, show_identifiability

    show_identifiability(
        ctx.obj,
        Request(
            members=members,
            ranks=ranks,
            posterior=posterior,
            seed=seed,
            workers=workers,
            out=out,
            docs=docs,
            as_json=as_json,
        ),
    )
