"""Which cut-off a fit may have, and how it is typed."""

from __future__ import annotations

from datetime import date

from calibration.fitting import BEGIN
from scenarios.evidence import CUT_OFF

EARLIEST = date(BEGIN.year, 12, 31)
"""First cut-off of a fit, which needs a year."""
CUTOFF_RULE = f"a date from {EARLIEST} to {CUT_OFF}"


def read_cutoff(text: str) -> date:
    """The cut-off of a fit, as typed.

    Raises:
        ValueError: If it is no such date; :data:`CUTOFF_RULE` says what is allowed.
    """
    cutoff = date.fromisoformat(text)
    if not EARLIEST <= cutoff <= CUT_OFF:
        raise ValueError(f"{text} is not {CUTOFF_RULE}")
    return cutoff
