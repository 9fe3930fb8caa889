"""What is shown on the terminal: results on standard output, progress on standard error."""

from __future__ import annotations

import json
import math
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

WIDTH_IN_PIPES = 160
SECONDS_BETWEEN_LINES = 15.0


def output() -> Any:
    """Console for results; wide where nobody's terminal limits it."""
    from rich.console import Console

    narrow = sys.stdout.isatty() or "COLUMNS" in os.environ
    return Console(width=None if narrow else WIDTH_IN_PIPES, highlight=False)


def print_json(value: Any) -> None:
    """Print one JSON document; undefined numbers must be None."""
    print(json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False))


def number_or_none(value: float) -> float | None:
    """A number for JSON: None if it is undefined."""
    return value if math.isfinite(value) else None


def note(text: str) -> None:
    """Say something on standard error."""
    print(text, file=sys.stderr)


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """Show how far long work is: a bar with time left, or a line now and then in a log.

    Args:
        what: What is counted, in the plural.

    Yields:
        A function to be told of items done and items in all.
    """
    if not sys.stderr.isatty():
        yield _lines(what)
        return
    from rich import progress as bars
    from rich.console import Console

    columns = (
        bars.TextColumn("{task.description}"),
        bars.BarColumn(),
        bars.MofNCompleteColumn(),
        bars.TimeElapsedColumn(),
        bars.TimeRemainingColumn(),
        bars.TextColumn("left"),
    )
    with bars.Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _lines(what: str) -> Callable[[int, int], None]:
    begun = last = time.monotonic()

    def report(done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last < SECONDS_BETWEEN_LINES or done == total:
            return
        last = now
        left = (now - begun) / done * (total - done)
        note(f"{done} of {total} {what} done, about {left:.0f} s left")

    return report
