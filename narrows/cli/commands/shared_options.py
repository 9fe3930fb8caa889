"""Options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

Replicates = Annotated[
    int, typer.Option(metavar="N", help="Replicates of each scenario, 1 to 100,000.")
]
Days = Annotated[
    int | None,
    typer.Option(
        metavar="N", help="Days that count, 1 to 3,653.", show_default="the scenario's own"
    ),
]
RunOut = Annotated[
    int | None,
    typer.Option(
        metavar="DAYS",
        help="Days run after the last that counts, 0 to 730, to see what becomes of those who are "
        "delayed.",
        show_default="the scenario's own, or 180",
    ),
]
Seed = Annotated[
    int, typer.Option(metavar="N", help="Seed of the study; equal seeds give equal results.")
]
Workers = Annotated[
    int | None,
    typer.Option(
        metavar="N",
        help="Processes at once. Results do not depend on it.",
        show_default="one for each core",
    ),
]
Out = Annotated[
    str | None,
    typer.Option(metavar="DIR", help="Results folder.", show_default="results/ and a name"),
]
Replace = Annotated[bool, typer.Option("--replace", help="Replace other results that are there.")]
Declared = Annotated[
    bool,
    typer.Option(
        "--declared",
        help="Run the declared default of each parameter instead of the fitted posterior.",
    ),
]
FromPosterior = Annotated[
    str | None,
    typer.Option(
        "--posterior",
        metavar="FILE",
        help="Posterior that narrows calibrate wrote, or its folder.",
        show_default="what the file of a study says, or what comes with the model",
    ),
]
Effects = Annotated[
    str,
    typer.Option(
        "--effects",
        metavar="drawn|central",
        help="Draw the strengths of measures that scenarios leave open over their plausible "
        "ranges, or hold them at their central values.",
    ),
]
World = Annotated[
    str,
    typer.Option(
        "--world",
        metavar="drawn|fitted",
        help="Run the assumed parameters that the posterior draws, or hold them at their declared "
        "values.",
    ),
]
FromWorld = Annotated[
    str | None,
    typer.Option(
        "--world",
        metavar="drawn|fitted",
        help="Run the assumed parameters that the posterior draws, or hold them at their declared "
        "values.",
        show_default="the file's, or drawn",
    ),
]
FromEffects = Annotated[
    str | None,
    typer.Option(
        "--effects",
        metavar="drawn|central",
        help="Draw the strengths of measures that the file leaves open over their plausible "
        "ranges, or hold them at their central values.",
        show_default="the file's, or drawn",
    ),
]
FromData = Annotated[
    str | None,
    typer.Option(
        "--data",
        metavar="DIR",
        envvar="NARROWS_DATA",
        show_envvar=True,
        help="Data folder, laid over the packaged series; or a packaged vintage, such as "
        "2024-10-31; or packaged.",
        show_default="what the file of a study says, or the packaged series",
    ),
]
Page = Annotated[
    str | None,
    typer.Option(metavar="DIR", help="Folder for page and figures.", show_default="none"),
]
Docs = Annotated[
    str | None,
    typer.Option(
        metavar="DIR",
        hidden=True,
        help="Folder of the documents, whose made parts are made anew: for make.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
