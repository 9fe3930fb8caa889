"""Boats and the consignments that carry them and their engines, as columns."""

from __future__ import annotations

from datetime import date
from enum import IntEnum
from typing import Any, ClassVar, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import Columns, Index
from sim.core.exact_math import total
from sim.core.kernels import kernel
from sim.core.network import GOODS
from sim.core.passages import Moved

BOATS, ENGINES = (GOODS.index(name) for name in ("boats", "engines"))
"""Rows of the goods that suppliers sell."""
LARGE_SHARE_DATE = date(2024, 1, 1)
"""Day for which the share of large boats is given."""


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
    SEIZED_IN_STORE = 9


class Boats(Columns):
    """One row a boat, for life.

    Attributes:
        identity: Its gang's identity and the gang's own boat number.
        gang: Row of the gang that has it.
        large: Whether it is of the large size class.
        capacity: Most people it can hold.
        quality: Build quality; the median boat has 1.
        zone, method, launched: Where, how and on which day it was launched, or -1, -1 and 0.
    """

    FIELDS: ClassVar = (
        ("identity", "u8"), ("gang", "i2"), ("state", "i1"), ("large", "?"), ("capacity", "f4"),
        ("quality", "f4"), ("zone", "i1"), ("method", "i1"), ("launched", "i4"),
    )  # fmt: skip
    identity: NDArray[np.uint64]
    gang: NDArray[np.int16]
    state: NDArray[np.int8]
    large: NDArray[np.bool_]
    capacity: NDArray[np.float32]
    quality: NDArray[np.float32]
    zone: NDArray[np.int8]
    method: NDArray[np.int8]
    launched: NDArray[np.int32]


class ConsignmentState(IntEnum):
    """Where a consignment is. Delivered and seized are final."""

    MOVING = 0
    DELIVERED = 1
    SEIZED = 2
    STORED = 3


class Consignments(Moved):
    """One row a transport; an identity is the gang's and the gang's own order number.

    Attributes:
        boats, engines: What it carries; its boats are consecutive rows of :class:`Boats`.
        first_boat: Row of its first boat.
        called: Whether its gang wants it at the coast; until then it stops at the first store.
    """

    FIELDS: ClassVar = (
        *Moved.FIELDS, ("called", "?"), ("boats", "i4"), ("engines", "i4"), ("first_boat", "i8"),
    )  # fmt: skip
    called: NDArray[np.bool_]
    boats: NDArray[np.int32]
    engines: NDArray[np.int32]
    first_boat: NDArray[np.int64]


class Market(NamedTuple):
    """Suppliers as kernels take them: :class:`Supply`, and the share of supply that each has."""

    hub: Index
    sells: Index
    stock: NDArray[np.float64]
    unfilled: NDArray[np.float64]
    price: NDArray[np.float64]
    asked: NDArray[np.float64]
    extra: NDArray[np.float64]
    usual: NDArray[np.float64]
    share: NDArray[np.float64]


class Supply:
    """What suppliers hold, ask and could not deliver: one entry a supplier.

    Attributes:
        hub: Hub of each.
        sells: Row of what each sells in :data:`sim.core.network.GOODS`.
        stock: Unsold boats or engines.
        unfilled: Recent orders that could not be filled.
        price: Price of one boat without engine, or of one engine, GBP.
        asked: Orders of this week.
        extra: What it can deliver in a week beyond its share of the usual supply.
        usual: Share of the supply that each has at the start.
    """

    def __init__(self, hub: Index, sells: Index, usual: NDArray[np.float64]) -> None:
        self.hub, self.sells, self.usual = hub, sells, usual
        self.stock, self.unfilled, self.price = (np.zeros(hub.size) for _ in range(3))
        self.asked, self.extra = np.zeros(hub.size), np.zeros(hub.size)

    def market(self, share: NDArray[np.float64]) -> Market:
        """The suppliers as kernels take them, with the share of supply that each has now."""
        return Market(
            self.hub, self.sells, self.stock, self.unfilled, self.price, self.asked, self.extra,
            self.usual, share,
        )  # fmt: skip


@kernel
def boat_price(market: Market) -> float:
    """Mean price of a boat with its engine, suppliers weighted by their share, GBP.

    Where no supplier has a share left, all weigh the same: what is not to be had has a price.
    """
    price, size = 0.0, market.hub.size
    weight, weighted = np.empty(size), np.empty(size)
    for goods in range(ENGINES + 1):
        offered = False
        for index in range(size):
            weight[index] = market.share[index] * (market.sells[index] == goods)
            offered |= weight[index] != 0.0
        for index in range(size):
            if not offered:
                weight[index] = 1.0 * (market.sells[index] == goods)
            weighted[index] = market.price[index] * weight[index]
        price += total(weighted) / total(weight)
    return price


@kernel
def longest_cached(now: Any, boats: NDArray[Any], number: Index) -> tuple[Index, Index]:
    """Rows of the cached boats that were built first, so many of each gang, gang after gang.

    Boats that have come to their end before all others are not looked at again.
    """
    while now.oldest_boat < boats.size and boats[now.oldest_boat].state > BoatState.CACHED:
        now.oldest_boat += 1
    index = np.cumsum(number) - number
    end, free = index + number, number.sum()
    left = free
    rows, gang = np.empty(free, dtype=np.int64), np.empty(free, dtype=np.int64)
    for row in range(now.oldest_boat, boats.size):
        if left == 0:
            break
        boat = boats[row]
        owner = boat.gang
        if boat.state == BoatState.CACHED and index[owner] < end[owner]:
            rows[index[owner]], gang[index[owner]] = row, owner
            index[owner] += 1
            left -= 1
    return rows, gang
