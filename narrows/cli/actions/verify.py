"""Check a bundle, and say file by file whether the bytes agree."""

from __future__ import annotations

from dataclasses import dataclass
from math import isinf
from pathlib import Path

from rich.markup import escape

from experiments.publishing.bundle_checks import Checked, check_bundle
from experiments.publishing.bundle_opening import opened
from experiments.publishing.rerun import Compared, rerun
from narrows.cli.actions import inputs
from narrows.cli.actions.terminal_tables import show, table
from narrows.cli.command_line import CommandLine
from narrows.cli.console import note, output, print_json
from narrows.json_numbers import number_or_none
from runs import executors
from runs.compilation import compile_model
from runs.number_format import counted
from runs.progress import progress
from runs.provenance import libraries
from scenarios.errors import InputError

ALL = "all"
SAME, OTHER = "same bytes", "OTHER BYTES"


@dataclass(frozen=True, kw_only=True)
class Request:
    """What was asked for, as typed."""

    bundle: str
    rerun: str | None
    workers: int | None
    as_json: bool


def verify_bundle(line: CommandLine, request: Request) -> bool:
    """Check the bundle, run again what was asked for, and show what came of it.

    Returns:
        Whether all bytes agree, or all values as far as processors may differ.

    Raises:
        InputError: If the bundle is not whole, not of this version, or not one at all.
    """
    number = _number(line, request.rerun)
    workers = inputs.worker_count(line, request.workers)
    try:
        with opened(Path(request.bundle)) as folder:
            bundle = check_bundle(folder)
            compared = None
            if request.rerun is not None:
                _note_libraries(bundle)
                compile_model()
                with progress("runs") as report:
                    compared = rerun(bundle, number, executors.local(workers), report)
    except InputError as error:
        raise line.at_argument(0, error.message) from None
    if request.as_json:
        _print_json(bundle, compared)
    else:
        _print(bundle, compared)
    return compared is None or compared.agrees


def _number(line: CommandLine, text: str | None) -> int | None:
    """How many runs; None for all of them, and where none are asked for."""
    if text is None or text == ALL:
        return None
    if not (text.isascii() and text.isdigit() and int(text[:9]) >= 1 and len(text) < 9):
        message = f"--rerun is {text!r}; give a number of runs from 1, or all"
        raise line.at_option("--rerun", message)
    return int(text)


def _note_libraries(bundle: Checked) -> None:
    theirs, mine = bundle.about.get("libraries"), libraries()
    if theirs != mine and isinstance(theirs, dict):
        other = sorted(name for name, version in mine.items() if theirs.get(name) != version)
        said = ", ".join(f"{name} {mine[name]}, not {theirs.get(name)}" for name in other)
        note(f"note: here is {said}; bytes may differ for that alone")


def _print(bundle: Checked, compared: Compared | None) -> None:
    console = output()
    if compared is not None:
        made = table("Files that were run or made again", "File", "Bytes", "How")
        for path, same in compared.rerun.items():
            made.add_row(escape(path), SAME if same else _other(compared, path), "run again")
        for path, same in compared.made.items():
            if not same:
                made.add_row(escape(path), OTHER, "made again from the runs")
        show(made)
        agree = sum(compared.made.values())
        console.print(
            f"{counted(len(compared.runs), 'run')} chosen; of the files made from runs, {agree} of "
            f"{len(compared.made)} have the same bytes."
        )
    what = "whole" if compared is None or compared.same else "whole, but runs give other bytes"
    if compared is not None and compared.agrees and not compared.same:
        what += f", whose values agree to {max(compared.apart.values()):.0e} of each"
    console.print(
        escape(
            f"{bundle.kept.facts['question']}: {counted(len(bundle.digests), 'file')} as "
            "published, RO-Crate profile kept, made by this version of Narrows. "
            f"The bundle is {what}."
        ),
        soft_wrap=True,
    )
    console.print(f"SHA-256 of its manifest: {bundle.sha256}", soft_wrap=True)


def _other(compared: Compared, path: str) -> str:
    """How far a file with other bytes is apart."""
    apart = compared.apart.get(path)
    return OTHER if apart is None or isinf(apart) else f"{OTHER}, values within {apart:.0e}"


def _print_json(bundle: Checked, compared: Compared | None) -> None:
    print_json({
        "whole": True,
        "files": len(bundle.digests),
        "sha256": bundle.sha256,
        "version": bundle.about["version"],
        "published": bundle.about["published"],
        "rerun": None if compared is None else {
            "same": compared.same,
            "agrees": compared.agrees,
            "apart": {path: number_or_none(apart) for path, apart in compared.apart.items()},
            "runs": [{"point": point, "replicate": number} for point, number in compared.runs],
            "files": compared.rerun,
            "made": compared.made,
        },
    })  # fmt: skip
