"""Make the page of a study, and say how good its emulator is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rich.markup import escape

from experiments.emulator.study_emulator import emulate
from experiments.study.stored_study import open_study
from narrows.cli.command_line import CommandLine
from narrows.cli.console import output
from narrows.lever_page.build import TITLES, page
from runs.atomic_files import write_text
from runs.number_format import percent
from scenarios.errors import InputError


@dataclass(frozen=True)
class Request:
    """What was asked for, as typed."""

    study: str
    out: str | None
    scenario: str | None
    replace: bool


def make_page(line: CommandLine, request: Request) -> None:
    """Fit the emulators and write the page.

    Raises:
        InputError: If anything asked for is wrong; nothing has been written by then.
    """
    target = _target(line, request)
    try:
        kept = open_study(Path(request.study))
        emulator = emulate(kept, request.scenario)
    except InputError as error:
        raise line.at_argument(0, error.message) from None
    write_text(target, page(kept, emulator))
    console = output()
    console.print(escape(f"Page: {target}, {target.stat().st_size / 1e6:.1f} MB"))
    for name, effect in emulator.effects.items():
        explained, coverage = percent(effect.process.explained), percent(effect.coverage)
        console.print(
            escape(
                f"{TITLES[name]}: {explained} of points left out explained, {coverage} of them in "
                "the 90 % interval"
            )
        )


def _target(line: CommandLine, request: Request) -> Path:
    if not request.out:
        raise line.at_option("--out", "--out is missing or empty; give the file of the page")
    target = Path(request.out)
    if target.is_dir():
        raise line.at_option("--out", f"{target} is a folder; give a file such as page.html")
    if target.exists() and not request.replace:
        raise line.at_option("--out", f"{target} is there already; give another, or --replace too")
    if not target.parent.is_dir():
        raise line.at_option("--out", f"there is no folder {target.parent}; make it first")
    return target
