"""Outcomes: what a run reports, each with unit, definition and what it counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import SupportsFloat

import numpy as np
from numpy.typing import NDArray

Daily = Mapping[str, NDArray[np.float64]]


@dataclass(frozen=True)
class Outcome:
    """A declared output.

    Attributes:
        unit: Unit of the value.
        counts: What is counted: people, attempts, boats, events, money or none of these.
        definition: What it is, in one sentence.
        measure: Value over a period, from the daily columns of that period.
    """

    name: str
    unit: str
    counts: str
    definition: str
    measure: Callable[[Daily], float]


def _total(column: str) -> Callable[[Daily], float]:
    return lambda daily: float(daily[column].sum())


def _mean(column: str) -> Callable[[Daily], float]:
    return lambda daily: float(np.nanmean(daily[column]))


def _last(column: str) -> Callable[[Daily], float]:
    return lambda daily: float(daily[column][-1])


def _ratio(above: str, below: tuple[str, ...], scale: float = 1.0) -> Callable[[Daily], float]:
    def measure(daily: Daily) -> float:
        total = sum(float(daily[column].sum()) for column in below)
        return scale * float(daily[above].sum()) / total if total > 0 else float("nan")

    return measure


def _days_with(column: str) -> Callable[[Daily], float]:
    return lambda daily: float((daily[column] > 0).sum())


_DECLARED = (
    Outcome("arrivals", "people", "people",
            "People landed in the United Kingdom.", _total("arrivals")),
    Outcome("boats_arrived", "boats", "boats",
            "Boats whose people, or survivors, were landed.", _total("boats_arrived")),
    Outcome("load_per_boat", "people/boat", "boats",
            "People landed for each boat arrived.", _ratio("arrivals", ("boats_arrived",))),
    Outcome("share_over_60", "share", "boats",
            "Share of boats arrived that landed more than 60 people.",
            _ratio("boats_arrived_over_60", ("boats_arrived",))),
    Outcome("attempts", "attempts", "attempts",
            "Tries to cross that ended in arrival, prevention, return or death; repeat tries of "
            "one person count again.", _total("attempts")),
    Outcome("preventions", "attempts", "attempts",
            "Tries stopped on the beach: people present when a launch was prevented.",
            _total("preventions")),
    Outcome("prevention_share", "share", "attempts",
            "Preventions over preventions and arrivals: a share of people-attempts.",
            _ratio("preventions", ("preventions", "arrivals"))),
    Outcome("prevention_event_share", "share", "events",
            "Launches prevented over launches prevented and boats arrived: a share of events.",
            _ratio("boats_seized_beach", ("boats_seized_beach", "boats_arrived"))),
    Outcome("returned", "attempts", "attempts",
            "Tries that ended back in France: turned back, or survivors of an incident.",
            _total("returned")),
    Outcome("deaths", "people", "people",
            "People who died in incidents at sea.", _total("deaths")),
    Outcome("deaths_per_1000_attempts", "people per 1,000 attempts", "people",
            "Deaths for each thousand attempts, those stopped on the beach among them: it falls "
            "when more are stopped, even if the crossing is no safer.",
            _ratio("deaths", ("attempts",), 1000.0)),
    Outcome("deaths_per_1000_at_sea", "people per 1,000 at sea", "people",
            "Deaths for each thousand people who left the beach, attempt by attempt: the risk of "
            "the crossing itself.",
            _ratio("deaths", ("arrivals", "returned", "deaths"), 1000.0)),
    Outcome("incidents", "incidents", "events",
            "Fatal incidents at sea.", _total("incidents")),
    Outcome("people_tried", "people", "people",
            "People who made their first counted attempt.", _total("people_tried")),
    Outcome("attempts_per_arrival", "attempts/person", "attempts",
            "Attempts for each person landed.", _ratio("attempts", ("arrivals",))),
    Outcome("left", "people", "people",
            "People who gave up the route, on land or on the coast.", _total("left")),
    Outcome("entered", "people", "people",
            "People bound for the Channel who entered the network.", _total("entered")),
    Outcome("interceptions", "events", "events",
            "Times a person was stopped on a land corridor.", _total("interceptions")),
    Outcome("boats_seized", "boats", "boats",
            "Boats taken upstream, in caches and on the beach.", _total("boats_seized")),
    Outcome("boats_seized_upstream", "boats", "boats",
            "Boats taken on the road, before they reached the coast.",
            _total("boats_seized_upstream")),
    Outcome("engines_seized", "engines", "engines",
            "Engines taken upstream, in caches and on the beach.", _total("engines_seized")),
    Outcome("boats_ordered", "boats", "boats", "Boats that suppliers sold.",
            _total("boats_ordered")),
    Outcome("boats_in_supply", "boats", "boats",
            "Boats on order or cached, mean over days.", _mean("boats_in_supply")),
    Outcome("boat_worth", "GBP/boat", "money",
            "What one more boat would add to the next launch, mean over gangs and days.",
            _mean("boat_worth")),
    Outcome("price", "GBP/person", "money",
            "Price of a seat, mean over gangs by size and over days.", _mean("price")),
    Outcome("gang_revenue", "GBP", "money",
            "What passengers paid gangs for the crossing.", _total("gang_revenue")),
    Outcome("gangs", "gangs", "gangs", "Gangs in the trade, mean over days.", _mean("gangs")),
    Outcome("cases", "cases", "events", "Cases opened on gangs.", _total("cases")),
    Outcome("arrests", "people", "people",
            "Gang members arrested in strikes.", _total("arrests")),
    Outcome("convictions", "people", "people",
            "Gang members convicted, whenever they were arrested.", _total("convictions")),
    Outcome("people_waiting", "people", "people",
            "People ready on the coast, mean over days.", _mean("people_waiting")),
    Outcome("days_waited", "days/person", "people",
            "Days of waiting on the coast for each person landed.",
            _ratio("person_days_waiting", ("arrivals",))),
    Outcome("active_days", "days", "events",
            "Days with at least one boat arrived.", _days_with("boats_arrived")),
    Outcome("arrivals_turkiye", "people", "people",
            "Arrivals of people who entered from the side of Turkiye and the Balkans.",
            _total("arrivals_turkiye")),
    Outcome("arrivals_central_mediterranean", "people", "people",
            "Arrivals of people who entered over the Central Mediterranean.",
            _total("arrivals_central_mediterranean")),
    Outcome("arrivals_visa_air", "people", "people",
            "Arrivals of people who entered by air on a visa.", _total("arrivals_visa_air")),
    Outcome("officers", "officers", "officers",
            "Officers and investigators at work, on the last day.", _last("officers")),
    Outcome("cost_gbp", "GBP", "money",
            "Public money spent by the interventions, beyond what was spent before them.",
            _total("cost_gbp")),
)  # fmt: skip

OUTCOMES: dict[str, Outcome] = {outcome.name: outcome for outcome in _DECLARED}
"""Every outcome by name, in the order of tables. Crossings and deaths stand together."""

DAILY_COLUMNS: tuple[str, ...] = (
    "entered", "left", "arrivals", "deaths", "attempts", "preventions", "returned",
    "people_tried",
    "interceptions", "people_moving", "people_waiting", "people_resting", "person_days_waiting",
    "arrivals_turkiye", "arrivals_central_mediterranean", "arrivals_visa_air",
    "boats_ordered", "engines_ordered", "boats_launched", "boats_arrived", "boats_arrived_over_60",
    "boats_seized", "boats_seized_upstream", "boats_seized_cache", "boats_seized_beach",
    "boats_turned_back", "boats_abandoned", "boats_in_supply",
    "engines_seized", "engines_abandoned", "engines_in_supply", "engines_used", "incidents",
    "price", "boat_worth", "gang_revenue", "gangs", "cases", "arrests", "convictions", "officers",
    "suitable_days", "cost_gbp",
)  # fmt: skip
"""Columns of the daily table, in order. Stocks are as at the end of the day, the rest are flows."""


class Recorder:
    """The daily table of one run.

    Args:
        days: Number of days, warm-up included.
    """

    def __init__(self, days: int) -> None:
        self._place = {name: place for place, name in enumerate(DAILY_COLUMNS)}
        self._table = np.zeros((days, len(DAILY_COLUMNS)))
        self._today = self._table[0]

    def begin(self, number: int) -> None:
        """Turn to day ``number`` of the run, from 0."""
        self._today = self._table[number]

    def add(self, column: str, amount: SupportsFloat) -> None:
        """Add to today's entry of ``column``."""
        self._today[self._place[column]] += float(amount)

    def today(self, column: str) -> float:
        """Today's entry of ``column``."""
        return float(self._today[self._place[column]])

    def daily(self, first: int = 0) -> dict[str, NDArray[np.float64]]:
        """Columns from day number ``first`` on."""
        return {name: self._table[first:, place] for name, place in self._place.items()}


def measure(daily: Daily) -> dict[str, float]:
    """All outcomes of the period that the daily columns cover."""
    return {name: outcome.measure(daily) for name, outcome in OUTCOMES.items()}
