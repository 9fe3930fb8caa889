"""The market for boats and engines: what suppliers hold and ask."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.core.network import GOODS
from sim.state import ModelState

Floats = NDArray[np.float64]

NO_WAY = 1e12
"""Cost of a supplier from whom no way leads to the coast, GBP: beyond any other."""
MOST_WEEKS_WAITING = 10
"""Orders of more weeks of supply than these, waiting, make nothing dearer still: assumed."""
SHORTAGE_REMEMBERED = 0.35
"""Share of unfilled orders that still waits a week later: assumed."""
SUPPLY_WEEKS_HELD = 2
"""Suppliers hold at most this many weeks of their goods unsold: assumed."""


def weekly_supply(model: ModelState) -> Floats:
    """Boats or engines that each supplier can deliver in a week."""
    values = model.values
    by_goods = np.array([values.boat_supply_per_week, values.engine_supply_per_week])
    weekly: Floats = by_goods[model.supply.sells] * values.supplier_share
    return weekly


def restock(model: ModelState) -> None:
    """Add a week's supply, let old shortages be forgotten, and set prices."""
    supply, weekly = model.supply, weekly_supply(model)
    supply.stock = np.minimum(supply.stock + weekly, weekly * SUPPLY_WEEKS_HELD)
    supply.unfilled *= SHORTAGE_REMEMBERED
    set_supply_prices(model)


def set_supply_prices(model: ModelState) -> None:
    """Price of one boat or engine: dearer, the more orders wait against a week of supply."""
    supply, values = model.supply, model.values
    engine = values.boat_cost * values.engine_share_of_cost
    calm = np.array([values.boat_cost - engine, engine])[supply.sells]
    weekly = np.maximum(weekly_supply(model), 1e-9)
    waiting = np.minimum(supply.unfilled / weekly, MOST_WEEKS_WAITING)
    supply.price = calm * (1.0 + waiting) ** values.supply_price_elasticity


def shares_of_suppliers(model: ModelState, goods: str, delivery_cost: Floats) -> Floats:
    """How gangs split orders over the suppliers of some goods.

    Args:
        model: The running model.
        goods: ``boats`` or ``engines``.
        delivery_cost: Believed cost of the way from each supplier, shape (gangs, suppliers), GBP.

    Returns:
        Cumulative weights of the same shape, in proportion to the supplier's share and to
        exp(-cost / ``split_scale``), where cost is delivery and price.
    """
    supply, values = model.supply, model.values
    sells = supply.sells == GOODS.index(goods)
    cost = np.where(sells, np.minimum(delivery_cost + supply.price, NO_WAY), np.inf)
    gap = cost - cost.min(axis=1, keepdims=True)
    weight = np.where(sells, values.supplier_share, 0.0) * np.exp(-gap / values.split_scale)
    return np.cumsum(weight, axis=1)
