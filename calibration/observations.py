"""The public record as it stood on a day: arrivals, boats, preventions and deaths, in tables."""

from __future__ import annotations

from datetime import date
from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from scenarios.csv_tables import rows
from scenarios.evidence import CUT_OFF
from scenarios.world_tables import DATA

Floats = NDArray[np.float64]

MONTHLY = ("arrivals", "boats", "load", "active_days", "mean_run", "deaths", "incidents")
"""Columns of :meth:`Observations.monthly`."""

_BALKAN = "Western Balkan Route"


class Observations:
    """What was known at the end of a day; nothing about a later day can be read.

    The series come from editions that were revised since, so that a back-test knows small
    revisions of the months before its cut-off. Sources: ``scenarios/data/README.md``.

    Args:
        cutoff: Last day that may be known.

    Raises:
        ValueError: If ``cutoff`` is later than the project's own cut-off.
    """

    def __init__(self, cutoff: date = CUT_OFF) -> None:
        if cutoff > CUT_OFF:
            raise ValueError(f"cutoff is {cutoff}; it must be {CUT_OFF} or earlier")
        self.cutoff = cutoff

    @property
    def daily(self) -> pd.DataFrame:
        """Every day: ``arrivals`` (people), ``boats``, ``deaths`` (people), ``incidents``."""
        return _daily().loc[: self._last].copy()

    @property
    def weekly(self) -> pd.DataFrame:
        """Whole weeks by their Sunday, from May 2024.

        Columns ``arrivals`` (people), ``boats``, ``prevented`` (people-tries) and
        ``events_prevented`` (events); preventions are a French estimate that little verifies.
        """
        return _weekly().loc[: self._last].copy()

    @property
    def detections(self) -> pd.Series[float]:
        """Detections on the Western Balkan route by whole month; not people."""
        return _detections().loc[: self._last_month].copy()

    def monthly(self, first: date | None = None, last: date | None = None) -> pd.DataFrame:
        """Whole months from that of ``first`` to that of ``last``, both included.

        Columns: ``arrivals`` (people), ``boats``, ``load`` (people per boat; missing where no boat
        came), ``active_days`` (days with a boat), ``mean_run`` (days; mean length of runs of active
        days, cut at the ends of the month; missing without one), ``deaths`` (people, dead and
        missing), ``incidents`` (fatal incidents).

        Args:
            first: A day of the first month; the first of the record if not given.
            last: A day of the last month; the last that is known whole if not given.

        Raises:
            ValueError: If a month is asked for that is not known whole.
        """
        known = _monthly().loc[: self._last_month]
        start = known.index[0] if first is None else pd.Period(first, "M")
        end = known.index[-1] if last is None else pd.Period(last, "M")
        if start < known.index[0] or end > known.index[-1]:
            span = f"{known.index[0]} to {known.index[-1]}"
            raise ValueError(f"{start} to {end} is asked for; known on {self.cutoff}: {span}")
        return known.loc[start:end].copy()

    @property
    def _last(self) -> pd.Timestamp:
        return pd.Timestamp(self.cutoff)

    @property
    def _last_month(self) -> pd.Period:
        """Last month that is over at the end of the cut-off day."""
        return pd.Period(self._last + pd.Timedelta(days=1), "M") - 1


def runs(active: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Lengths of the runs of true values, in order; shape (runs,)."""
    steps = np.diff(np.concatenate([[0], active.astype(np.int8), [0]]))
    ends, starts = (np.flatnonzero(steps == sign) for sign in (-1, 1))
    return np.asarray(ends - starts, dtype=np.int64)


@cache
def _daily() -> pd.DataFrame:
    table = _read("channel_daily.csv", "date", ("arrivals", "boats"))
    tolls = _read("channel_deaths_at_sea_incidents.csv", "date", ("dead_and_missing",))
    by_day = tolls["dead_and_missing"].groupby(level=0)
    table["deaths"] = by_day.sum().reindex(table.index, fill_value=0.0)
    table["incidents"] = by_day.count().reindex(table.index, fill_value=0).astype(float)
    return table


@cache
def _weekly() -> pd.DataFrame:
    columns = ("arrivals", "boats", "prevented", "events_prevented")
    return _read("channel_prevented_weekly.csv", "week_ending", columns)


@cache
def _detections() -> pd.Series[float]:
    table = _read("frontex_detections_monthly.csv", "t", (_BALKAN,))
    months = pd.PeriodIndex(table.index, freq="M", name="month")
    return pd.Series(table[_BALKAN].to_numpy(), index=months, name="detections")


@cache
def _monthly() -> pd.DataFrame:
    daily = _daily()
    months = daily.groupby(pd.PeriodIndex(daily.index, freq="M", name="month"))
    table = months.sum()
    table["load"] = (table["arrivals"] / table["boats"]).where(table["boats"] > 0)
    active = [runs(month["boats"].to_numpy() > 0) for _, month in months]
    table["active_days"] = [float(lengths.sum()) for lengths in active]
    table["mean_run"] = [lengths.mean() if lengths.size else np.nan for lengths in active]
    return table.loc[:, list(MONTHLY)]


def _read(name: str, when: str, columns: tuple[str, ...]) -> pd.DataFrame:
    kept = list(rows(DATA / name))
    days = pd.DatetimeIndex([row.text(when) for row in kept], name=when)
    cells = {column: [row.number(column) for row in kept] for column in columns}
    return pd.DataFrame(cells, index=days).sort_index()
