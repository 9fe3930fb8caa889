"""Interventions: bring the named values to today."""

from __future__ import annotations

from sim.state import ModelState


def run(model: ModelState) -> None:
    """Apply what starts, grows or ends today; note what it costs."""
    if model.values.refresh(model.day):
        model.routes.stale = True
        model.redeploy = True
    model.record.add("cost_gbp", model.values.public_spending)
