"""Daily columns by calendar month."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

MOST_TICKS = 6


@dataclass(frozen=True)
class Months:
    """Calendar months of a period.

    Attributes:
        starts: First day of each month.
        edges: Place of each month's first day in the period.
        whole: Whether the period covers all of each month shown.
    """

    starts: tuple[date, ...]
    edges: tuple[tuple[int, int], ...]
    whole: bool

    @property
    def ticks(self) -> dict[date, str]:
        """Some of the months, evenly chosen, with their labels."""
        step = -(-len(self.starts) // MOST_TICKS)
        return {start: f"{start:%b}\n{start:%Y}" for start in self.starts[::step]}

    def totals(self, daily: Floats) -> Floats:
        """Sum over the days of each month: (replicates, days) to (replicates, months)."""
        return np.stack([daily[:, a:b].sum(axis=1) for a, b in self.edges], axis=1)


def months(dates: list[date]) -> Months:
    """The whole months of a period; if it has fewer than two, its parts of months as well."""
    parts: list[tuple[date, tuple[int, int]]] = []
    index = 0
    for start, days in groupby(dates, lambda day: day.replace(day=1)):
        length = len(list(days))
        parts.append((start, (index, index + length)))
        index += length
    whole = [
        (start, (a, b))
        for start, (a, b) in parts
        if b - a == monthrange(start.year, start.month)[1]
    ]
    shown = whole if len(whole) > 1 else parts
    return Months(
        tuple(start for start, _ in shown), tuple(edge for _, edge in shown), shown == whole
    )
