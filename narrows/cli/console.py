"""What is shown on the terminal: results on standard output, notes on standard error."""

from __future__ import annotations

import json
import os
import sys
from typing import Any

WIDTH_IN_PIPES = 160


def output() -> Any:
    """Console for results; wide where nobody's terminal limits it."""
    from rich.console import Console

    narrow = sys.stdout.isatty() or "COLUMNS" in os.environ
    return Console(width=None if narrow else WIDTH_IN_PIPES, highlight=False)


def print_json(value: Any) -> None:
    """Print one JSON document; undefined numbers must be None."""
    print(json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False))


def note(text: str) -> None:
    """Say something on standard error."""
    print(text, file=sys.stderr)
