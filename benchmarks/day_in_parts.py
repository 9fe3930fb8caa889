"""A day of the model part by part, for those who look at it or time it between the parts."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.core.day_context import Launches
from sim.launching import launch_decision
from sim.schedule import cross, decide, enter, judge, reach_the_coast
from sim.simulation import Simulation

PARTS = ("room", "decisions", "entries", "on land", "launch decisions", "crossing", "close")
"""Names of the parts, in the order in which they are done."""


def day_in_parts(model: Simulation) -> Iterator[Launches | None]:
    """Run one day, and stop after each of ``PARTS``, with the launches once they are decided."""
    model.begin_day()
    model.make_room()
    model.record.turn_to(model.day - model.run_scenario.first_day)
    w, leads, means = model.everything(), np.zeros(model.gangs.count), model.means()
    yield None
    decide(w)
    yield None
    enter(w, means)
    model.note_rows()
    yield None
    reach_the_coast(w, leads)
    yield None
    launches: Launches = launch_decision.run(
        w.now[0], w.values[0], w.vectors, w.shore, w.boats, w.gangs, w.tallies, w.key
    )
    yield launches
    cross(w, launches, leads)
    yield launches
    judge(w)
    model.note_rows()
    model.finish_day()
    yield launches
