"""``narrows compare``."""

from __future__ import annotations

from typing import Annotated

import typer

from app.commands.options import AsJson, Days, Declared, Out, Replicates, Seed, Workers


def compare(
    ctx: typer.Context,
    scenarios: Annotated[
        list[str],
        typer.Argument(
            metavar="SCENARIO...", help="Names or paths of scenarios; the first is the baseline."
        ),
    ],
    replicates: Replicates = 20,
    precision: Annotated[
        str | None,
        typer.Option(
            metavar="SHARE",
            help="Add replicates until the 95 % interval of each effect on arrivals reaches no "
            "further than this share of baseline arrivals to either side, such as 5%.",
        ),
    ] = None,
    max_replicates: Annotated[
        int | None,
        typer.Option(
            metavar="N", help="With --precision: replicates at which to stop.", show_default="400"
        ),
    ] = None,
    days: Days = None,
    seed: Seed = 1,
    workers: Workers = None,
    out: Out = None,
    declared: Declared = False,
    as_json: AsJson = False,
) -> None:
    """Compare scenarios with a baseline: paired effects with intervals.

    Every scenario runs over the same replicates, so that weather, people and luck are shared.
    Arrivals and deaths stand together. Writes tables, figures and a report into a results folder;
    with --json it prints the effects instead, and writes a folder only if --out names one.

    Example: narrows compare baseline bsc-package --replicates 20
    """
    from app.actions.compare import Request, compare_scenarios

    compare_scenarios(
        ctx.obj,
        Request(
            scenarios,
            replicates,
            precision,
            max_replicates,
            days,
            seed,
            workers,
            out,
            declared,
            as_json,
        ),
    )
