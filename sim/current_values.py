"""Interventions: bring the named values to today."""

from __future__ import annotations

from sim.core.parameter import OnChange
from sim.enforcement.effort import case_effort, search_effort
from sim.people.seasons import seasons
from sim.scenario_values import ON_CHANGE
from sim.state import ModelState


def run(model: ModelState) -> None:
    """Apply what starts, grows or ends today."""
    changed = model.values.refresh(model.day)
    wakes = {ON_CHANGE.get(name) for name in changed}
    model.stale |= OnChange.ROUTES in wakes
    model.redeploy |= OnChange.OFFICERS in wakes
    if changed:
        follow(model)


def follow(model: ModelState) -> None:
    """Bring up to the named values what kernels read and follows from them alone."""
    values, world, scenario = model.values, model.world, model.run_scenario
    model.side_share[:] = [getattr(values, f"share_{side}") for side in world.sides]
    model.searching, model.investigating = search_effort(values, world), case_effort(values, world)
    lead = int(values.entry_series_lead)
    if lead != model.lead:
        model.lead = lead
        model.seasons = seasons(world, scenario.first_day, scenario.days_in_all, lead)
    model.settled = False
