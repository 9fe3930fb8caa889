"""Show or write the headers of plain tables."""

from __future__ import annotations

from pathlib import Path

from calibration.data_series.declared_series import SERIES
from calibration.data_series.templates import template
from narrows.cli.command_line import CommandLine
from runs.atomic_files import write_text
from scenarios.errors import InputError, Location, instead, shown


def give_templates(line: CommandLine, series: str | None, out: str | None) -> None:
    """Print the templates, or write one file each; no file is overwritten.

    Raises:
        InputError: If there is no such series, or a file is there already or cannot be written.
    """
    if series is not None and series not in SERIES:
        raise line.at_argument(1, f"there is no series {series!r}{instead(series, SERIES)}")
    wanted = [SERIES[series]] if series else list(SERIES.values())
    if out is None:
        print("\n".join(template(each) for each in wanted), end="")
        return
    paths = [Path(out) / f"{each.name}.csv" for each in wanted]
    for path in paths:
        if path.exists():
            raise InputError("the file is there already; name another folder", _at(path))
    for each, path in zip(wanted, paths, strict=True):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_text(path, template(each))
        except OSError as error:
            reason = (error.strerror or "it cannot be written").lower()
            raise InputError(f"{reason}; name a folder that can be written", _at(path)) from None
        print(path)


def _at(path: Path) -> Location:
    return Location(shown(path))
