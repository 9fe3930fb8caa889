"""Effort: how much searching and investigating officers do, which grows less than their number.

Effort is counted in officers of the start of the scenario, so that a world in which nobody is
added or taken away is the same whatever the elasticity.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.value_types import NamedValues
from sim.world import World

Floats = NDArray[np.float64]


def effort(number: Floats, at_start: Floats, elasticity: float) -> Floats:
    """Return the work of so many officers, in officers of the start.

    Args:
        number: Officers now.
        at_start: Officers at the start; where there were none, each officer now counts as one.
        elasticity: Rise of the work, in per cent, for each per cent of officers.
    """
    known = at_start > 0.0
    change = number / np.where(known, at_start, 1.0)
    work = np.where(known, at_start * change**elasticity, number)
    return np.where(number > 0.0, work, 0.0)


def search_effort(values: NamedValues, world: World) -> Floats:
    """Return the searching of every unit; only that on beaches grows less than the officers."""
    officers, records = values.officers, world.units
    at_start = np.array([record.officers for record in records], dtype=np.float64)
    on_beaches = np.array(["beach" in record.powers for record in records])
    diminished = effort(officers, at_start, values.beach_officer_elasticity)
    return np.where(on_beaches, diminished, officers)


def case_effort(values: NamedValues, world: World) -> Floats:
    """Return the investigating of every agency."""
    at_start = np.array([record.investigators for record in world.agencies], dtype=np.float64)
    return effort(values.investigators, at_start, values.investigator_elasticity)
