"""The public record as it stood on a day: arrivals, boats, preventions and deaths, in tables."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from calibration.data_series.data_source import DataSource
from calibration.data_series.declared_series import DAYS, DEATHS, DETECTIONS, WEEKS
from calibration.data_series.series_table import SeriesTable
from calibration.data_series.spans import written

Floats = NDArray[np.float64]

MONTHLY = ("arrivals", "boats", "load", "active_days", "mean_run", "deaths", "incidents")
"""Columns of :meth:`Observations.monthly`."""

_BALKAN = "Western Balkan Route"


class Observations:
    """What was known at the end of a day; nothing about a later day can be read.

    The series come from editions that were revised since, so that a back-test knows small
    revisions of the months before its cut-off. Sources: ``scenarios/data/README.md``.

    Args:
        cutoff: Last day that may be known, by date of observation; that of the data if not given.
        data: Where the series are read from; the packaged ones if not given.

    Raises:
        ValueError: If ``cutoff`` is later than the last day of arrivals.
        InputError: If the data folder cannot be read.
    """

    def __init__(self, cutoff: date | None = None, data: DataSource | None = None) -> None:
        self.data = DataSource() if data is None else data
        self._record, latest = _record(self.data), self.data.last_day
        self.cutoff = latest if cutoff is None else cutoff
        if self.cutoff > latest:
            raise ValueError(f"cutoff is {cutoff}; it must be {latest} or earlier")

    def until(self, cutoff: date) -> Observations:
        """The same record as it stood on an earlier day.

        Raises:
            ValueError: If the day is later than the record's own cut-off.
        """
        if cutoff > self.cutoff:
            raise ValueError(f"cutoff is {cutoff}; it must be {self.cutoff} or earlier")
        earlier = copy(self)
        earlier.cutoff = cutoff
        return earlier

    @property
    def last_days(self) -> dict[str, date]:
        """Last day that is known of each series, by its name; series not yet begun are left out."""
        found = {DAYS.name: self.cutoff, DEATHS.name: min(self._record.deaths_to, self.cutoff)}
        if len(self.weekly):
            found[WEEKS.name] = self.weekly.index[-1].date()
        if len(self.detections):
            found[DETECTIONS.name] = self.detections.index[-1].end_time.date()
        return found

    @property
    def daily(self) -> pd.DataFrame:
        """Every day: ``arrivals`` (people), ``boats``, ``deaths`` (people), ``incidents``.

        Deaths and incidents are missing after the last day of their own series.
        """
        return self._record.daily.loc[: self._last].copy()

    @property
    def weekly(self) -> pd.DataFrame:
        """Whole weeks by their Sunday, from May 2024.

        Columns ``arrivals`` (people), ``boats``, ``prevented`` (people-tries) and
        ``events_prevented`` (events); preventions are a French estimate that little verifies.
        """
        return self._record.weekly.loc[: self._last].copy()

    @property
    def detections(self) -> pd.Series[float]:
        """Detections on the Western Balkan route by whole month; not people."""
        return self._record.detections.loc[: self._last_month].copy()

    def monthly(self, first: date | None = None, last: date | None = None) -> pd.DataFrame:
        """Whole months from that of ``first`` to that of ``last``, both included.

        Columns: ``arrivals`` (people), ``boats``, ``load`` (people per boat; missing where no boat
        came), ``active_days`` (days with a boat), ``mean_run`` (days; mean length of runs of active
        days, cut at the ends of the month; missing without one), ``deaths`` (people, dead and
        missing), ``incidents`` (fatal incidents); the last two are missing where a day of them is.

        Args:
            first: A day of the first month; the first of the record if not given.
            last: A day of the last month; the last that is known whole if not given.

        Raises:
            ValueError: If a month is asked for that is not known whole.
        """
        known = self._record.monthly.loc[: self._last_month]
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


@dataclass(frozen=True)
class _Record:
    """All that is stored, to be left unchanged; columns as :class:`Observations` gives them."""

    daily: pd.DataFrame
    weekly: pd.DataFrame
    detections: pd.Series[float]
    monthly: pd.DataFrame
    deaths_to: date


@cache
def _record(data: DataSource) -> _Record:
    tables = {series: data.table(series) for series in (DAYS, WEEKS, DEATHS, DETECTIONS)}
    daily = _daily(tables[DAYS], tables[DEATHS])
    detections = _frame(tables[DETECTIONS])[_BALKAN]
    months = pd.PeriodIndex(detections.index, freq="M", name="month")
    return _Record(
        daily=daily,
        weekly=_frame(tables[WEEKS]),
        detections=pd.Series(detections.to_numpy(), index=months, name="detections"),
        monthly=_monthly(daily),
        deaths_to=tables[DEATHS].last,
    )


def _daily(days: SeriesTable, deaths: SeriesTable) -> pd.DataFrame:
    table = _frame(days)
    known = (table.index >= pd.Timestamp(deaths.first)) & (table.index <= pd.Timestamp(deaths.last))
    by_day = {pd.Timestamp(span.first): np.array(c, float) for span, c in deaths.rows.items()}
    people = {day: counts.sum() for day, counts in by_day.items()}
    incidents = {day: float(counts.size) for day, counts in by_day.items()}
    for name, numbers in (("deaths", people), ("incidents", incidents)):
        column = pd.Series(numbers, dtype=np.float64).reindex(table.index, fill_value=0.0)
        table[name] = column.where(known)
    return table


def _whole_sum(values: pd.Series[float]) -> float:
    """The sum, missing if a value is."""
    return float(values.sum(skipna=False))


def _monthly(daily: pd.DataFrame) -> pd.DataFrame:
    months = daily.groupby(pd.PeriodIndex(daily.index, freq="M", name="month"))
    table = months.agg(_whole_sum)
    table["load"] = (table["arrivals"] / table["boats"]).where(table["boats"] > 0)
    active = [runs(month["boats"].to_numpy() > 0) for _, month in months]
    table["active_days"] = [float(lengths.sum()) for lengths in active]
    table["mean_run"] = [lengths.mean() if lengths.size else np.nan for lengths in active]
    return table.loc[:, list(MONTHLY)]


def _frame(table: SeriesTable) -> pd.DataFrame:
    """A series by its days, weeks or months; what is not stated is missing."""
    series = table.series
    when = [written(series.step, span) for span in table.rows]
    index = pd.DatetimeIndex(when, name=series.when)
    cells = np.array(list(table.rows.values()), dtype=np.float64)
    return pd.DataFrame(cells, index=index, columns=[column.name for column in series.columns])
