"""The daily table of a run."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, SupportsFloat

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


ROW = np.dtype([(name, "f8") for name in DAILY_COLUMNS])
"""One day, as kernels take it: its columns by name."""


class Recorder:
    """The daily table of one run.

    Attributes:
        table: One row a day, with its columns by name.
        cells: The same numbers, shape (days, columns), for columns that are known by their place.

    Args:
        days: Number of days, warm-up included.
    """

    def __init__(self, days: int) -> None:
        self.table = np.zeros(days, dtype=ROW)
        self._row = self.table[0]

    @property
    def cells(self) -> NDArray[np.float64]:
        """All numbers, shape (days, columns)."""
        return self.table.view(np.float64).reshape(self.table.size, len(DAILY_COLUMNS))

    def begin(self, number: int) -> None:
        """Turn to day ``number`` of the run, from 0."""
        self.turn_to(number)
        self.table[number] = np.zeros((), dtype=ROW)

    def turn_to(self, number: int) -> None:
        """Turn to a day that kernels have begun."""
        self._row = self.table[number]

    def add(self, column: str, amount: SupportsFloat) -> None:
        """Add to today's entry of ``column``."""
        self._row[column] += float(amount)

    def today(self, column: str) -> float:
        """Today's entry of ``column``."""
        return float(self._row[column])

    def daily(self, first: int = 0) -> dict[str, NDArray[np.float64]]:
        """Columns from day number ``first`` on."""
        return {name: self.table[name][first:] for name in DAILY_COLUMNS}

    def __deepcopy__(self, memo: dict[int, Any]) -> Recorder:
        twin = Recorder(self.table.size)
        twin.table[:] = self.table
        return twin


def places(names: Iterable[str]) -> NDArray[np.int64]:
    """Where columns stand in the table."""
    return np.array([DAILY_COLUMNS.index(name) for name in names], dtype=np.int64)
