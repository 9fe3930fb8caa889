"""The day on which a study was finished, kept beside its runs so that copies say the same.

It is a file of its own: whatever day a study is run on, all its other files have the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from runs.atomic_files import write_text
from runs.provenance import today
from scenarios.input_files import read_bounded

FILE = "finished.json"
MOST_BYTES = 1000
"""Longest file that is read."""


def finish_day(folder: Path) -> date | None:
    """The day in UTC on which all runs of a study were there; None if its folder names none."""
    try:
        return date.fromisoformat(json.loads(read_bounded(folder / FILE, MOST_BYTES))["finished"])
    except (OSError, ValueError, TypeError, LookupError, RecursionError):
        return None


def note_finish(folder: Path) -> None:
    """Note that a study is finished, today unless its folder names an earlier day."""
    if finish_day(folder) is None:
        _write(folder, today())


def note_joined(folder: Path, joined: Sequence[Path]) -> None:
    """Note when the last of the studies was finished that a study is joined from.

    It is today if one of them names no day: then it was not finished until now.
    """
    days = [finish_day(each) for each in joined]
    known = [day for day in days if day is not None]
    _write(folder, max(known) if len(known) == len(days) else today())


def forget_finish(folder: Path) -> None:
    """Remove the day, before runs are added."""
    (folder / FILE).unlink(missing_ok=True)


def _write(folder: Path, day: date) -> None:
    write_text(folder / FILE, json.dumps({"finished": day.isoformat()}) + "\n")
