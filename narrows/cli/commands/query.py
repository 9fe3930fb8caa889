"""``narrows query``."""

from __future__ import annotations

from typing import Annotated

import typer

from narrows.cli.commands.shared_options import AsJson, Replace


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
        typer.Option(metavar="N", help="Most rows.", show_default="100 in a table, else all"),
    ] = None,
    out: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="File to write: .csv, .xlsx, .parquet or .json.",
            show_default="none",
        ),
    ] = None,
    replace: Replace = False,
    seconds: Annotated[
        int, typer.Option(metavar="N", help="Most time that the answer may take, in seconds.")
    ] = 600,
    memory: Annotated[
        int, typer.Option(metavar="MB", help="Most memory that the answer may take.")
    ] = 2_000,
    as_csv: Annotated[bool, typer.Option("--csv", help="Write CSV.")] = False,
    as_xlsx: Annotated[
        bool, typer.Option("--xlsx", help="Write an Excel file; give --out.")
    ] = False,
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
            out=out,
            replace=replace,
            seconds=seconds,
            memory=memory,
            as_csv=as_csv,
            as_xlsx=as_xlsx,
            as_json=as_json,
        ),
    )
