"""People on the way, as columns: they are moved, they do not decide."""

from __future__ import annotations

from enum import IntEnum
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from sim.columns import Columns, Index


class State(IntEnum):
    """Where a person is in the journey. The last three are final."""

    MOVING = 0
    WAITING = 1
    RESTING = 2
    ARRIVED = 3
    LEFT = 4
    DIED = 5


class Travellers(Columns):
    """One row a person, for life.

    Attributes:
        identity: Entry day, entry place and ordinal in one stable number; never creation order.
        event: The person's own event number, which keys the next draw.
        gang: Row of the gang that moves the person.
        hub: Hub that the person last reached or is held at.
        corridor: Corridor the person is on, or -1.
        side: Side of Europe by which the person entered.
        attempts: Crossings tried so far that were counted as attempts.
    """

    FIELDS: ClassVar = (
        ("identity", "u8"),
        ("event", "u4"),
        ("gang", "i2"),
        ("hub", "i2"),
        ("corridor", "i2"),
        ("side", "i1"),
        ("state", "i1"),
        ("attempts", "u2"),
    )
    identity: NDArray[np.uint64]
    event: NDArray[np.uint32]
    gang: NDArray[np.int16]
    hub: NDArray[np.int16]
    corridor: NDArray[np.int16]
    side: NDArray[np.int8]
    state: NDArray[np.int8]
    attempts: NDArray[np.uint16]


def identities(day: int, place: Index, ordinal: Index) -> NDArray[np.uint64]:
    """Stable identities of people by day and place of entry and ordinal there that day."""
    return np.uint64(day << 32) | (place.astype(np.uint64) << np.uint64(24)) | ordinal.astype("u8")
