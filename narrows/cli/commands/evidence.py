"""``narrows evidence``."""

from __future__ import annotations

from typing import Annotated

import typer

from narrows.cli.commands.shared_options import AsJson


def evidence(
    ctx: typer.Context,
    text: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="TEXT",
            help="An id, a tag, a parameter or named value, a kind of intervention, or words; tags "
            "if absent.",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show where numbers come from, which sources disagree, and how that is treated.

    Example: narrows evidence price_reference
    """
    from narrows.cli.actions.evidence import show_evidence

    show_evidence(ctx.obj, " ".join(text or []), as_json)
