"""``narrows run``."""

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


def run(
    ctx: typer.Context,
    scenario: Annotated[
        str, typer.Argument(metavar="SCENARIO", help="Name or path of a scenario.")
    ],
    replicates: Replicates = 5,
    replicate: Annotated[
        int, typer.Option(metavar="N", help="Number of the first replicate, and of the chart's.")
    ] = 0,
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
    events: Annotated[
        bool,
        typer.Option("--events", help="Write the first replicate's events too, to trace them."),
    ] = False,
) -> None:
    """Run one scenario: outcomes with intervals, and one world day by day.

    Writes tables and a chart into a results folder; with --json it prints the outcomes instead,
    and writes a folder only if --out names one.

    Example: narrows run baseline --days 365
    """
    from narrows.cli.actions.run import Request, run_scenario

    run_scenario(
        ctx.obj,
        Request(
            scenario=scenario,
            replicates=replicates,
            replicate=replicate,
            days=days,
            seed=seed,
            workers=workers,
            out=out,
            replace=replace,
            declared=declared,
            effects=effects,
            as_json=as_json,
            events=events,
            posterior=posterior,
            data=data,
        ),
    )
