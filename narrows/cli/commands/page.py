"""``narrows page``."""

from __future__ import annotations

from typing import Annotated

import typer


def page(
    ctx: typer.Context,
    study: Annotated[
        str, typer.Argument(metavar="STUDY", help="Folder that a study was run into.")
    ],
    out: Annotated[
        str | None, typer.Option(metavar="FILE", help="The page, such as page.html; needed.")
    ] = None,
    scenario: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Scenario of the study, if it compares several."),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace a file that is there.")
    ] = False,
) -> None:
    """Make a page of a study that needs no server: levers, and an emulator that answers at once.

    The study's levers must be drawn over ranges (design: latin-hypercube or sobol). The page is
    one file that opens from disk, without a network.

    Example: narrows page results/study-package-levers --out page.html
    """
    from narrows.cli.actions.page import Request, make_page

    make_page(ctx.obj, Request(study, out, scenario, replace))
