"""What several commands ask of their options."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date

from calibration.fitting import BEGIN
from scenarios.evidence import CUT_OFF

EARLIEST = date(BEGIN.year, 12, 31)
"""First cut-off of a fit, which needs a year."""
CUTOFF_RULE = f"a date from {EARLIEST} to {CUT_OFF}"


def read_cutoff(text: str) -> date:
    """The cut-off of a fit, as typed.

    Raises:
        ValueError: If it is no such date; :data:`CUTOFF_RULE` says what would be right.
    """
    cutoff = date.fromisoformat(text)
    if not EARLIEST <= cutoff <= CUT_OFF:
        raise ValueError(f"{text} is not {CUTOFF_RULE}")
    return cutoff


def cutoff(text: str) -> date:
    """:func:`read_cutoff` for an option of argparse."""
    try:
        return read_cutoff(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not {CUTOFF_RULE}") from None


def number(least: int, most: int) -> Callable[[str], int]:
    """A whole number between two bounds, for an option of argparse."""

    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit()) or not least <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"{text} is not a whole number from {least} to {most}")
        return int(text)

    return read
