"""Six events of the past that tell whether the model answers as the trade did."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from calibration.data_series.data_source import DataSource
from calibration.measures import STATISTICS, Period, Table
from calibration.posterior import Posterior
from calibration.validation import past_worlds
from runs.comparison_design import Comparison
from runs.intervals import Interval, interval
from sim.interventions.value_change import Change
from sim.scenario import Scenario

Floats = NDArray[np.float64]
Number = Callable[[Table], Floats]
"""One number of a daily table by draw, shape (draws,)."""

DEAR, CLIMATE = "engines-costlier", "usual-weather"
OPERATION, TAKEDOWN = (shock.name for shock in past_worlds.past_shocks())
"""Names of the worlds beside the past as it was fitted."""

DEAR_FROM = date(2023, 3, 1)
DEAR_WITHIN = 420
"""Days until May 2024, the other end of the rise that was told (P278)."""
COST_FACTOR = 3.0
"""Engines five times as dear (P278), where they are half of what a boat costs (P279 P280)."""


@dataclass(frozen=True)
class PastEvent:
    """An event, a number that it moved, and what was seen of that number.

    Attributes:
        title: What happened.
        measure: What the number is, in words.
        number: Works it out from a daily table.
        sign: Direction that was seen: 1 up, -1 down, 0 no loss beyond ``margin``.
        stands_for_it: What the model is given for the event.
        source: Evidence ids or files.
        seen: Lowest and highest value seen; worked out from the record if None.
        world: Name of the world that the event happened in; the past as it was fitted if None.
        without: World in which it did not happen, which tells what it adds; the past as it was
            fitted if None.
        alone: Whether the number is judged by itself, since it is a change already.
        margin: Largest fall that counts as none.
    """

    title: str
    measure: str
    number: Number
    sign: int
    stands_for_it: str
    source: str
    seen: tuple[float, float] | None = None
    world: str | None = None
    without: str | None = None
    alone: bool = False
    margin: float = 0.0


@dataclass(frozen=True)
class Judgement:
    """What the draws say of an event.

    Attributes:
        event: The event.
        seen: Lowest and highest value seen.
        median, low, high: The number in the event's world: median and 90 % interval of draws.
        effect: Mean of what is judged for its direction, with its 95 % interval.
    """

    event: PastEvent
    seen: tuple[float, float]
    median: float
    low: float
    high: float
    effect: Interval

    @property
    def in_direction(self) -> bool:
        """Whether the whole interval of the effect lies where it was seen."""
        if self.event.sign == 0:
            return self.effect.low >= -self.event.margin
        return self.effect.direction == self.event.sign

    @property
    def in_size(self) -> bool:
        """Whether what was seen reaches into the interval of the draws."""
        return self.low <= self.seen[1] and self.seen[0] <= self.high


def design(replicates: int, posterior: Posterior, data: DataSource | None = None) -> Comparison:
    """Draws over the past as it was fitted, and over the worlds that events are judged by."""
    past = past_worlds.past(replicates, posterior, data)
    return replace(past, scenarios=(*past.scenarios, *_worlds(past.baseline)))


def _worlds(past: Scenario) -> tuple[Scenario, ...]:
    costlier = Change(
        start=DEAR_FROM, value="boat_cost", multiply=COST_FACTOR, days_to_effect=DEAR_WITHIN
    )
    usual = {**past.parameters, "weather": "climate"}
    return (
        replace(past, name=DEAR, interventions=(*past.interventions, costlier)),
        replace(past, name=CLIMATE, parameters=usual),
    )


def judge(tables: Mapping[str, Table], record: Table) -> list[Judgement]:
    """Set every event beside the draws.

    Args:
        tables: Daily tables of the worlds of :func:`design` by name, the past first.
        record: What was seen, as a table.
    """
    past, *_ = tables.values()
    found = []
    for event in EVENTS:
        there = event.number(tables[event.world] if event.world else past)
        without = tables[event.without] if event.without else past
        effect = there if event.alone else there - event.number(without)
        low, median, high = np.quantile(there, (0.05, 0.5, 0.95)).tolist()
        seen = event.seen or (float(event.number(record)[0]),) * 2
        found.append(Judgement(event, seen, median, low, high, interval(effect)))
    return found


def _of(statistic: str, period: Period) -> Number:
    return lambda table: STATISTICS[statistic](table, period)[:, 0]


def _between(statistic: str, before: Period, after: Period) -> Number:
    return lambda table: _of(statistic, after)(table) - _of(statistic, before)(table)


def _over(amount: Number, base: Number) -> Number:
    return lambda table: amount(table) / base(table)


def _total(column: str, first: date, last: date) -> Number:
    return lambda table: table.total(column, Period(first, last))[:, 0]


def _load(year: int) -> Number:
    days = date(year, 1, 1), date(year, 5, 31)
    return _over(_total("arrivals", *days), _total("boats_arrived", *days))


EVENTS = (
    PastEvent(
        title="Engines grow costly, March 2023 to May 2024",
        measure="people per boat from January to May 2024 over those months of 2023",
        number=_over(_load(2024), _load(2023)),
        sign=1,
        stands_for_it=f"boats with their engines {COST_FACTOR:g} times as dear by May 2024",
        source="P278 P279 P280 channel_daily.csv",
        world=DEAR,
    ),
    PastEvent(
        title="The Serbian police operation of November 2023",
        measure="passages out of the Western Balkans from November to January over the three "
        "months before, against a year earlier",
        number=_of("balkan_change", Period(date(2023, 11, 1), date(2024, 1, 31), beside=-1)),
        sign=-1,
        stands_for_it="more looking and stopping at Belgrade and Subotica, which fades",
        source="P213 P254 frontex_detections_monthly.csv",
        world=OPERATION,
    ),
    PastEvent(
        title="The takedown of July 2022",
        measure="arrivals from July to September over the three months before, against 2023",
        number=_of("arrivals_change", Period(date(2022, 7, 1), date(2022, 9, 30), beside=1)),
        sign=0,
        margin=0.1,
        stands_for_it="the gang whose share is nearest to a tenth of the market, removed whole",
        source="P288 P313 channel_daily.csv",
        world=TAKEDOWN,
    ),
    PastEvent(
        title="The shift to taxi-boats, 2023 to 2025",
        measure="taxi-boats among boats that arrived, January to October 2025 less all of 2023",
        number=_between(
            "taxi_boat_share",
            Period(date(2023, 1, 1), date(2023, 12, 31)),
            Period(date(2025, 1, 1), date(2025, 10, 31)),
        ),
        sign=1,
        stands_for_it="nothing: gangs learn which method gets away",
        source="P172 P422",
        seen=(0.35 - 0.035, 0.55 - 0.035),
        alone=True,
    ),
    PastEvent(
        title="Calm weeks in the autumn of 2024: 26 red days of 31, and 3 a year before",
        measure="arrivals from 11 October to 10 November 2024 over the same days of 2023",
        number=_over(
            _total("arrivals", date(2024, 10, 11), date(2024, 11, 10)),
            _total("arrivals", date(2023, 10, 11), date(2023, 11, 10)),
        ),
        sign=1,
        stands_for_it="the weather as it was, beside the usual weather of the season",
        source="weather_days.csv channel_daily.csv",
        without=CLIMATE,
    ),
    PastEvent(
        title="After the agreement with France of August 2025",
        measure="share of people prevented in the twelve weeks from 4 August less the thirteen "
        "before",
        number=_between(
            "prevention_share",
            Period(date(2025, 5, 5), date(2025, 8, 3)),
            Period(date(2025, 8, 4), date(2025, 10, 26)),
        ),
        sign=-1,
        stands_for_it="returns as they were, and gangs that learn",
        source="P418 channel_prevented_weekly.csv",
        alone=True,
    ),
)
