"""Interventions: bring the named values to today."""

from __future__ import annotations

from sim.state import ModelState

ROUTING_VALUES = {
    "corridor_open", "day_cost", "stop_cost", "split_scale", "belief_prior_losses",
    "belief_prior_passages", "salience_decay", "salience_floor",
}  # fmt: skip
"""Values whose change makes gangs think again at once about ways."""
LOOKING_VALUES = {"officers", "liaison_leverage", "targeting"}
"""Values whose change moves officers at once."""


def run(model: ModelState) -> None:
    """Apply what starts, grows or ends today; note what it costs."""
    changed = model.values.refresh(model.day)
    model.routes.stale |= bool(changed & ROUTING_VALUES)
    model.redeploy |= bool(changed & LOOKING_VALUES)
    model.record.add("cost_gbp", model.values.public_spending)
