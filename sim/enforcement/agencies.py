"""Investigating agencies: how many cases on boat gangs they can work at once."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import Index
from sim.core.kernels import kernel
from sim.value_types import Numbers


class Agencies(NamedTuple):
    """Agencies as kernels take them.

    Attributes:
        on_boats: Share of each one's investigators who work on boat gangs.
        hub: Hub of each.
    """

    on_boats: NDArray[np.float64]
    hub: Index


def capacity(model: Any, agency: int) -> int:
    """Cases on boat gangs that an agency can have open at once, by its investigators now."""
    at_once: int = cases_at_once(
        model.values.numbers[0], model.investigating, model.agencies, agency
    )
    return at_once


@kernel
def cases_at_once(
    v: Numbers, investigating: NDArray[np.float64], agencies: Agencies, agency: int
) -> int:
    """The same, in a kernel."""
    on_boats = investigating[agency] * agencies.on_boats[agency]
    return int(on_boats * v.cases_per_investigator)
