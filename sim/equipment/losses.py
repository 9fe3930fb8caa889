"""Consignments that enforcement takes, on the road or in store."""

from __future__ import annotations

import numpy as np

from sim.core.columns import Index
from sim.core.network import REGIONS
from sim.equipment.boats import BoatState, ConsignmentState
from sim.state import ModelState

_SEIZED_IN = np.array([f"boats_seized_{region}" for region in REGIONS])


def seize(model: ModelState, rows: Index, how: BoatState) -> None:
    """Take these consignments from their gangs, with all that they carry."""
    gangs, consignments, record = model.gangs, model.consignments, model.record
    for row in rows:
        gang, boats = int(consignments.gang[row]), int(consignments.boats[row])
        engines, first = int(consignments.engines[row]), int(consignments.first_boat[row])
        consignments.state[row] = ConsignmentState.SEIZED
        model.hub_consignments[consignments.hub[row]] -= 1
        model.boats.state[first : first + boats] = how
        gangs.boats_on_order[gang] -= boats
        gangs.engines_on_order[gang] -= engines
        gangs.boats_lost[gang] += boats
        gangs.boats_called[gang] -= boats * int(consignments.called[row])
        record.add("boats_seized_upstream", boats)
        record.add("boats_seized_store", boats * (how == BoatState.SEIZED_IN_STORE))
        record.add("engines_seized", engines)
        region = model.network.region[consignments.hub[row]]
        if region >= 0:
            record.add(_SEIZED_IN[region], boats)
