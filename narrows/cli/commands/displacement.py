"""``narrows displacement``."""

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
    Out,
    Replace,
    Replicates,
    Seed,
    Workers,
)


def displacement(
    ctx: typer.Context,
    baseline: Annotated[
        str, typer.Argument(metavar="BASELINE", help="Name or path of the scenario to start from.")
    ],
    scenario: Annotated[
        str, typer.Argument(metavar="SCENARIO", help="Name or path of the scenario to account for.")
    ],
    corridor: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Only who and what passed this corridor: SUB-BUD."),
    ] = None,
    zone: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Only from this departure zone: CQF, or Calais."),
    ] = None,
    method: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only by this method of launching: beach.")
    ] = None,
    first: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="DATE", help="First day of the window.", show_default="the first"
        ),
    ] = None,
    last: Annotated[
        str | None,
        typer.Option(
            "--until", metavar="DATE", help="Last day of the window.", show_default="the last"
        ),
    ] = None,
    replicates: Replicates = 20,
    days: Days = None,
    seed: Seed = 1,
    workers: Workers = None,
    out: Out = None,
    replace: Replace = False,
    posterior: FromPosterior = None,
    data: FromData = None,
    declared: Declared = False,
    effects: Effects = "drawn",
    as_json: AsJson = False,
) -> None:
    """Account for a local reduction: what moved, and what did not come.

    The focus is arrivals and launches of a corridor, a departure zone, a method and a window. Each
    person is the same one in both worlds and is followed from one to the other; boats are counted.
    The parts sum to the reduction exactly. Deaths stand beside. Writes tables, a figure and a
    report; with --json it prints the account instead, and writes a folder only if --out names one.

    Example: narrows displacement baseline bsc-package --zone CQF --from 2025-03-01
    """
    from narrows.cli.actions.displacement import Request, account_for

    account_for(
        ctx.obj,
        Request(
            scenarios=[baseline, scenario],
            corridor=corridor,
            zone=zone,
            method=method,
            first=first,
            last=last,
            replicates=replicates,
            days=days,
            seed=seed,
            workers=workers,
            out=out,
            replace=replace,
            declared=declared,
            effects=effects,
            as_json=as_json,
            posterior=posterior,
            data=data,
        ),
    )
