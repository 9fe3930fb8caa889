"""``narrows verify``."""

from __future__ import annotations

from typing import Annotated

import typer

from narrows.cli.commands.shared_options import AsJson, Workers


def verify(
    ctx: typer.Context,
    bundle: Annotated[
        str, typer.Argument(metavar="BUNDLE", help="Folder of a bundle, or a .zip archive of it.")
    ],
    rerun: Annotated[
        str | None,
        typer.Option(metavar="N", help="Run this many of its runs again, or all, and compare."),
    ] = None,
    workers: Workers = None,
    as_json: AsJson = False,
) -> None:
    """Check a bundle: its files, checksums, RO-Crate profile and version; with --rerun, its bytes.

    A file that lacks, was added or was changed ends in one message and exit code 2; bytes that differ after a rerun,
    in 1. Nothing that a bundle holds is ever executed.

    Example: narrows verify funding-bundle --rerun 5
    """  # noqa: E501
    from narrows.cli.actions.verify import Request, verify_bundle

    if not verify_bundle(
        ctx.obj,
        Request(
            bundle=bundle,
            rerun=rerun,
            workers=workers,
            as_json=as_json,
        ),
    ):
        raise typer.Exit(1)
