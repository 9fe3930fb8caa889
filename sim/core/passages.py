"""What moves over corridors, people and consignments alike."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import Columns


class Moved(Columns):
    """One row a person or a consignment, for life.

    Attributes:
        identity: Stable number that keys its draws; never creation order.
        corridors_passed: Corridors passed so far, one bit each.
        event: Its own event number, which keys the next draw.
        gang: Row of the gang that moves it.
        hub: Hub that it last reached or waits at.
        corridor: Corridor that it is on, or -1.
        state: Where in its journey it is; see the table's own states.
    """

    FIELDS: ClassVar[tuple[tuple[str, str], ...]] = (
        ("identity", "u8"),
        ("corridors_passed", "u8"),
        ("event", "u2"),
        ("gang", "i2"),
        ("hub", "i1"),
        ("corridor", "i1"),
        ("state", "i1"),
    )
    identity: NDArray[np.uint64]
    corridors_passed: NDArray[np.uint64]
    event: NDArray[np.uint16]
    gang: NDArray[np.int16]
    hub: NDArray[np.int8]
    corridor: NDArray[np.int8]
    state: NDArray[np.int8]
