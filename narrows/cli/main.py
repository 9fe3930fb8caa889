"""The command ``narrows``: its commands, and what becomes of faults."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Annotated

import typer

from narrows.cli.command_line import PROGRAM, CommandLine
from narrows.cli.commands.allocate import allocate
from narrows.cli.commands.backtest import backtest
from narrows.cli.commands.calibrate import calibrate
from narrows.cli.commands.compare import compare
from narrows.cli.commands.data import data
from narrows.cli.commands.diff import diff
from narrows.cli.commands.displacement import displacement
from narrows.cli.commands.evidence import evidence
from narrows.cli.commands.forecast import forecast, score
from narrows.cli.commands.identifiability import identifiability
from narrows.cli.commands.list import show
from narrows.cli.commands.page import page
from narrows.cli.commands.patterns import patterns
from narrows.cli.commands.publish import publish
from narrows.cli.commands.query import query
from narrows.cli.commands.run import run
from narrows.cli.commands.sbc import sbc
from narrows.cli.commands.study import study
from narrows.cli.commands.trace import trace
from narrows.cli.commands.validate import validate
from narrows.cli.commands.verify import verify
from narrows.cli.commands.view import view
from narrows.cli.console import note, noting_renamed, prepare_output
from narrows.cli.help_text import PlainCommand, PlainGroup
from narrows.cli.library_folders import provide_folders

FAILED, BAD_INPUT, INTERRUPTED, NOBODY_READS = 1, 2, 130, 141
FULL = (errno.ENOSPC, errno.EDQUOT)
NO_TEMPORARY = "No usable temporary directory"
"""How Python says that it found none."""

app = typer.Typer(
    name=PROGRAM,
    cls=PlainGroup,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    no_args_is_help=False,
    context_settings={"max_content_width": 100},
)
COMMANDS: dict[str, dict[str, Callable[..., None]]] = {
    "Ask what a policy changes": {
        "run": run,
        "compare": compare,
        "displacement": displacement,
        "trace": trace,
        "study": study,
        "query": query,
        "diff": diff,
        "allocate": allocate,
        "forecast": forecast,
        "forecast score": score,
        "view": view,
    },
    "See what the model rests on": {"list": show, "evidence": evidence},
    "Fit the model and check it": {
        "calibrate": calibrate,
        "validate": validate,
        "patterns": patterns,
        "backtest": backtest,
        "sbc": sbc,
        "identifiability": identifiability,
    },
    "Publish and check": {"publish": publish, "page": page, "verify": verify},
}
"""All commands, by what they are for."""
for _purpose, _commands in COMMANDS.items():
    for _name, _command in _commands.items():
        app.command(_name, cls=PlainCommand, rich_help_panel=_purpose)(_command)
app.add_typer(data, rich_help_panel="Fit the model and check it")


def _version(wanted: bool) -> None:
    if wanted:
        from sim import __version__

        print(f"{PROGRAM} {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Compare policies on people-smuggling networks and small boats across the Channel.

    It compares policies in aggregate, under stated assumptions. It is not a forecast.

    Example: narrows compare baseline bsc-package --replicates 20
    """


def main(words: Sequence[str] | None = None) -> None:
    """Run a command line and exit.

    0 is done, 1 failed, 2 bad input, 130 interrupted, 141 output that nobody reads.

    Args:
        words: The words after the program's name; those of this process, if absent.
    """
    given = sys.argv[1:] if words is None else list(words)
    sys.exit(_run(CommandLine(given or ["--help"], _flags())))


def _run(line: CommandLine) -> int:
    from scenarios.errors import InputError

    prepare_output()
    provide_folders()
    try:
        with noting_renamed():
            code = app(args=list(line.words), prog_name=PROGRAM, standalone_mode=False, obj=line)
        sys.stdout.flush()
    except (BrokenPipeError, SystemExit):  # typer makes the one the other
        return _nobody_reads()
    except InputError as error:
        return _say(error, BAD_INPUT)
    except typer.TyperException as error:
        return _say(line.from_typer(error), BAD_INPUT)
    except KeyboardInterrupt:
        code = INTERRUPTED
    except Exception as error:
        if os.environ.get("NARROWS_DEBUG"):
            raise
        return _say(_fault(error), FAILED)
    if code == INTERRUPTED:
        _say("interrupted; nothing half-written is left", INTERRUPTED)
    return int(code or 0)


def _fault(error: Exception) -> str:
    if isinstance(error, OSError) and error.errno in FULL:
        where = f" at {error.filename}" if error.filename else ""
        return (
            f"the disk is full{where}; free some space and give the same command again: it goes on "
            "from what is finished, and nothing half-written is left"
        )
    if isinstance(error, FileNotFoundError) and NO_TEMPORARY in str(error):
        return "no folder for temporary files can be written; set TMPDIR to one that can"
    if isinstance(error, MemoryError):
        return "the memory is used up; give fewer --workers, or ask for less at once"
    if isinstance(error, ModuleNotFoundError) and error.name:
        name = error.name.partition(".")[0]
        return f"{name} is not installed; run make setup in a clone, or install Narrows again"
    text = " ".join(f"{type(error).__name__}: {error}".split())
    return f"{text}; set NARROWS_DEBUG=1 to see where"


def _say(what: object, code: int) -> int:
    with suppress(BrokenPipeError):
        note(str(what))
    return code


def _nobody_reads() -> int:
    """End quietly when the reader of the output has gone, such as ``head``."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    with suppress(OSError, ValueError):
        os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
    return NOBODY_READS


def _flags() -> set[str]:
    """Options of all commands that take no value."""
    commands, flags = [typer.main.get_command(app)], set[str]()
    while commands:
        command = commands.pop()
        commands += getattr(command, "commands", {}).values()
        for parameter in command.params:
            if getattr(parameter, "is_flag", False):
                flags |= set(parameter.opts)
    return flags | {"--help", "--version"}


if __name__ == "__main__":
    main()
