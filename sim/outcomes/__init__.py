"""Outcomes: what a run reports, each with unit, definition and what it counts."""

from __future__ import annotations

from sim.outcomes.crossings import CROSSINGS
from sim.outcomes.daily import DAILY_COLUMNS, FLOWS, STOCKS, Recorder
from sim.outcomes.declaration import Daily, Outcome
from sim.outcomes.enforcement import ENFORCEMENT
from sim.outcomes.journeys import JOURNEYS
from sim.outcomes.trade import TRADE

OUTCOMES: dict[str, Outcome] = {
    outcome.name: outcome for outcome in (*CROSSINGS, *JOURNEYS, *TRADE, *ENFORCEMENT)
}
"""Every outcome by name, in the order of tables. Crossings and deaths stand together."""


def measure(daily: Daily) -> dict[str, float]:
    """All outcomes of the period that the daily columns cover."""
    return {name: outcome.measure(daily) for name, outcome in OUTCOMES.items()}


__all__ = [
    "DAILY_COLUMNS", "FLOWS", "OUTCOMES", "STOCKS", "Daily", "Outcome", "Recorder", "measure",
]  # fmt: skip
