"""``narrows query``."""

from __future__ import annotations

from typing import Annotated

import typer

from narrows.cli.commands.shared_options import AsJson


def query(
    ctx: typer.Context,
    study: Annotated[
        str, typer.Argument(metavar="STUDY", help="Folder that a study was run into.")
    ],
    question: Annotated[
        str, typer.Argument(metavar="SQL", help="One select, in DuckDB's SQL; views below.")
    ],
    limit: Annotated[
        int | None,
        typer.Option(metavar="N", help="Most rows.", show_default="100; with --json, all"),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Ask a study's results in SQL; nothing is changed, and nothing held whole in memory.

    Views: points (levers by design point), runs (a column an outcome), outcomes (a row a run and outcome),
    pairs (the same beside the baseline of the replicate, with the difference), daily (where days are kept).

    Example: narrows query results/study-funding "select scenario, avg(difference) from pairs where outcome = 'deaths' group by 1"
    """  # noqa: E501
    from narrows.cli.actions.query import Request, query_study

    query_study(
        ctx.obj,
        Request(
            study=study,
            question=question,
            limit=limit,
            as_json=as_json,
        ),
    )
