"""Intervals and bands as coordinates for the page's small charts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from runs.number_format import MINUS, signed, span

UNKNOWN = "\N{EN DASH}"
"""What stands where there is no number."""
WIDTH = 200.0
MARGIN = 8.0


def bar(low: float | None, mean: float | None, high: float | None) -> list[list[str]]:
    """An interval, its mean and zero on a bar of ``WIDTH``: what each is, and its path."""
    ends = [end for end in (low, mean, high) if end is not None]
    least, most = min([0.0, *ends]), max([0.0, *ends])
    width = (most - least) or 1.0

    def at(value: float) -> float:
        return MARGIN + (value - least) / width * (WIDTH - 2 * MARGIN)

    parts = [["axis", f"M0,11H{WIDTH:.0f}"], ["zero", f"M{at(0.0):.1f},2V20"]]
    if low is not None and high is not None:
        parts.append(
            ["span", f"M{at(low):.1f},7H{max(at(high), at(low) + 1):.1f}v8H{at(low):.1f}z"]
        )
    if mean is not None:
        parts.append(["mean", f"M{at(mean) - 1.5:.1f},3h3v16h-3z"])
    return parts


INTERVALS = {
    "simultaneous": "95 %", "single": "95 %, this alone", "range": "90 % of replicates",
}  # fmt: skip
"""What the ends of a difference are, in words."""


def content(card: dict[str, Any]) -> dict[str, Any]:
    """A difference as its bar, and in figures."""
    kept, unit = card["difference"], card["unit"]
    low, mean, high = kept["low"], kept["mean"], kept["high"]
    ends = [abs(end) for end in (low, mean, high) if end is not None]
    known = low is not None and high is not None
    return {
        "bar": bar(low, mean, high),
        "id": card["id"],
        "direction": card["direction"],
        "mean": UNKNOWN if mean is None else signed(mean, unit, max(ends)),
        "interval": f"{INTERVALS[card['interval']]}: {span(low, high, unit)}"
        if known
        else "no interval",
        "verdict": card["verdict"],
    }


HEIGHT, LEFT, RIGHT, TOP = 108.0, 46.0, 396.0, 6.0
LETTERS = 16.0
"""Height of figures on an axis: nearer to zero none is written."""


def band(
    low: Sequence[float], mean: Sequence[float], high: Sequence[float], labels: Sequence[str]
) -> dict[str, Any]:
    """A difference over time with its interval, as paths; about a hundred points.

    Args:
        low: Lower end of the interval, at even steps of time.
        mean: Mean.
        high: Upper end.
        labels: What stands at the beginning and the end of time.
    """
    step = max(len(mean) // 100, 1)
    days = [*range(0, len(mean) - 1, step), len(mean) - 1]
    least, most = min(0.0, *low), max(0.0, *high)
    size = (most - least) or 1.0

    def index(day: int, value: float) -> str:
        x = LEFT + day / max(len(mean) - 1, 1) * (RIGHT - LEFT)
        return f"{x:.1f},{TOP + (most - value) / size * (HEIGHT - TOP):.1f}"

    forth = [index(day, high[day]) for day in days]
    back = [index(day, low[day]) for day in reversed(days)]
    return {
        "band": f"M{'L'.join([*forth, *back])}Z",
        "mean": f"M{'L'.join(index(day, mean[day]) for day in days)}",
        "ticks": [
            [round(TOP + (most - value) / size * (HEIGHT - TOP), 1), short(value)]
            for value in (most, 0.0, least)
            if value == 0.0 or abs(value) / size * (HEIGHT - TOP) > LETTERS
        ],
        "labels": [[LEFT, labels[0], "start"], [RIGHT, labels[1], "end"]],
    }


def short(value: float) -> str:
    """A figure for an axis."""
    size = abs(value)
    sign = MINUS if value < 0 else ""
    if size >= 10_000:
        return f"{sign}{size / 1000:.0f}k"
    return f"{sign}{size:,.0f}" if size >= 10 or size == 0 else f"{sign}{size:.1f}"
