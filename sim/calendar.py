"""A calendar of rows by the day on which something happens to them."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from sim.columns import NOBODY, Index


class Calendar:
    """Touches only those to whom something happens today."""

    def __init__(self) -> None:
        self._due: defaultdict[int, list[Index]] = defaultdict(list)

    def put(self, rows: Index, days: Index) -> None:
        """Note that each of ``rows`` is due on the matching one of ``days``."""
        if not rows.size:
            return
        order = np.argsort(days, kind="stable")
        sorted_days, sorted_rows = days[order], rows[order]
        starts = np.flatnonzero(np.diff(sorted_days, prepend=sorted_days[0] - 1))
        ends = [*starts[1:].tolist(), rows.size]
        for day, start, end in zip(
            sorted_days[starts].tolist(), starts.tolist(), ends, strict=True
        ):
            self._due[day].append(sorted_rows[start:end])

    def put_all(self, rows: Index, day: int) -> None:
        """Note that all of ``rows`` are due on ``day``."""
        if rows.size:
            self._due[day].append(rows)

    def take(self, day: int) -> Index:
        """Return and forget the rows due on ``day``, in order of row number."""
        groups = self._due.pop(day, None)
        if groups is None:
            return NOBODY
        return np.sort(np.concatenate(groups))
