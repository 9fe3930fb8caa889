"""``narrows list``."""

from __future__ import annotations

from typing import Annotated

import typer

from narrows.cli.commands.shared_options import AsJson


def show(
    ctx: typer.Context,
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="WHAT",
            help="scenarios, interventions, outcomes, parameters or names; of the names also "
            "units, agencies, sides, hubs, corridors, zones, methods, suppliers or values alone; "
            "all if absent.",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show scenarios, interventions, outcomes and parameters, with their sources, and names.

    Names are those that scenario files may use: units, agencies, sides, hubs, corridors, zones,
    methods, suppliers and, for interventions of kind change, values.

    Example: narrows list parameters
    """
    from narrows.cli.actions.list import show_catalogue

    show_catalogue(ctx.obj, what, as_json)
