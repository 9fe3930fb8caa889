"""Procurement: gangs order boats and engines from suppliers, who send them off in consignments.

Each gang thinks once a week, on a day of its own.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim import expectations
from sim.agents.gangs import GANG_BITS
from sim.columns import Index
from sim.distributions import lognormal
from sim.randomness import Decision
from sim.state import ModelState

SUPPLY_WEEKS_HELD = 2
"""Suppliers hold at most this many weeks of boats unsold: assumed."""


def run(model: ModelState) -> None:
    """Restock suppliers, then fill the orders of the gangs whose day it is."""
    supply, values, gangs = model.supply, model.values, model.gangs
    weekly = values.boat_supply_per_week
    supply.stock = min(supply.stock + weekly / 7.0, weekly * SUPPLY_WEEKS_HELD)
    supply.unfilled *= 6.0 / 7.0
    supply.price = (
        values.boat_cost * (1.0 + supply.unfilled / max(weekly, 1e-9))
        ** values.supply_price_elasticity
    )  # fmt: skip
    due = np.flatnonzero(gangs.working(model.day) & (gangs.identity % 7 == model.day % 7))
    if not due.size:
        return
    turn = model.draws.uniforms(Decision.RATION, gangs.identity[due], model.day)[0]
    due = due[np.argsort(turn, kind="stable")]
    wanted = _wanted(model, due)
    left = np.maximum(np.floor(supply.stock) - np.cumsum(wanted) + wanted, 0.0)
    filled = np.minimum(wanted, left).astype(np.int64)
    supply.unfilled += float((wanted - filled).sum())
    supply.stock -= float(filled.sum())
    _order(model, due[filled > 0], filled[filled > 0])


def _wanted(model: ModelState, due: np.ndarray) -> np.ndarray:
    """Boats that would cover the expected launches, within the gang's money."""
    gangs, values = model.gangs, model.values
    ahead = expectations.people_ahead(model)[due]
    held = gangs.boats[due] + gangs.boats_on_order[due]
    need = np.ceil(ahead / np.maximum(gangs.wanted_load[due], 1.0)) - held
    afford = np.floor(gangs.capital[due] / (model.supply.price * max(values.engine_cover, 1.0)))
    return np.maximum(np.minimum(need, afford), 0.0)


def _order(model: ModelState, buyers: Index, number: Index) -> None:
    """Pay, build the boats, and put them and their engines on the way in consignments."""
    gangs, values = model.gangs, model.values
    boats_held = gangs.boats[buyers] + gangs.boats_on_order[buyers] + number
    engines_held = gangs.engines[buyers] + gangs.engines_on_order[buyers]
    engines = np.maximum(np.ceil(boats_held * values.engine_cover) - engines_held, 0.0)
    share = values.engine_share_of_cost
    cost = model.supply.price * (number * (1.0 - share) + engines * share)
    gangs.capital[buyers] -= cost
    first_boat = _build(model, buyers, number)
    gangs.boats_built[buyers] += number
    gangs.boats_on_order[buyers] += number
    gangs.engines_on_order[buyers] += engines.astype(np.int64)
    model.record.add("boats_ordered", number.sum())
    model.record.add("engines_ordered", engines.sum())

    size = int(values.consignment_boats)
    transports = -(-number // size)
    buyer = np.repeat(np.arange(buyers.size), transports)
    place = _count_up(transports)
    boats = np.minimum(number[buyer] - place * size, size)
    each = engines[buyer] / number[buyer]
    carried = np.round((place * size + boats) * each) - np.round(place * size * each)
    rows = model.consignments.append(
        buyer.size,
        identity=_keys(model, buyers[buyer], gangs.orders[buyers[buyer]] + place),
        gang=buyers[buyer],
        hub=model.supplier_hub,
        corridor=-1,
        boats=boats,
        engines=carried,
        first_boat=first_boat[buyer] + place * size,
    )
    gangs.orders[buyers] += transports
    model.hub_consignments[model.supplier_hub] += rows.size
    model.freight.put(rows, model.day + int(values.order_lead_time))


def _build(model: ModelState, buyers: Index, number: Index) -> Index:
    """Add the boats, each buyer's together; return the row of each buyer's first."""
    values, gang = model.values, np.repeat(buyers, number)
    identity = _keys(model, gang, model.gangs.boats_built[gang] + _count_up(number))
    size, quality, _, _ = model.draws.uniforms(Decision.BOAT_BUILD, identity)
    rows = model.boats.append(
        gang.size,
        identity=identity,
        gang=gang,
        capacity=lognormal(size, values.boat_capacity, values.capacity_spread),
        quality=lognormal(quality, 1.0, values.quality_spread),
    )
    return rows[0] + np.cumsum(number) - number if rows.size else rows


def _keys(model: ModelState, gang: Index, number: Index) -> NDArray[np.uint64]:
    """Identity of each gang's boat or order of that number."""
    return (model.gangs.identity[gang] << np.uint64(GANG_BITS)) + number.astype(np.uint64)


def _count_up(sizes: Index) -> Index:
    """0, 1, ... within each of several groups of these sizes."""
    return np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
