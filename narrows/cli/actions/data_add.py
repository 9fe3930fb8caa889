"""Add a file to the data folder, after showing what it would change."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from calibration.data_series.addition import Addition, Request, SeriesAddition, prepare
from calibration.data_series.spans import Span, period
from narrows.cli.actions.data_options import (
    as_day,
    at_end,
    days_of,
    in_words,
    new_rows,
    open_folder,
)
from narrows.cli.command_line import CommandLine
from narrows.cli.console import note, say

SHOWN = 20
"""Revisions and improbable counts that are listed; --all lists every one."""
ANSWERS = ("y", "yes")


@dataclass(frozen=True, kw_only=True)
class Options:
    """What was typed beside the file."""

    folder: str | None
    yes: bool
    until: str | None
    covers: str | None
    published: str | None
    source: str | None
    licence: str | None
    everything: bool


def add_file(line: CommandLine, file: str, options: Options) -> None:
    """Show what a file would change, and write it if that is wanted.

    Raises:
        InputError: For a fault of the file, an option or the folder, or if nobody answers.
    """
    folder, today = open_folder(line, options.folder, may_be_new=True), date.today()
    request = Request(
        path=Path(file),
        until=as_day(line, "--until", options.until),
        covers=_covers(line, options.covers),
        published=_published(line, options.published, today),
        source=options.source,
        licence=options.licence,
    )
    addition = prepare(folder, request, today)
    _show(addition, options.everything)
    same = addition.same
    if same == addition.vintage:
        note(f"{folder.path} holds this file already, as {same.name}; nothing was written")
    elif not (options.yes or _is_wanted(line, folder.path)):
        note("nothing was written")
    elif same is not None:
        corrected = folder.correct(same, addition.vintage)
        say(f"Corrected {same.name} in {folder.path}: it is {corrected.name} now")
    else:
        written = folder.add(addition.vintage, addition.tables)
        say(f"Added to {folder.path} as {written.name}")


def _covers(line: CommandLine, text: str | None) -> Span | None:
    if text is None:
        return None
    try:
        return period(text)
    except ValueError:
        message = f"--covers is {text!r}; it must be two days, as 2024-11-01..2025-10-31"
        raise line.at_option("--covers", message) from None


def _published(line: CommandLine, text: str | None, today: date) -> date | None:
    day = as_day(line, "--published", text)
    if day is not None and day > today:
        message = f"--published is {day}, later than today; give the day of the edition"
        raise line.at_option("--published", message)
    return day


def _is_wanted(line: CommandLine, folder: Path) -> bool:
    say(f"Add this to {folder}? [y/N] ", end="")
    answer = sys.stdin.readline()
    if not answer:
        say()
        raise at_end(line, "nothing was written, since nobody answered; give --yes to add the file")
    return answer.strip().casefold() in ANSWERS


def _show(addition: Addition, everything: bool) -> None:
    vintage = addition.vintage
    say(f"{vintage.file}: {addition.title}")
    say(f"Source: {vintage.source}. Licence: {vintage.licence}. SHA-256: {vintage.sha256}")
    for part in addition.parts:
        say()
        _show_part(part, None if everything else SHOWN)
    if addition.newer:
        names = ", ".join(addition.newer)
        say(f"\nOlder than {names}: its counts show only where those have none")
    say()


def _show_part(part: SeriesAddition, most: int | None) -> None:
    series, comparison = part.table.series, part.comparison
    say(f"{series.name}: {days_of(series, part.table)}")
    say(f"  held: {days_of(series, part.stored)}")
    say(f"  new: {new_rows(comparison)}")
    say(f"  unchanged: {comparison.same:,}")
    revised = [in_words(series, revision) for revision in comparison.revised]
    _list("revised", revised, most)
    say("  missing or doubled: none")
    _list("improbable", part.improbable, most)
    if part.partial_week is not None:
        monday, days = part.partial_week
        say(f"  last week: from {monday}, cut short after {days} of 7 days")
    for text in part.notes:
        say(f"  note: {text}")


def _list(what: str, texts: Sequence[str], most: int | None) -> None:
    say(f"  {what}: {f'{len(texts):,}' if texts else 'none'}")
    for text in texts[:most]:
        say(f"    {text}")
    if most is not None and len(texts) > most:
        say(f"    and {len(texts) - most:,} more; --all lists them")
