"""Numbers as people read them."""

from __future__ import annotations

import math

UNDEFINED = "undefined"
MINUS = "\N{MINUS SIGN}"

WHOLE = 100.0
"""Scale on which numbers are written without decimals."""


def amount(value: float, unit: str, scale: float | None = None) -> str:
    """A value with as many digits as it deserves; pounds with their sign, other units left out.

    Args:
        value: What to write.
        unit: Its unit.
        scale: Size that decides on digits, where several values stand together.
    """
    if not math.isfinite(value):
        return UNDEFINED
    size = abs(value) if scale is None else scale
    text = _money(abs(value), size) if unit.startswith("GBP") else _plain(abs(value), size)
    return MINUS + text if value < 0 and _is_nonzero(text) else text


def signed(value: float, unit: str, scale: float | None = None) -> str:
    """A difference, always with its sign unless it is zero."""
    text = amount(value, unit, scale)
    if value and not _is_nonzero(text):
        text = amount(value, unit)
    return f"+{text}" if value > 0 and _is_nonzero(text) else text


def span(low: float, high: float, unit: str) -> str:
    """An interval of a difference, or that there is none."""
    if not (math.isfinite(low) and math.isfinite(high)):
        return "no interval"
    scale = max(abs(low), abs(high))
    return f"{signed(low, unit, scale)} to {signed(high, unit, scale)}"


def percent(share: float, decimals: int = 0) -> str:
    """A share as a percentage, without a sign."""
    return f"{abs(share) * 100:.{decimals}f} %" if math.isfinite(share) else UNDEFINED


def signed_percent(change: float, decimals: int = 0) -> str:
    """A relative change as a percentage, with its sign unless it is zero."""
    text = percent(change, decimals)
    if not math.isfinite(change) or not _is_nonzero(text):
        return text
    return f"{MINUS if change < 0 else '+'}{text}"


def counted(number: int, what: str) -> str:
    """A count of something that makes its plural with s."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def rounded(value: float) -> float:
    """A value to three significant digits."""
    return float(f"{value:.3g}")


def _plain(value: float, size: float) -> str:
    if size == 0 or size >= 99.5:
        return f"{value:,.0f}"
    if size >= 9.95:
        return f"{value:.1f}"
    return f"{value:.2f}" if size >= 0.0995 else f"{value:.3f}"


def _money(value: float, size: float) -> str:
    if size >= 1e9:
        return f"£{value / 1e9:.2f}bn"
    return f"£{value / 1e6:.1f}m" if size >= 1e6 else f"£{value:,.0f}"


def _is_nonzero(text: str) -> bool:
    return any(digit in "123456789" for digit in text)
