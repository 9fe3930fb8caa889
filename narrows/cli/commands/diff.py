"""``narrows diff``."""

from __future__ import annotations

from typing import Annotated

import typer

from narrows.cli.commands.shared_options import AsJson


def diff(
    ctx: typer.Context,
    one: Annotated[str, typer.Argument(metavar="A", help="Folder of run, compare or study.")],
    other: Annotated[str, typer.Argument(metavar="B", help="Another one.")],
    every: Annotated[
        bool, typer.Option("--all", help="Show all outcomes, not only those that differ.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Say which outcomes of two results differ beyond noise, such as of two versions.

    Equal seeds and replicates are compared one by one. It ends with 1 if anything differs, else with 0.

    Example: narrows diff results/before results/after
    """  # noqa: E501
    from narrows.cli.actions.diff import Request, show_differences

    request = Request(one=one, other=other, every=every, as_json=as_json)
    if show_differences(ctx.obj, request):
        raise typer.Exit(1)
