"""``narrows compare``."""

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
    RunOut,
    Seed,
    Workers,
    World,
)


def compare(
    ctx: typer.Context,
    scenarios: Annotated[
        list[str],
        typer.Argument(
            metavar="SCENARIO", help="Names or paths of scenarios; the first is the baseline."
        ),
    ],
    replicates: Replicates = 40,
    precision: Annotated[
        str | None,
        typer.Option(
            metavar="SHARE",
            help="Add replicates until the interval of each effect on arrivals reaches no further "
            "than this share of baseline arrivals to either side, such as 5%.",
        ),
    ] = None,
    max_replicates: Annotated[
        int | None,
        typer.Option(
            metavar="N", help="With --precision: replicates at which to stop.", show_default="400"
        ),
    ] = None,
    days: Days = None,
    run_out: RunOut = None,
    seed: Seed = 1,
    workers: Workers = None,
    out: Out = None,
    replace: Replace = False,
    posterior: FromPosterior = None,
    data: FromData = None,
    declared: Declared = False,
    utility: Annotated[
        str | None,
        typer.Option(
            metavar="WEIGHTS",
            help="What one person averted, one expected death fewer and one pound saved are worth "
            "to you, such as averted=1,deaths=100,pounds=0.00002, for what to find out first and "
            "which policy is robust.",
            show_default="people averted alone, then expected deaths alone",
        ),
    ] = None,
    effects: Effects = "drawn",
    world: World = "drawn",
    as_json: AsJson = False,
) -> None:
    """Compare scenarios with a baseline: paired effects with intervals.

    Every scenario runs over the same replicates, with the same weather, people and random draws.
    A change in arrivals is split into people averted, who did not set out or gave up, and people
    delayed, who arrive later. Each headline outcome gets a verdict: falls, rises, about the same,
    or cannot tell. The report says how sure the answer is, why it is not surer, and what to find
    out first. Writes tables, figures and a report into a results folder;
    with --json it prints the effects instead, and writes a folder only if --out names one.

    Example: narrows compare baseline bsc-package --replicates 40
    """
    from narrows.cli.actions.compare import Request, compare_scenarios

    compare_scenarios(
        ctx.obj,
        Request(
            scenarios=scenarios,
            replicates=replicates,
            precision=precision,
            max_replicates=max_replicates,
            days=days,
            run_out=run_out,
            seed=seed,
            workers=workers,
            out=out,
            replace=replace,
            declared=declared,
            effects=effects,
            world=world,
            as_json=as_json,
            posterior=posterior,
            data=data,
            utility=utility,
        ),
    )
