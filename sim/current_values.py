"""Interventions: bring the named values to today."""

from __future__ import annotations

from sim.people.seasons import seasons
from sim.state import ModelState

ROUTING_VALUES = {
    "corridor_open", "day_cost", "stop_cost", "split_scale", "belief_prior_losses",
    "belief_prior_passages", "salience_decay", "salience_floor",
}  # fmt: skip
"""Values whose change makes gangs think again at once about ways."""
LOOKING_VALUES = {"officers", "liaison_leverage", "targeting"}
"""Values whose change moves officers at once."""


def run(model: ModelState) -> None:
    """Apply what starts, grows or ends today."""
    changed = model.values.refresh(model.day)
    model.stale |= bool(changed & ROUTING_VALUES)
    model.redeploy |= bool(changed & LOOKING_VALUES)
    if changed:
        follow(model)


def follow(model: ModelState) -> None:
    """Bring up to the named values what kernels read and follows from them alone."""
    values, world, spec = model.values, model.world, model.spec
    model.side_share[:] = [getattr(values, f"share_{side}") for side in world.sides]
    lead = int(values.entry_series_lead)
    if lead != model.lead:
        model.lead = lead
        model.seasons = seasons(world, spec.first_day, spec.days_in_all, lead)
    model.settled = False
