"""The market for boats and engines: what suppliers hold and ask.

Suppliers answer orders beyond what they deliver by delivering more, each up to a limit and with a
lag. Where one is closed or loses a part of its trade, the others may in time take over a part of
that too.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.core.exact_math import exp, power
from sim.core.kernels import kernel
from sim.equipment.boats import ENGINES, Market
from sim.value_types import Numbers

Floats = NDArray[np.float64]

NO_ROUTE = 1e12
"""Cost of a supplier from whom no route leads to the coast, GBP: beyond any other."""
MOST_WEEKS_WAITING = 10
"""Orders of more weeks of supply than these, waiting, raise no price further: assumed."""
SHORTAGE_REMEMBERED = 0.35
"""Share of unfilled orders that still waits a week later: assumed."""
SUPPLY_WEEKS_STORED = 2
"""Suppliers hold at most this many weeks of their goods unsold: assumed."""


@kernel
def supply_of(v: Numbers, goods: int) -> float:
    """Boats or engines that all suppliers can deliver in a week while nothing makes them expand."""
    return v.engine_supply_per_week if goods == ENGINES else v.boat_supply_per_week


@kernel
def weekly_supply(v: Numbers, market: Market) -> Floats:
    """Boats or engines that each supplier can deliver in a week; none, if it is closed."""
    weekly = np.empty(market.hub.size)
    for index in range(weekly.size):
        weekly[index] = supply_of(v, market.sells[index]) * market.share[index]
        if weekly[index] > 0.0:
            weekly[index] += market.extra[index]
    return weekly


@kernel
def most_extra(v: Numbers, market: Market) -> Floats:
    """Most that each supplier can in time deliver in a week beyond its share of the usual supply.

    It can grow by so much of its own, and take over a part of what closed suppliers delivered, in
    proportion to the size of those that are open.
    """
    most = np.zeros(market.hub.size)
    for goods in range(ENGINES + 1):
        lost = still = 0.0
        for index in range(most.size):
            if market.sells[index] == goods:
                lost += max(market.usual[index] - market.share[index], 0.0)
                still += market.share[index]
        for index in range(most.size):
            if market.sells[index] == goods and market.share[index] > 0.0:
                grown = (v.supply_most - 1.0) * market.share[index]
                taken_over = v.supply_substitution * lost * market.share[index] / still
                most[index] = supply_of(v, goods) * (grown + taken_over)
    return most


@kernel
def expand(v: Numbers, market: Market) -> None:
    """Move what suppliers deliver towards what was asked of them this week, and forget the orders.

    None falls below its share of the usual supply for want of orders.
    """
    most, pace = most_extra(v, market), 1.0 - exp(-7.0 / v.supply_lag)
    for index in range(most.size):
        usual = supply_of(v, market.sells[index]) * market.share[index]
        wanted = min(max(market.asked[index] - usual, 0.0), most[index])
        market.extra[index] += pace * (wanted - market.extra[index])
        market.asked[index] = 0.0


@kernel
def restock(v: Numbers, market: Market) -> None:
    """Add a week's supply, let old shortages be forgotten, and set prices."""
    weekly = weekly_supply(v, market)
    for index in range(weekly.size):
        stored = market.stock[index] + weekly[index]
        market.stock[index] = min(stored, weekly[index] * SUPPLY_WEEKS_STORED)
        market.unfilled[index] *= SHORTAGE_REMEMBERED
    set_supply_prices(v, market)


@kernel
def set_supply_prices(v: Numbers, market: Market) -> None:
    """Price of one boat or engine: higher, the more orders wait against a week of supply."""
    engine = v.boat_cost * v.engine_share_of_cost
    weekly = weekly_supply(v, market)
    for index in range(weekly.size):
        calm = engine if market.sells[index] == ENGINES else v.boat_cost - engine
        waiting = market.unfilled[index] / max(weekly[index], 1e-9)
        waiting = min(waiting, MOST_WEEKS_WAITING)
        market.price[index] = calm * power(1.0 + waiting, v.supply_price_elasticity)


@kernel
def shares_of_suppliers(v: Numbers, market: Market, goods: int, delivery_cost: Floats) -> Floats:
    """How a gang splits its orders over the suppliers of some goods.

    Args:
        v: Named values.
        market: Suppliers.
        goods: Row of the goods in :data:`sim.core.network.GOODS`.
        delivery_cost: Believed cost of the route from each supplier, GBP; infinite where the gang
            does not ask.

    Returns:
        Cumulative weights, in proportion to the supplier's share and to exp(-cost /
        ``split_scale``), where cost is delivery and price. A closed supplier has none.
    """
    least, shares, cumulative = np.inf, np.empty(delivery_cost.size), 0.0
    for index in range(shares.size):
        shares[index] = np.inf
        if market.sells[index] == goods and market.share[index] > 0.0:
            shares[index] = min(delivery_cost[index] + market.price[index], NO_ROUTE)
        least = min(least, shares[index])
    for index in range(shares.size):
        if shares[index] < np.inf:
            weight = exp(-(shares[index] - least) / v.split_scale)
            cumulative += market.share[index] * weight
        shares[index] = cumulative
    return shares
