"""People on the way, as columns: they are moved, they do not decide."""

from __future__ import annotations

from enum import IntEnum
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import Index
from sim.core.passages import Moved


class State(IntEnum):
    """Where a person is in the journey: under way up to resting; the last three are final."""

    MOVING = 0
    WAITING = 1
    RESTING = 2
    ARRIVED = 3
    GAVE_UP = 4
    DIED = 5


class Travellers(Moved):
    """One row a person, for life; an identity is entry day, entry place and ordinal.

    Attributes:
        side: Side of Europe by which the person entered.
        attempts: Crossings tried so far that were counted as attempts.
        zone, method: Departure zone and method of the last launch, or -1.
        ended: Ordinal of the day on which the journey ended, or 0.
        stops: Times stopped on land since a corridor was last passed, 255 at most.
    """

    FIELDS: ClassVar = (
        *Moved.FIELDS, ("side", "i1"), ("zone", "i1"), ("method", "i1"), ("attempts", "u2"),
        ("ended", "i4"), ("stops", "u1"),
    )  # fmt: skip
    GROWTH: ClassVar = 1.25
    side: NDArray[np.int8]
    zone: NDArray[np.int8]
    method: NDArray[np.int8]
    attempts: NDArray[np.uint16]
    ended: NDArray[np.int32]
    stops: NDArray[np.uint8]


def identities(day: int, place: Index, ordinal: Index) -> NDArray[np.uint64]:
    """Stable identities of people by day and place of entry and ordinal there that day."""
    return np.uint64(day << 32) | (place.astype(np.uint64) << np.uint64(24)) | ordinal.astype("u8")
