"""``narrows forecast``."""

from __future__ import annotations

from typing import Annotated

import typer

from narrows.cli.commands.shared_options import FromData, FromPosterior, Workers


def forecast(
    ctx: typer.Context,
    out: Annotated[
        str, typer.Option(metavar="FILE.csv", help="File for the paths; a figure goes beside it.")
    ],
    first: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="DATE",
            help="First month to come, by its first day.",
            show_default="the day after the fit's last",
        ),
    ] = None,
    months: Annotated[int, typer.Option(metavar="N", help="Months to come, 1 to 60.")] = 21,
    scenario: Annotated[
        str, typer.Option(metavar="SCENARIO", help="Name or path of what is done from when.")
    ] = "bsc-package",
    replicates: Annotated[int, typer.Option(metavar="N", help="Paths, 1 to 100,000.")] = 200,
    workers: Workers = None,
    posterior: FromPosterior = None,
    data: FromData = None,
) -> None:
    """Forecast arrivals and boats by month from the fitted past.

    Each path is a posterior draw run on under a scenario, with the weather of the climate,
    demand that walks on, and the remaining model discrepancy. Writes one row a
    path and month, with the columns replicate, month, arrivals and boats, and a fan chart.

    Example: narrows forecast --from 2025-11-01 --months 21 --out results/forecast.csv
    """
    from narrows.cli.actions.forecast import Request, make_forecast

    make_forecast(
        ctx.obj,
        Request(
            out=out,
            first=first,
            months=months,
            scenario=scenario,
            replicates=replicates,
            workers=workers,
            posterior=posterior,
            data=data,
        ),
    )
