"""What was seen up to the data cut-off: series as arrays, and figures of the evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from calibration.data_series.data_source import DataSource
from calibration.data_series.declared_series import DAYS, DEATHS, DETECTIONS, RED_DAYS, WEEKS
from calibration.data_series.declared_series import Series as Declared
from scenarios.evidence import CUT_OFF, load_evidence

Floats = NDArray[np.float64]
Days = NDArray[np.datetime64]


@dataclass(frozen=True)
class Series:
    """Columns of numbers by date, none later than the cut-off."""

    days: Days
    columns: dict[str, Floats]

    def __getitem__(self, column: str) -> Floats:
        return self.columns[column]

    def between(self, first: date, last: date) -> Series:
        """The rows of a period, both ends included."""
        stored = (self.days >= np.datetime64(first)) & (self.days <= np.datetime64(last))
        return Series(self.days[stored], {name: c[stored] for name, c in self.columns.items()})

    def of_year(self, year: int) -> Series:
        """The rows of a calendar year."""
        return self.between(date(year, 1, 1), date(year, 12, 31))

    @property
    def months(self) -> NDArray[np.int64]:
        """Calendar month of each row, 1 to 12."""
        return self.days.astype("datetime64[M]").astype(np.int64) % 12 + 1

    def by_month(self, column: str) -> tuple[Days, Floats]:
        """First days of the months, and the column's sum in each."""
        starts, index = np.unique(self.days.astype("datetime64[M]"), return_inverse=True)
        return starts.astype("datetime64[D]"), np.bincount(index, self[column], starts.size)


_READ: ContextVar[DataSource] = ContextVar("read", default=DataSource())  # noqa: B039
"""The data that are read here."""


@contextmanager
def reading(data: DataSource) -> Iterator[None]:
    """Read what was seen from some data, in place of the packaged series."""
    token = _READ.set(data)
    try:
        yield
    finally:
        _READ.reset(token)


def daily() -> Series:
    """People and boats arrived by day: ``arrivals``, ``boats``."""
    return _series(_READ.get(), DAYS)


def incidents() -> Series:
    """Fatal incidents at sea, one row each: ``dead_and_missing``."""
    return _series(_READ.get(), DEATHS)


def prevented() -> Series:
    """Weeks with preventions, by the Sunday that ends them."""
    return _series(_READ.get(), WEEKS)


def detections() -> Series:
    """Detections at the Union's borders by month and route."""
    return _series(_READ.get(), DETECTIONS)


def red_days() -> dict[int, float]:
    """Days of each calendar year on which crossings were rated likely."""
    rows = _READ.get().table(RED_DAYS).rows
    return {
        span.first.year: float(cells[0] or 0)
        for span, cells in rows.items()
        if span == (date(span.first.year, 1, 1), date(span.first.year, 12, 31))
    }


def value(entry: str, *keys: str) -> float:
    """A number of the evidence: its value, or the part of it that the keys lead to.

    Raises:
        ValueError: If the entry is later than the cut-off and so no observation.
    """
    found = load_evidence()[entry]
    if found.last_day > CUT_OFF:
        raise ValueError(f"{entry} is later than {CUT_OFF} and cannot be compared with")
    part: Any = found.value
    for key in keys:
        part = part[key]
    return float(part)


def span(entry: str) -> tuple[float, float]:
    """Range that an entry of the evidence gives."""
    found = load_evidence()[entry]
    if found.low is None or found.high is None:
        raise ValueError(f"{entry} has no range")
    return float(found.low), float(found.high)


@cache
def _series(data: DataSource, series: Declared) -> Series:
    """A series by the days that it is about, to the cut-off of the evidence."""
    days: list[str] = []
    cells: list[Sequence[int | None]] = []
    for span, counts in data.table(series).rows.items():
        when = span.last if series.step == "week" else span.first
        if when <= CUT_OFF:
            kept = [(count,) for count in counts] if series.is_incidents else [counts]
            days += [when.isoformat()] * len(kept)
            cells += kept
    values = np.array(cells, np.float64).reshape(len(days), len(series.columns))
    columns = {each.name: values[:, at] for at, each in enumerate(series.columns)}
    return Series(np.array(days, "datetime64[D]"), columns)
