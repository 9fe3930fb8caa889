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
    author: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="An author: 'Family, Given; ORCID; affiliation', or an organisation; repeatable.",
        ),
    ] = None,
    licence: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Licence of the results: CC-BY-4.0, CC-BY-SA-4.0, CC0-1.0, OGL-UK-3.0 or MIT.",
            show_default="CC-BY-4.0",
        ),
    ] = None,
    doi: Annotated[
        str | None, typer.Option(metavar="DOI", help="DOI that an archive gave or reserved.")
    ] = None,
    funder: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="A funder: 'name; number of the grant'; repeatable."),
    ] = None,
    credits_file: Annotated[
        str | None,
        typer.Option(
            "--credits",
            metavar="FILE",
            help="File of authors, licence, DOI and funders.",
            show_default="credits.yaml in the study's folder, if it is there",
        ),
    ] = None,
    as_zip: Annotated[
        bool, typer.Option("--zip", help="Write BUNDLE.zip beside it, to be deposited.")
    ] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace a bundle that is there.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Make a finished study a bundle that others can cite, check and run again.

    It is an RO-Crate: data, figures, scenarios, posterior, environment, a ledger of all runs, methods, checksums,
    and index.html to be read first. The same study and day give the same bytes.

    Options on authors, licence, DOI and funders override what the file says.

    Example: narrows publish results/study-funding --out funding-bundle --author "Okafor, Ada"
    """  # noqa: E501
    from narrows.cli.actions.publish import Request, publish_study

    publish_study(
        ctx.obj,
        Request(
            study=study,
            out=out,
            date=date,
            authors=tuple(author or ()),
            licence=licence,
            doi=doi,
            funders=tuple(funder or ()),
            credits=credits_file,
            as_zip=as_zip,
            replace=replace,
            as_json=as_json,
        ),
    )
