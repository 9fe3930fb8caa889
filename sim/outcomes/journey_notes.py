"""Notes of the journey: people on the way, and the corridors that gangs use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.core.kernels import kernel

if TYPE_CHECKING:
    from sim.schedule import Everything


@kernel
def note(w: Everything, row: Any) -> None:
    """Note how many people are on the way, and how many routes gangs use for them."""
    row.people_moving += w.hub_people.sum()
    row.people_resting += w.now[0].at_rest
    v = w.values[0]
    row.diverted += v.diverted_share * row.people_gave_up
    routes, active = 0, 0
    for gang in w.gangs:
        row.people_waiting += gang.waiting
        if gang.active:
            routes += gang.people_routes
            active += 1
    row.routes_used += routes / active if active else np.nan
