"""Investigating agencies: how many cases on boat gangs they can work at once."""

from __future__ import annotations

from typing import Any

from sim.enforcement.effort import case_effort


def capacity(model: Any, agency: int) -> int:
    """Cases on boat gangs that an agency can have open at once, by its investigators now."""
    values = model.values
    on_boats = float(case_effort(model)[agency]) * model.world.agencies[agency].share_on_boats
    return int(on_boats * values.cases_per_investigator)
