"""``narrows data``."""

from __future__ import annotations

from typing import Annotated

import typer

from narrows.cli.commands.shared_options import AsJson
from narrows.cli.help_text import PlainCommand, PlainGroup

data = typer.Typer(
    name="data",
    cls=PlainGroup,
    invoke_without_command=True,
    add_completion=False,
    rich_markup_mode=None,
)

Folder = Annotated[
    str | None,
    typer.Option(
        "--data",
        metavar="DIR",
        envvar="NARROWS_DATA",
        show_envvar=True,
        help="Data folder, laid over the packaged series.",
    ),
]


@data.callback()
def root(ctx: typer.Context) -> None:
    """Add data of your own, and see what is stored, how old it is and what was revised.

    Example: narrows data add small-boats.ods --data my-data
    """
    if ctx.invoked_subcommand is None:
        print(ctx.get_help())


@data.command("add", cls=PlainCommand)
def add(
    ctx: typer.Context,
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE",
            help="Home Office small-boat time series, Frontex monthly detections, IOM Missing "
            "Migrants, a table of red days or a plain table; recognised by its headers.",
        ),
    ],
    folder: Folder = None,
    yes: Annotated[bool, typer.Option("--yes", help="Write without asking.")] = False,
    until: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Last day of observation to take; later rows are left."),
    ] = None,
    covers: Annotated[
        str | None,
        typer.Option(
            metavar="DAY..DAY",
            help="Days of which the file knows all incidents, if more than its rows show.",
        ),
    ] = None,
    published: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", help="Day of the edition; the newest is on top.", show_default="today"
        ),
    ] = None,
    source: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Who publishes the file, if it is plain.")
    ] = None,
    licence: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Its licence, if it is plain.")
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="List every revision, not the first ones.")
    ] = False,
) -> None:
    """Show what a file adds and revises, ask, and add it to the data folder.

    Nothing is written before you answer. Dates are those of observation.

    Example: narrows data add small-boats.ods --data my-data
    """
    from narrows.cli.actions.data_add import Options, add_file

    options = Options(
        folder=folder,
        yes=yes,
        until=until,
        covers=covers,
        published=published,
        source=source,
        licence=licence,
        everything=everything,
    )
    add_file(ctx.obj, file, options)


@data.command("status", cls=PlainCommand)
def status(ctx: typer.Context, folder: Folder = None, as_json: AsJson = False) -> None:
    """Show each series: first and last day, age, vintages, sources, licences and checksums.

    Example: narrows data status --data my-data
    """
    from narrows.cli.actions.data_status import show_status

    show_status(ctx.obj, folder, as_json)


@data.command("diff", cls=PlainCommand)
def diff(
    ctx: typer.Context,
    old: Annotated[
        str, typer.Argument(metavar="OLD", help="A vintage, packaged or latest.")
    ] = "packaged",
    new: Annotated[
        str, typer.Argument(metavar="NEW", help="A vintage, packaged or latest.")
    ] = "latest",
    folder: Folder = None,
    as_json: AsJson = False,
) -> None:
    """Show what differs between two vintages, or from what is packaged, day by day.

    Example: narrows data diff packaged latest --data my-data
    """
    from narrows.cli.actions.data_diff import show_difference

    show_difference(ctx.obj, old, new, folder, as_json)


@data.command("template", cls=PlainCommand)
def template(
    ctx: typer.Context,
    series: Annotated[
        str | None,
        typer.Argument(metavar="SERIES", help="Series to show; all are written with --out."),
    ] = None,
    out: Annotated[
        str | None, typer.Option(metavar="DIR", help="Folder for the files.", show_default="none")
    ] = None,
) -> None:
    """Show or write the headers of the plain table of each series, with what goes into them.

    Example: narrows data template small-boat-days
    """
    from narrows.cli.actions.data_template import give_templates

    give_templates(ctx.obj, series, out)
