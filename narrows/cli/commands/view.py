"""``narrows view``."""

from __future__ import annotations

from typing import Annotated

import typer

from narrows.cli.commands.shared_options import FromData, FromPosterior

PORT = 8765


def view(
    ctx: typer.Context,
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="FILE", help="Scenario files, or names of scenarios, to open."),
    ] = None,
    port: Annotated[
        int, typer.Option(metavar="N", help="Port to listen on, 0 to 65,535; 0 takes a free one.")
    ] = PORT,
    open_browser: Annotated[
        bool, typer.Option("--open/--no-open", help="Open the page in the browser.")
    ] = True,
    host: Annotated[
        str,
        typer.Option(
            metavar="ADDRESS",
            help="Address to listen on. Others cannot reach 127.0.0.1; any other needs a token, "
            "which is printed.",
        ),
    ] = "127.0.0.1",
    public_url: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="Where visitors find the page behind a proxy, such as https://host/base.",
        ),
    ] = None,
    posterior: FromPosterior = None,
    data: FromData = None,
) -> None:
    """Open the interactive view: two worlds on one map, in the browser.

    The page works offline. Ctrl-C ends it.

    Example: narrows view --port 8080 --no-open

    Example: narrows view ./half-the-patrols.yaml
    """
    from narrows.cli.actions.view import Request, view_page

    view_page(
        ctx.obj, Request(host, port, open_browser, posterior, data, tuple(files or ()), public_url)
    )
