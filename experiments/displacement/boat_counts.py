"""Boats counted by what became of them: no boat is the same one in two worlds."""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from experiments.displacement.focus import Cell, Miss
from sim.equipment.boats import Boats, BoatState, Consignments

Ints = NDArray[np.int64]

LAUNCHED = (BoatState.PREVENTED, BoatState.TURNED_BACK, BoatState.LOST_AT_SEA, BoatState.LANDED)
"""States of boats that were launched, whatever came of it."""


class BoatFate(IntEnum):
    """What became of a boat, the first that fits; the last counts boats that are not there."""

    SAME = Miss.NONE
    OTHER_CORRIDOR = Miss.CORRIDOR
    OTHER_ZONE = Miss.ZONE
    OTHER_METHOD = Miss.METHOD
    EARLIER = Miss.EARLIER
    LATER = Miss.LATER
    SEIZED_UPSTREAM = 6
    SEIZED_IN_CACHE = 7
    SEIZED_IN_STORE = 8
    ABANDONED = 9
    KEPT = 10
    NEVER_ORDERED = 11


def count(cell: Cell, boats: Boats, consignments: Consignments) -> Ints:
    """Count the boats of one world by fate; those never ordered as minus the number ordered.

    So the numbers of a world sum to zero, and what one fate loses between worlds others gain.
    """
    miss = cell.miss(
        launch_methods_of(boats, consignments), boats.zone, boats.method, boats.launched
    )
    launched = np.isin(boats.state, LAUNCHED)
    fate = np.where(launched, miss, _FATE_ASHORE[boats.state])
    counts = np.bincount(fate, minlength=len(BoatFate))
    counts[BoatFate.NEVER_ORDERED] = -len(boats)
    return counts


def launch_methods_of(boats: Boats, consignments: Consignments) -> NDArray[np.uint64]:
    """Corridors that each boat came over in its consignment, one bit each."""
    corridors_passed = np.zeros(len(boats), dtype=np.uint64)
    corridors_passed[_rows(consignments)] = np.repeat(
        consignments.corridors_passed, consignments.boats
    )
    return corridors_passed


def _fates_ashore() -> Ints:
    """What each state of a boat that was never launched means."""
    names = {BoatState.ON_ORDER: BoatFate.KEPT, BoatState.CACHED: BoatFate.KEPT}
    return np.array(
        [
            BoatFate.SAME if state in LAUNCHED else names.get(state) or BoatFate[state.name]
            for state in BoatState
        ],
        dtype=np.int64,
    )


_FATE_ASHORE = _fates_ashore()


def _rows(consignments: Consignments) -> Ints:
    """Rows of the boats that all consignments carry, one after another."""
    carried = consignments.boats.astype(np.int64)
    before = np.cumsum(carried) - carried
    return np.arange(carried.sum()) + np.repeat(consignments.first_boat - before, carried)
