"""What was seen up to the data cut-off: carried series as arrays, and figures of the evidence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenarios.csv_tables import rows
from scenarios.evidence import CUT_OFF, load_evidence
from scenarios.world_tables import DATA

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


@cache
def daily() -> Series:
    """People and boats arrived by day: ``arrivals``, ``boats``."""
    return _read("channel_daily.csv", "date", ("arrivals", "boats"))


@cache
def incidents() -> Series:
    """Fatal incidents at sea, one row each: ``dead_and_missing``."""
    return _read("channel_deaths_at_sea_incidents.csv", "date", ("dead_and_missing",))


@cache
def prevented() -> Series:
    """Weeks with preventions, by the Sunday that ends them."""
    columns = ("arrivals", "boats", "prevented", "events_prevented")
    return _read("channel_prevented_weekly.csv", "week_ending", columns)


@cache
def detections() -> Series:
    """Detections at the Union's borders by month and route."""
    routes = ("Western Balkan Route", "Eastern Mediterranean Route", "Central Mediterranean Route")
    return _read("frontex_detections_monthly.csv", "t", routes, lambda text: f"{text}-01")


@cache
def red_days() -> dict[int, float]:
    """Days of each year on which crossings were rated likely."""
    named = list(rows(DATA / "weather_days.csv"))
    years = [row for row in named if row.text("period").isdigit()]
    return {int(row.text("period")): row.number("red") for row in years}


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


def _read(
    name: str, when: str, columns: tuple[str, ...], as_day: Callable[[str], str] = str
) -> Series:
    kept = [row for row in rows(DATA / name) if as_day(row.text(when)) <= CUT_OFF.isoformat()]
    days = np.array([as_day(row.text(when)) for row in kept], "datetime64[D]")
    return Series(days, {c: np.array([row.number(c) for row in kept]) for c in columns})
