"""The daily table of a run."""

from __future__ import annotations

from typing import SupportsFloat

import numpy as np
from numpy.typing import NDArray

FLOWS = (
    "entered", "left", "arrivals", "deaths", "expected_deaths", "attempts", "preventions",
    "returned", "people_tried",
    "interceptions", "gang_changes", "person_days_waiting",
    "arrivals_turkiye", "arrivals_central_mediterranean", "arrivals_visa_air",
    "arrivals_dkk", "arrivals_cqf", "arrivals_bol", "arrivals_som",
    "arrivals_beach", "arrivals_dispersed", "arrivals_taxi_boat",
    "passages_hungary", "passages_croatia", "passages_romania", "passages_trieste",
    "passages_ventimiglia",
    "boats_ordered", "engines_ordered", "boats_launched", "boats_launched_beach",
    "boats_launched_dispersed", "boats_launched_taxi_boat", "boats_arrived",
    "boats_arrived_over_60", "boats_turned_back", "boats_abandoned", "incidents",
    "boats_seized", "boats_seized_upstream", "boats_seized_store", "boats_seized_cache",
    "boats_seized_beach", "boats_seized_bulgaria", "boats_seized_romania", "boats_seized_austria",
    "boats_seized_germany", "boats_seized_low_countries", "boats_seized_france",
    "engines_seized", "engines_abandoned", "engines_used",
    "gang_revenue", "money_fares", "money_founded", "money_equipment", "money_wages", "money_ways",
    "money_frozen", "money_taken", "cost_gbp",
    "cases", "strikes", "case_days", "arrests", "charges", "convictions", "conviction_days",
    "released", "suitable_days",
)  # fmt: skip
"""What happened in a day."""

STOCKS = (
    "people_moving", "people_waiting", "people_resting", "boats_in_supply", "boats_in_store",
    "engines_in_supply", "price", "boat_worth", "person_worth", "cash", "escrow", "gangs",
    "concentration", "members", "in_custody", "ways_used", "open_cases", "officers",
    "officers_recruiting", "officers_training",
)  # fmt: skip
"""What there was at its end."""

DAILY_COLUMNS: tuple[str, ...] = (*FLOWS, *STOCKS)
"""Columns of the daily table, in order."""


class Recorder:
    """The daily table of one run.

    Args:
        days: Number of days, warm-up included.
    """

    def __init__(self, days: int) -> None:
        self._table = np.zeros((days, len(DAILY_COLUMNS)))
        self._number, self._today = 0, dict.fromkeys(DAILY_COLUMNS, 0.0)

    def begin(self, number: int) -> None:
        """Turn to day ``number`` of the run, from 0."""
        self._write_down()
        self._number, self._today = number, dict.fromkeys(DAILY_COLUMNS, 0.0)

    def add(self, column: str, amount: SupportsFloat) -> None:
        """Add to today's entry of ``column``."""
        self._today[column] += float(amount)

    def today(self, column: str) -> float:
        """Today's entry of ``column``."""
        return self._today[column]

    def daily(self, first: int = 0) -> dict[str, NDArray[np.float64]]:
        """Columns from day number ``first`` on."""
        self._write_down()
        return {name: self._table[first:, place] for place, name in enumerate(DAILY_COLUMNS)}

    def _write_down(self) -> None:
        self._table[self._number] = list(self._today.values())
