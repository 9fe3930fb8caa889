"""``narrows sbc``."""

from __future__ import annotations

from typing import Annotated

import typer

from narrows.cli.commands.shared_options import (
    AsJson,
    FromData,
    Seed,
    Workers,
)


def sbc(
    ctx: typer.Context,
    out: Annotated[
        str, typer.Option(metavar="DIR", help="Folder of the fits; a calibration goes on.")
    ] = "results/sbc",
    sets: Annotated[int, typer.Option(metavar="N", help="Sets of data, 2 to 100,000.")] = 40,
    members: Annotated[
        int, typer.Option(metavar="N", help="Members of each fit, 20 to 2,000.")
    ] = 120,
    cutoff: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", help="Last day of each fit.", show_default="the first there can be"
        ),
    ] = None,
    seed: Seed = 1,
    workers: Workers = None,
    data: FromData = None,
    as_json: AsJson = False,
) -> None:
    """Check the fit on data that the model itself made (simulation-based calibration).

    True numbers are drawn, run once and fitted, again and again. If the fit is right, truths rank
    evenly among the members, and half of them lie in 50 % intervals. Stopped, the same command goes
    on where it was; with more --sets it goes on where it ended.

    Example: narrows sbc --sets 40
    """
    from narrows.cli.actions.sbc import Request, show_ranks

    show_ranks(
        ctx.obj,
        Request(
            out=out,
            sets=sets,
            members=members,
            cutoff=cutoff,
            seed=seed,
            workers=workers,
            as_json=as_json,
            data=data,
        ),
    )
