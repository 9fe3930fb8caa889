"""Numbers as JSON has them."""

from __future__ import annotations

import math

from runs.intervals import Interval


def number_or_none(value: float) -> float | None:
    """A number for JSON: None if it is undefined."""
    return value if math.isfinite(value) else None


def interval_as_json(found: Interval) -> dict[str, float | None]:
    """A mean with the ends of its interval."""
    return {
        "mean": number_or_none(found.mean),
        "low": number_or_none(found.low),
        "high": number_or_none(found.high),
    }
