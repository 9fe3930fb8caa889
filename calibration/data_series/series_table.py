"""A series as rows of counts: laid over another, cut at a day, and written as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from calibration.data_series.declared_series import Series
from calibration.data_series.spans import Span, written

Cells = tuple[int | None, ...]
"""Counts in the order of the series' columns, None where not stated; of incidents, all of a day."""


@dataclass(frozen=True)
class SeriesTable:
    """What a file, or the record, says of a series.

    Attributes:
        series: The series.
        rows: Counts by the days that they are about, in the order of time.
        first, last: Days that are covered; days of these without an incident had none.
    """

    series: Series
    rows: Mapping[Span, Cells]
    first: date
    last: date

    def until(self, last: date) -> SeriesTable | None:
        """The rows about days to ``last``, by date of observation; None if there are none."""
        rows = {span: cells for span, cells in self.rows.items() if span.last <= last}
        if self.first > last or not (rows or self.series.is_incidents):
            return None
        end = min(self.last, last)
        if self.series.is_continuous:
            end = max(span.last for span in rows)
        return replace(self, rows=rows, last=end)

    def laid_over(self, base: SeriesTable) -> SeriesTable:
        """The base, with the counts of this table wherever this table has any.

        Incidents of the base are replaced on all days that this table covers.
        """
        rows = dict(base.rows)
        if self.series.is_incidents:
            rows = {
                span: cells
                for span, cells in rows.items()
                if not self.first <= span.first <= self.last
            }
        for span, cells in self.rows.items():
            if span in rows and not self.series.is_incidents:
                pairs = zip(cells, rows[span], strict=True)
                cells = tuple(old if new is None else new for new, old in pairs)
            rows[span] = cells
        ordered = {span: rows[span] for span in sorted(rows)}
        first, last = min(self.first, base.first), max(self.last, base.last)
        return SeriesTable(self.series, ordered, first, last)

    def to_csv(self) -> str:
        """The plain CSV file of the series."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow([self.series.when, *(column.name for column in self.series.columns)])
        for span, cells in self.rows.items():
            when = written(self.series.step, span)
            lines = [(count,) for count in cells] if self.series.is_incidents else [cells]
            writer.writerows([when, *("" if c is None else c for c in line)] for line in lines)
        return text.getvalue()
