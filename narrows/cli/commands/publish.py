"""``narrows publish``."""

from __future__ import annotations

from typing import Annotated

import typer

from narrows.cli.commands.shared_options import AsJson


def publish(
    ctx: typer.Context,
    study: Annotated[
        str, typer.Argument(metavar="STUDY", help="Folder that a study was run into.")
    ],
    out: Annotated[
        str | None, typer.Option(metavar="BUNDLE", help="Folder of the bundle; needed.")
    ] = None,
    date: Annotated[
        str | None,
        typer.Option(
            metavar="DAY",
            help="Day of publication that the bundle bears, such as 2024-11-05.",
            show_default="today",
        ),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace a bundle that is there.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Make a finished study a bundle that others can cite, check and run again.

    It is an RO-Crate: data, figures, scenarios, posterior, environment, a ledger of all runs, methods, checksums,
    and index.html to be read first. The same study and day give the same bytes.

    Example: narrows publish results/study-funding --out funding-bundle
    """  # noqa: E501
    from narrows.cli.actions.publish import Request, publish_study

    publish_study(
        ctx.obj,
        Request(
            study=study,
            out=out,
            date=date,
            replace=replace,
            as_json=as_json,
        ),
    )
