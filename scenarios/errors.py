"""Faults of what a user hands in: one line that says what is wrong and the fix."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sim.parameters import nearest

LIST_AT_MOST = 40


@dataclass(frozen=True, order=True)
class Location:
    """A place in a file; lines and columns count from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        """As compilers and editors write it."""
        return f"{self.file}:{self.line}:{self.column}"


class InputError(Exception):
    """A fault in a scenario, a table or a name that a user gave.

    As text it is one line: ``file:line:column: what is wrong; what is allowed``.

    Args:
        message: What is wrong and the fix.
        location: Where, if it is known; a name on a command line has no place in a file.
    """

    def __init__(self, message: str, location: Location | None = None) -> None:
        """Note the message and, if it is known, the place."""
        super().__init__(message, location)
        self.message = message
        self.location = location

    def with_location(self, location: Location) -> InputError:
        """The same fault, at a place."""
        return InputError(self.message, location)

    def __str__(self) -> str:
        """One line, whatever the message quotes."""
        text = self.message if self.location is None else f"{self.location}: {self.message}"
        return " ".join(text.splitlines())


def instead(name: str, known: Iterable[str]) -> str:
    """Say which known name would be right, as the end of a message about an unknown one."""
    names = list(known)
    if close := nearest(name, names):
        return close
    if len(names) <= LIST_AT_MOST:
        return f"; it must be one of {', '.join(names)}"
    return f"; the nearest are {', '.join(difflib.get_close_matches(name, names, 3, 0.0))}"


def shown(path: Path) -> str:
    """A path as it was written, or relative to the current folder where that is shorter."""
    return min(str(path), os.path.relpath(path), key=len)
