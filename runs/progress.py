"""How far long work is: what work tells, and how it is shown on standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[int, int], None]
"""Called with items done and items in all."""
SECONDS_BETWEEN_LINES = 15.0


@contextmanager
def progress(what: str) -> Iterator[Progress]:
    """Show how far long work is: a bar with time left, or a line now and then in a log.

    Args:
        what: What is counted, in the plural.

    Yields:
        A function to be called with items done and items in all.
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


def silent(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


def stretch(
    progress: Progress | None, before: int = 0, total: int | None = None, each: int = 1
) -> Progress:
    """Progress of one stretch of work as that of the whole.

    Args:
        progress: Of the whole, if anybody watches.
        before: Items of the whole that were done before the stretch.
        total: Items of the whole; those before and those of the stretch if None.
        each: Items of the whole that one item of the stretch stands for.
    """
    watched = progress or silent

    def report(done: int, of: int) -> None:
        whole = before + of * each if total is None else total
        watched(min(before + done * each, whole), whole)

    return report


def _lines(what: str) -> Progress:
    begun = last = time.monotonic()

    def report(done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last < SECONDS_BETWEEN_LINES or done in (0, total):
            return
        last = now
        left = (now - begun) / done * (total - done)
        print(f"{done} of {total} {what} done, about {left:.0f} s left", file=sys.stderr)

    return report
