"""How long scenarios that are compared run on after the last day that counts."""

from __future__ import annotations

from collections.abc import Sequence

from sim.scenario import Scenario

RUN_OUT_DAYS = 180
"""Days of run-out, if neither the caller nor a scenario says."""


def with_run_out(scenarios: Sequence[Scenario], days: int | None) -> list[Scenario]:
    """Scenarios with the run-out asked for; if none is, the longest of their own, or the usual."""
    if days is None:
        days = max(each.run_out_days for each in scenarios) or RUN_OUT_DAYS
    return [each.with_run_out(days) for each in scenarios]
