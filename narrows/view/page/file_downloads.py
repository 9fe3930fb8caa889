"""Files that a visitor can take along: what the engine writes, for the browser to save."""

from __future__ import annotations

import base64
import uuid

from narrows.view import downloads
from narrows.view.effect_summary import Findings
from narrows.view.paired_worlds import Worlds
from scenarios.errors import InputError

OFFERED = {
    "effects.csv": "Effects with intervals (CSV)",
    "outcomes.parquet": "Outcomes of every replicate (Parquet)",
    "flows.csv": "Where the flow went (CSV)",
    "days.csv": "This pair of worlds, day by day (CSV)",
    "days.parquet": "This pair of worlds, day by day (Parquet)",
    "effects.png": "Figure of the effects (PNG)",
    "effects.svg": "Figure of the effects (SVG)",
}
"""Files by name, with what is said of them."""
TYPES = {**downloads.FORMATS, **downloads.IMAGES}


def made(
    what: str, scenario: str, findings: Findings | None, worlds: Worlds | None
) -> dict[str, str]:
    """A file: its name, its type, and its bytes in base 64.

    Args:
        what: One of ``OFFERED``.
        scenario: What the scenario is called in names of files.
        findings: What the paired replicates say so far.
        worlds: The pair of worlds that is shown.

    Raises:
        InputError: If there is no such file, or not yet.
    """
    if what not in OFFERED:
        raise InputError("there is no such file")
    kind, _, suffix = what.partition(".")
    kept = _days(suffix, worlds) if kind == "days" else _of(kind, suffix, findings)
    return _file(f"narrows-{scenario}-{what}", TYPES[suffix], kept)


def of_text(name: str, text: str) -> dict[str, str]:
    """A file of text, as :func:`made` gives one."""
    return _file(name, "text/yaml", text.encode())


def _file(name: str, kind: str, kept: bytes) -> dict[str, str]:
    content = base64.b64encode(kept).decode()
    return {"name": name, "type": kind, "bytes": content, "made": uuid.uuid4().hex}


def _days(suffix: str, worlds: Worlds | None) -> bytes:
    if worlds is None:
        raise InputError("the worlds are still warming up; try again in a moment")
    return downloads.days(worlds, suffix)


def _of(kind: str, suffix: str, findings: Findings | None) -> bytes:
    if findings is None:
        raise InputError("there are no effects yet; try again after the first paired replicates")
    make = downloads.figure if suffix in downloads.IMAGES else downloads.table
    return make(kind, suffix, findings)
