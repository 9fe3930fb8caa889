"""Boats and the consignments that carry them and their engines, as columns."""

from __future__ import annotations

from enum import IntEnum
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from sim.columns import Columns
from sim.moved import Moved


class BoatState(IntEnum):
    """Where a boat is. All but the first two are final."""

    ON_ORDER = 0
    CACHED = 1
    SEIZED_UPSTREAM = 2
    SEIZED_IN_CACHE = 3
    PREVENTED = 4
    TURNED_BACK = 5
    LOST_AT_SEA = 6
    LANDED = 7
    ABANDONED = 8


class Boats(Columns):
    """One row a boat, for life.

    Attributes:
        identity: Its gang's identity and the gang's own boat number.
        gang: Row of the gang that ordered it.
        capacity: Most people it can hold.
        quality: Build quality; the median boat has 1.
        zone, method: Departure zone and method of its launch; they mean nothing before it.
        launched: Ordinal of the day of its launch, or 0.
    """

    FIELDS: ClassVar = (
        ("identity", "u8"),
        ("gang", "i2"),
        ("state", "i1"),
        ("capacity", "f4"),
        ("quality", "f4"),
        ("zone", "i1"),
        ("method", "i1"),
        ("launched", "i4"),
    )
    identity: NDArray[np.uint64]
    gang: NDArray[np.int16]
    state: NDArray[np.int8]
    capacity: NDArray[np.float32]
    quality: NDArray[np.float32]
    zone: NDArray[np.int8]
    method: NDArray[np.int8]
    launched: NDArray[np.int32]


class ConsignmentState(IntEnum):
    """Where a consignment is. All but the first are final."""

    MOVING = 0
    DELIVERED = 1
    SEIZED = 2


class Consignments(Moved):
    """One row a transport; an identity is the gang's and the gang's own order number.

    Attributes:
        boats, engines: What it carries; its boats are consecutive rows of :class:`Boats`.
        first_boat: Row of its first boat.
    """

    FIELDS: ClassVar = (*Moved.FIELDS, ("boats", "i4"), ("engines", "i4"), ("first_boat", "i8"))
    boats: NDArray[np.int32]
    engines: NDArray[np.int32]
    first_boat: NDArray[np.int64]
