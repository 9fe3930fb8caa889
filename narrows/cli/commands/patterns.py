"""``narrows patterns``."""

from __future__ import annotations

from typing import Annotated

import typer

from narrows.cli.commands.shared_options import (
    AsJson,
    Declared,
    Docs,
    FromData,
    FromPosterior,
    Page,
    Seed,
    Workers,
)


def patterns(
    ctx: typer.Context,
    replicates: Annotated[
        int, typer.Option(metavar="N", help="Replicates of each world, 2 to 100,000.")
    ] = 20,
    seed: Seed = 1,
    workers: Workers = None,
    declared: Declared = False,
    posterior: FromPosterior = None,
    data: FromData = None,
    out: Page = None,
    docs: Docs = None,
    as_json: AsJson = False,
) -> None:
    """Look for eight observed patterns: reproduced, partly reproduced or missed.

    Each pattern is a few measures with bands that were set beforehand. Their worlds are the
    baseline and the same with other boat prices, supplies, seizures, closed routes or a takedown.

    Example: narrows patterns --out results/patterns
    """
    from narrows.cli.actions.patterns import Request, show_patterns

    show_patterns(
        ctx.obj,
        Request(
            replicates=replicates,
            seed=seed,
            workers=workers,
            declared=declared,
            out=out,
            docs=docs,
            as_json=as_json,
            posterior=posterior,
            data=data,
        ),
    )
