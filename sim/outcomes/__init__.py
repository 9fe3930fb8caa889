"""Outcomes: what a run reports, each with unit, definition and what it counts."""

from __future__ import annotations

from sim.outcomes.crossing_outcomes import CROSSINGS
from sim.outcomes.daily_table import DAILY_COLUMNS, FLOWS, STOCKS, Recorder
from sim.outcomes.enforcement_outcomes import ENFORCEMENT
from sim.outcomes.journey_outcomes import JOURNEYS
from sim.outcomes.outcome import Daily, Outcome
from sim.outcomes.trade_outcomes import TRADE

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
