"""``narrows backtest``."""

from __future__ import annotations

from typing import Annotated

import typer

from narrows.cli.commands.shared_options import (
    AsJson,
    Docs,
    FromData,
    Page,
    Workers,
)


def backtest(
    ctx: typer.Context,
    folders: Annotated[
        list[str],
        typer.Argument(
            metavar="FOLDER", help="Folders of narrows calibrate with an earlier --cutoff."
        ),
    ],
    replicates: Annotated[int, typer.Option(metavar="N", help="Paths, 2 to 100,000.")] = 200,
    workers: Workers = None,
    data: FromData = None,
    out: Page = None,
    docs: Docs = None,
    as_json: AsJson = False,
) -> None:
    """Score fits from earlier cut-offs on the months that followed, beside naive forecasts.

    From each fit the baseline is forecast up to the last month of data. Shown are the score of the
    forecast (CRPS, lower is better), those of naive rules, and how many of its 90 % intervals held
    what came.

    Example: narrows backtest results/fit-2023
    """
    from narrows.cli.actions.backtest import Request, show_backtests

    show_backtests(
        ctx.obj,
        Request(
            folders=folders,
            replicates=replicates,
            workers=workers,
            out=out,
            docs=docs,
            as_json=as_json,
            data=data,
        ),
    )
