"""Consignments that enforcement takes, in transit or in store."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import Index
from sim.core.kernels import kernel
from sim.core.network import Ways
from sim.equipment.boats import BoatState, ConsignmentState

Rows = NDArray[Any]


@kernel
def seize(
    number: int, how: int, row: Any, cell: NDArray[np.float64], seized_in: Index, cargo: Rows,
    boats: Rows, gangs: Rows, staged: Index, ways: Ways,
) -> None:  # fmt: skip
    """Take a consignment from its gang, with all that it carries.

    Args:
        number: Its row.
        how: What becomes of its boats.
        row: The day's row.
        cell: The same row by place.
        seized_in: Places of the columns that count boats seized by region.
        cargo: Consignments.
        boats: Boats.
        gangs: Gangs.
        staged: Consignments at each hub.
        ways: The network.
    """
    one = cargo[number]
    gang = gangs[one.gang]
    one.state = ConsignmentState.SEIZED
    staged[one.hub] -= 1
    for boat in range(one.first_boat, one.first_boat + one.boats):
        boats[boat].state = how
    gang.boats_on_order -= one.boats
    gang.engines_on_order -= one.engines
    gang.boats_lost += one.boats
    gang.boats_called -= one.boats * one.called
    row.boats_seized_upstream += one.boats
    row.boats_seized_store += one.boats * (how == BoatState.SEIZED_IN_STORE)
    row.engines_seized += one.engines
    region = ways.region[one.hub]
    if region >= 0:
        cell[seized_in[region]] += one.boats
