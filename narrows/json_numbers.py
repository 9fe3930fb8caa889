"""Numbers as JSON has them."""

from __future__ import annotations

import math


def number_or_none(value: float) -> float | None:
    """A number for JSON: None if it is undefined."""
    return value if math.isfinite(value) else None
