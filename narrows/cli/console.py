"""What is shown on the terminal: results on standard output, notes on standard error.

Text that came with a file may hold anything. What would steer a terminal is shown as an escape, and
signs that the output cannot encode are replaced by plain ones.
"""

from __future__ import annotations

import codecs
import io
import json
import os
import re
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO

from scenarios.earlier_names import RenamedWarning

WIDTH_IN_PIPES = 160
STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""Characters that steer a terminal, turn the direction of text, or are none at all."""
REPLACEMENT = "narrows-plain"
PLAIN = {
    "\u2212": "-", "\u2013": "-", "\u2014": "-", "\u2010": "-", "\u2011": "-", "\u00d7": "x",
    "\u2026": "...", "\u2192": "->", "\u00b1": "+/-", "\u2264": "<=", "\u2265": ">=",
    "\u00a3": "GBP ", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2018": "'",
    "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2022": "*", "\u25cf": "*",
    "\u00b7": ".", "\u00bd": "1/2", "\u00b2": "2",
}  # fmt: skip
"""Signs that the product writes, for an output that is not UTF-8."""


def prepare_output() -> None:
    """Make both outputs replace what they cannot encode, so that nothing shown ends in an error."""
    codecs.register_error(REPLACEMENT, _plain_signs)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=REPLACEMENT)


def visible(text: str) -> str:
    """The text with what would steer a terminal shown as an escape."""
    return STEERING.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


def output() -> Any:
    """Console for results; wide where nobody's terminal limits it."""
    from rich.console import Console

    class Safe(Console):
        def render_str(self, text: str, **options: Any) -> Any:
            return super().render_str(visible(text), **options)

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    narrow = sys.stdout.isatty() or "COLUMNS" in os.environ
    return Safe(width=None if narrow else WIDTH_IN_PIPES, highlight=False)


def json_text(value: Any, indent: int | None = None) -> str:
    """A value as JSON that any output can take; undefined numbers must be None."""
    text = json.dumps(value, indent=indent, ensure_ascii=False, allow_nan=False)
    if not _is_unicode():
        return json.dumps(value, indent=indent, allow_nan=False)
    return STEERING.sub(lambda found: found[0] if found[0] == "\n" else _escaped(found[0]), text)


def print_json(value: Any) -> None:
    """Print one JSON document; undefined numbers must be None."""
    print(json_text(value, indent=2))


def say(text: str = "", end: str = "\n") -> None:
    """Print plain text on standard output."""
    print(visible(text), end=end, flush=True)


def note(text: str) -> None:
    """Say something on standard error."""
    print(visible(text), file=sys.stderr)


@contextmanager
def noting_renamed() -> Iterator[None]:
    """Say on standard error, once each, which names of before were used."""
    with warnings.catch_warnings():
        warnings.simplefilter("once", RenamedWarning)
        usual = warnings.showwarning

        def show(
            message: Warning | str, category: type[Warning], filename: str, lineno: int,
            file: TextIO | None = None, line: str | None = None,
        ) -> None:  # fmt: skip
            if issubclass(category, RenamedWarning):
                note(f"note: {message}")
            else:
                usual(message, category, filename, lineno, file, line)

        warnings.showwarning = show
        yield


def _escaped(sign: str) -> str:
    return f"\\u{ord(sign):04x}"


def _is_unicode() -> bool:
    return (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "") == "utf8"


def _plain_signs(error: UnicodeError) -> tuple[str, int]:
    """Handler of signs that an output cannot encode."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    signs = error.object[error.start : error.end]
    return "".join(PLAIN.get(sign, "?") for sign in signs), error.end
