"""Investigating agencies: how many cases on boat gangs they can work, and who has none."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import Index
from sim.core.kernels import kernel
from sim.value_types import Numbers

Floats = NDArray[np.float64]


class Agencies(NamedTuple):
    """Agencies as kernels take them.

    Attributes:
        on_boats: Share of each one's investigators who work on boat gangs.
        hub: Hub of each.
    """

    on_boats: Floats
    hub: Index


@kernel
def capacity(v: Numbers, investigating: Floats, agencies: Agencies, agency: int) -> float:
    """Cases on boat gangs that an agency can work at full pace, by its investigators now.

    Args:
        v: Named values.
        investigating: Work of each agency's investigators, in investigators of the start.
        agencies: Agencies.
        agency: Row of the agency.
    """
    able: float = investigating[agency] * agencies.on_boats[agency] * v.cases_per_investigator
    return able


@kernel
def pace(able: float, opened: int) -> float:
    """How fast an agency's open cases go: at full pace, or slower if they are more than it can."""
    return min(able / opened, 1.0) if opened else 1.0


@kernel
def without_case(v: Numbers, able: float, opened: int) -> float:
    """Work, in investigators of the start, of those on boat gangs who have no case."""
    return max(able - opened, 0.0) / v.cases_per_investigator
