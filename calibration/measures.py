"""What targets are about: numbers worked out alike from a run's daily table and from the record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from calibration.observations import Observations

Floats = NDArray[np.float64]

BALKANS = ("passages_hungary", "passages_croatia", "passages_romania")
"""Columns of passages out of the Western Balkans, which detections there are set beside."""

_DAILY = {
    "arrivals": "arrivals",
    "boats_arrived": "boats",
    "deaths": "deaths",
    "incidents": "incidents",
}
_WEEKLY = {"preventions": "prevented", "events_prevented": "events_prevented"}


@dataclass(frozen=True)
class Period:
    """Days from first to last, both included.

    Attributes:
        first, last: The days.
        beside: Years to the same days of another year, which a change is set against; 0 for none.
    """

    first: date
    last: date
    beside: int = 0

    @property
    def days(self) -> int:
        """Number of days."""
        return (self.last - self.first).days + 1

    @property
    def before(self) -> Period:
        """As many calendar months, just before; for periods of whole months."""
        after = self.last + timedelta(1)
        months = 12 * (after.year - self.first.year) + after.month - self.first.month
        return self.moved(-months)

    @property
    def other_year(self) -> Period:
        """The same months, ``beside`` years on."""
        return self.moved(12 * self.beside)

    def moved(self, months: int) -> Period:
        """Whole months, so many months later."""
        first, after = (later(day, months) for day in (self.first, self.last + timedelta(1)))
        return Period(first, after - timedelta(1), self.beside)


def later(day: date, months: int) -> date:
    """The same day of the month, so many months later."""
    number = 12 * day.year + day.month - 1 + months
    return date(number // 12, number % 12 + 1, day.day)


@dataclass(frozen=True)
class Table:
    """Daily columns by name, each of shape (replicates, days), from a first day on.

    Names are those of :data:`scenarios.packaged_places.DAILY_COLUMNS`.
    """

    first: date
    columns: Mapping[str, Floats]

    def within(self, column: str, period: Period) -> Floats:
        """A column's days of a period: shape (replicates, days).

        Raises:
            ValueError: If the table has no such column or does not hold the whole period.
        """
        if column not in self.columns:
            raise ValueError(f"there is no column {column!r}")
        values = np.atleast_2d(self.columns[column])
        start = (period.first - self.first).days
        if start < 0 or start + period.days > values.shape[-1]:
            last = self.first + timedelta(values.shape[-1] - 1)
            raise ValueError(
                f"{period.first} to {period.last} is not within {self.first} to {last}"
            )
        return values[:, start : start + period.days]

    def total(self, column: str, period: Period) -> Floats:
        """A column's sum over a period: shape (replicates, 1)."""
        return self.within(column, period).sum(axis=1, keepdims=True)


Statistic = Callable[[Table, Period], Floats]
"""Numbers of a period by replicate: shape (replicates, parts)."""


def observed(observations: Observations) -> Table:
    """The record as a table of one replicate, with the names of the model's columns.

    A week's preventions stand on its Sunday and a month's detections, all under
    ``passages_hungary``, on its first day; days of which nothing is known are missing.
    """
    daily = observations.daily
    weekly, detections = observations.weekly, observations.detections
    first = np.datetime64(daily.index[0], "D")
    days = first + np.arange(len(daily))
    columns = {name: daily[seen].to_numpy(np.float64) for name, seen in _DAILY.items()}
    for name, seen in _WEEKLY.items():
        column = np.full(days.size, np.nan)
        sundays = daily.index.get_indexer(weekly.index)
        column[sundays[:, None] - np.arange(7)] = 0.0
        column[sundays] = weekly[seen]
        columns[name] = column
    month = days.astype("datetime64[M]")
    known = dict(zip(detections.index.astype(str), detections, strict=True))
    of_month = np.array([known.get(str(m), np.nan) for m in month])
    columns |= dict.fromkeys(BALKANS, 0.0 * of_month)
    columns[BALKANS[0]] = np.where(days == month, of_month, 0.0 * of_month)
    return Table(first.item(), {name: values[None] for name, values in columns.items()})


def by_part(values: Floats, first: date, months: int) -> Floats:
    """Sums over the calendar's parts of so many months: shape (replicates, parts).

    The first and last part are cut where the days end.
    """
    days = np.datetime64(first) + np.arange(values.shape[-1])
    parts = days.astype("datetime64[M]").astype(np.int64) // months
    starts = np.flatnonzero(np.diff(parts, prepend=parts[0] - 1))
    return np.add.reduceat(values, starts, axis=-1)


def _sums(column: str, months: int) -> Statistic:
    return lambda table, period: by_part(table.within(column, period), period.first, months)


def ratio(above: Floats, below: Floats) -> Floats:
    """Quotient, missing where the lower part is 0."""
    return np.divide(above, below, out=np.full(np.shape(above), np.nan), where=below > 0)


def quarterly_load(table: Table, period: Period) -> Floats:
    """People per boat by quarter; missing in a quarter without boats."""
    people, boats = (_sums(name, 3)(table, period) for name in ("arrivals", "boats_arrived"))
    return ratio(people, boats)


def monthly_active_days(table: Table, period: Period) -> Floats:
    """Days with a boat by month."""
    active = table.within("boats_arrived", period) > 0
    return by_part(active.astype(np.float64), period.first, 1)


def active_run(table: Table, period: Period) -> Floats:
    """Mean length of runs of days with a boat, in days, cut at the ends of the period."""
    active = table.within("boats_arrived", period) > 0
    starts = active.copy()
    starts[:, 1:] &= ~active[:, :-1]
    return ratio(*(days.sum(axis=1, keepdims=True).astype(np.float64) for days in (active, starts)))


def _total(column: str) -> Statistic:
    return lambda table, period: table.total(column, period)


def _share(taken: str, *others: str) -> Statistic:
    def share(table: Table, period: Period) -> Floats:
        part = table.total(taken, period)
        return ratio(part, part + sum(table.total(other, period) for other in others))

    return share


def boats_seized_inland(table: Table, period: Period) -> Floats:
    """Boats seized in transit, in store and near the coast, but not on the beach."""
    taken = ("boats_seized_upstream", "boats_seized_cache")
    return np.asarray(sum(table.total(name, period) for name in taken))


def bulgarian_boats(table: Table, period: Period) -> Floats:
    """Boats seized between Istanbul and Sofia and on roads from there."""
    return table.total("boats_seized_bulgaria", period)


def mean_price(table: Table, period: Period) -> Floats:
    """Mean over days of the price per seat, GBP."""
    return table.within("price", period).mean(axis=1, keepdims=True)


def _change(amount: Statistic) -> Statistic:
    """A period over the one before, against the same quotient of another year if one is given."""

    def once(table: Table, period: Period) -> Floats:
        return ratio(amount(table, period), amount(table, period.before))

    def change(table: Table, period: Period) -> Floats:
        found = once(table, period)
        return ratio(found, once(table, period.other_year)) if period.beside else found

    return change


def _arrivals(table: Table, period: Period) -> Floats:
    return table.total("arrivals", period)


def people_per_event(table: Table, period: Period) -> Floats:
    """People stopped for each event prevented."""
    return ratio(table.total("preventions", period), table.total("events_prevented", period))


def _load(table: Table, period: Period) -> Floats:
    return ratio(_arrivals(table, period), table.total("boats_arrived", period))


def _out_of_balkans(table: Table, period: Period) -> Floats:
    return np.asarray(sum(table.total(name, period) for name in BALKANS))


STATISTICS: dict[str, Statistic] = {
    "monthly_arrivals": _sums("arrivals", 1),
    "half_yearly_arrivals": _sums("arrivals", 6),
    "monthly_boats": _sums("boats_arrived", 1),
    "quarterly_load": quarterly_load,
    "monthly_active_days": monthly_active_days,
    "active_run": active_run,
    "prevention_share": _share("preventions", "arrivals"),
    "prevention_event_share": _share("events_prevented", "boats_arrived"),
    "people_per_event": people_per_event,
    "preventions": _total("preventions"),
    "events_prevented": _total("events_prevented"),
    "taxi_boat_share": lambda table, period: ratio(
        table.total("boats_arrived_taxi_boat", period), table.total("boats_arrived", period)
    ),
    "share_over_60": lambda table, period: ratio(
        table.total("boats_arrived_over_60", period), table.total("boats_arrived", period)
    ),
    "upstream_share": _share("boats_seized_upstream", "boats_launched"),
    "boats_seized_inland": boats_seized_inland,
    "bulgarian_boats": bulgarian_boats,
    "croatia_share": _share("passages_croatia", "passages_hungary"),
    "monthly_deaths": _sums("deaths", 1),
    "yearly_deaths": _sums("deaths", 12),
    "yearly_incidents": _sums("incidents", 12),
    "mean_price": mean_price,
    "arrivals_change": _change(_arrivals),
    "load_change": _change(_load),
    "price_change": _change(mean_price),
    "balkan_change": _change(_out_of_balkans),
    "balkan_yearly_change": lambda table, period: ratio(
        _out_of_balkans(table, period), _out_of_balkans(table, period.moved(-12))
    ),
}
"""Statistics by name."""

GROWING = frozenset(
    name
    for name in STATISTICS
    if name.startswith(("monthly_", "quarterly_", "yearly_")) or name == "active_run"
)
"""Those that say something of a period cut short: a part for each month, say, or a mean."""
