"""``narrows forecast``."""

from __future__ import annotations

from typing import Annotated

import typer

from narrows.cli.commands.shared_options import (
    AsJson,
    Effects,
    FromData,
    FromPosterior,
    Seed,
    Workers,
)


def forecast(
    ctx: typer.Context,
    scenario: Annotated[
        str, typer.Argument(metavar="SCENARIO", help="Name or path of what is done from when.")
    ] = "current",
    first: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="DATE",
            help="First month to come, by its first day. Months between the fit's last day and it "
            "are simulated and left out.",
            show_default="the day after the fit's last",
        ),
    ] = None,
    months: Annotated[int, typer.Option(metavar="N", help="Months to come, 1 to 60.")] = 21,
    replicates: Annotated[
        int, typer.Option(metavar="N", help="Paths, 1 to 100,000; the first of many are the few.")
    ] = 200,
    seed: Seed = 1,
    workers: Workers = None,
    posterior: FromPosterior = None,
    data: FromData = None,
    effects: Effects = "drawn",
    out: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="File for the paths, .csv or .parquet; a figure goes beside it. With --format "
            "hubverse also a folder, for a whole hub.",
            show_default="none",
        ),
    ] = None,
    form: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="What is written: paths or hubverse.")
    ] = "paths",
    as_json: AsJson = False,
) -> None:
    """Forecast arrivals, boats, preventions and deaths by month from the fitted past.

    Each path is a posterior draw run on under a scenario, with the weather of the climate,
    demand that varies on, and the remaining model discrepancy. Shown are medians, 90 % intervals
    and three cases; written is one row a path and month, and a fan chart. Scenarios with the same
    seed have the same paths until a measure of one of them begins.

    Example: narrows forecast --from 2025-11-01 --months 21 --out results/forecast.csv
    """
    from narrows.cli.actions.forecast import Request, make_forecast

    make_forecast(
        ctx.obj,
        Request(
            scenario=scenario,
            first=first,
            months=months,
            replicates=replicates,
            seed=seed,
            workers=workers,
            posterior=posterior,
            data=data,
            effects=effects,
            out=out,
            form=form,
            as_json=as_json,
        ),
    )


def score(
    ctx: typer.Context,
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATHS", help="Files of narrows forecast, .csv or .parquet."),
    ],
    against: Annotated[
        str,
        typer.Option(metavar="DIR", help="Data folder with what came, or packaged."),
    ] = "packaged",
    baselines: Annotated[
        bool,
        typer.Option(
            "--baselines",
            help="Score seasonal naive and scaled last year beside it, and statistical models if "
            "narrows[baselines] is installed.",
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Score forecasts on the months that came, by outcome and month.

    Shown are CRPS and WIS (lower is better), and coverage and width of 50, 80 and 90 % intervals.

    Example: narrows forecast score results/forecast.csv --against my-data
    """
    from narrows.cli.actions.forecast_score import Request, show_scores

    show_scores(
        ctx.obj, Request(paths=paths, against=against, baselines=baselines, as_json=as_json)
    )
