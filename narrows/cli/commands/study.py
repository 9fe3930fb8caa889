"""``narrows study``."""

from __future__ import annotations

from typing import Annotated

import typer

from narrows.cli.commands.shared_options import (
    AsJson,
    Days,
    FromData,
    FromEffects,
    FromPosterior,
    Out,
    Seed,
    Workers,
)


def study(
    ctx: typer.Context,
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE",
            help="Name of a study that comes along, or a path; or the word merge.",
        ),
    ],
    folders: Annotated[
        list[str] | None,
        typer.Argument(metavar="FOLDER", help="With merge: folders of one study to join."),
    ] = None,
    replicates: Annotated[
        int | None,
        typer.Option(
            metavar="N", help="Replicates of each point, 1 to 100,000.", show_default="the file's"
        ),
    ] = None,
    first_replicate: Annotated[
        int,
        typer.Option(
            metavar="N", help="Number of the first replicate, such as to split a study in two."
        ),
    ] = 0,
    precision: Annotated[
        str | None,
        typer.Option(
            metavar="SHARE",
            help="Add replicates until the 95 % intervals of the study's outcome, which hold all "
            "at once, reach no further than this share of the baseline to either side, such as "
            "5%.",
            show_default="the file's, unless --replicates is given",
        ),
    ] = None,
    max_replicates: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            help="With --precision: replicates at which to stop.",
            show_default="the file's, or 400",
        ),
    ] = None,
    days: Days = None,
    run_out: Annotated[
        int | None,
        typer.Option(
            metavar="DAYS",
            help="Days run after the last that counts, 0 to 730, to see what becomes of those who "
            "are delayed.",
            show_default="the file's",
        ),
    ] = None,
    seed: Seed = 1,
    workers: Workers = None,
    executor: Annotated[
        str, typer.Option(metavar="NAME", help="Who runs it: local or dask.")
    ] = "local",
    scheduler: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="Dask scheduler, such as tcp://10.0.0.1:8786.",
            show_default="a cluster of --workers on this machine",
        ),
    ] = None,
    out: Out = None,
    posterior: FromPosterior = None,
    data: FromData = None,
    effects: FromEffects = None,
    plan: Annotated[
        bool, typer.Option("--plan", help="Say what it would take, and run nothing.")
    ] = False,
    point: Annotated[
        int | None,
        typer.Option(metavar="N", help="Run one point alone, with --replicate; nothing is kept."),
    ] = None,
    replicate: Annotated[
        int | None, typer.Option(metavar="N", help="With --point: number of the replicate.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Run a study: scenarios and levers over replicates, in parts that survive any stop.

    It says first how many runs it is, how long they take and how much disk. Stopped or killed, the
    same command goes on where it was, and ends with the same files. Read them with narrows query.

    A study may grow: with other words, more values, scenarios, outcomes or replicates in its file, the same command
    runs what is new and keeps the rest. narrows study merge A B --out C joins folders of one study.

    Example: narrows study funding --replicates 50
    """  # noqa: E501
    from narrows.cli.actions.study import Request, study_question

    study_question(
        ctx.obj,
        Request(
            file=file,
            folders=folders or [],
            replicates=replicates,
            first_replicate=first_replicate,
            precision=precision,
            max_replicates=max_replicates,
            days=days,
            run_out=run_out,
            seed=seed,
            workers=workers,
            executor=executor,
            scheduler=scheduler,
            out=out,
            plan=plan,
            point=point,
            replicate=replicate,
            as_json=as_json,
            posterior=posterior,
            data=data,
            effects=effects,
        ),
    )
