"""Which cut-off a fit may have, and how it is typed."""

from __future__ import annotations

from datetime import date

from calibration.data_series.data_source import DataSource
from calibration.past_scenario import BEGIN

EARLIEST = date(BEGIN.year, 12, 31)
"""First cut-off of a fit, which needs a year."""


def cutoff_rule(data: DataSource) -> str:
    """Which cut-offs some data allow, in words."""
    return f"a date from {EARLIEST} to {data.last_day}"


def read_cutoff(text: str, data: DataSource) -> date:
    """The cut-off of a fit, as typed.

    Raises:
        ValueError: If it is no such date; :func:`cutoff_rule` says what is allowed.
    """
    cutoff = date.fromisoformat(text)
    if not EARLIEST <= cutoff <= data.last_day:
        raise ValueError(f"{text} is not {cutoff_rule(data)}")
    return cutoff
