"""Daily columns by calendar month."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
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

    @property
    def are_whole(self) -> tuple[bool, ...]:
        """Whether the period covers all of a month, by month."""
        return tuple(
            end - begin == monthrange(start.year, start.month)[1]
            for start, (begin, end) in zip(self.starts, self.edges, strict=True)
        )

    def totals(self, daily: Floats) -> Floats:
        """Sum over the days of each month: (replicates, days) to (replicates, months)."""
        return np.stack([daily[:, a:b].sum(axis=1) for a, b in self.edges], axis=1)


def months(dates: list[date]) -> Months:
    """The whole months of a period; if it has fewer than two, its parts of months as well."""
    every = all_months(dates)
    rows = zip(every.starts, every.edges, every.are_whole, strict=True)
    whole = [(start, edge) for start, edge, is_whole in rows if is_whole]
    if len(whole) < 2:
        return every
    return Months(tuple(start for start, _ in whole), tuple(edge for _, edge in whole), True)


def all_months(dates: list[date]) -> Months:
    """The months of a period, those of which it covers a part among them."""
    starts, edges, index = [], [], 0
    for start, days in groupby(dates, lambda day: day.replace(day=1)):
        length = len(list(days))
        starts.append(start)
        edges.append((index, index + length))
        index += length
    found = Months(tuple(starts), tuple(edges), False)
    return replace(found, whole=all(found.are_whole))
