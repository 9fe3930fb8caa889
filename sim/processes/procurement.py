"""Procurement: gangs order boats and engines from suppliers, who send them off in consignments.

Gangs and suppliers think on Mondays.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim import expectations, load
from sim.agents.gangs import GANG_BITS
from sim.columns import Index
from sim.distributions import lognormal, pick
from sim.events import Event
from sim.market import restock, shares_of_suppliers
from sim.randomness import Decision
from sim.state import ModelState

Floats = NDArray[np.float64]


def run(model: ModelState) -> None:
    """On Mondays: restock suppliers, then fill the orders of the gangs at work."""
    if not model.is_monday:
        return
    gangs, known = model.gangs, model.routes.delivery_cost.shape[0]
    restock(model)
    due = np.flatnonzero(gangs.working(model.day)[:known])
    boats_wanted = _boats_wanted(model, due)
    short = _engines_wanted(model, due, boats_wanted) >= model.values.order_lot
    lacking = (boats_wanted > 0) | short
    if lacking.any():
        _order(model, due[lacking], boats_wanted[lacking])


def _order(model: ModelState, buyers: Index, boats_wanted: Floats) -> None:
    """Serve the buyers in an order drawn by lot, each from suppliers of its choice."""
    gangs = model.gangs
    turn, by_boats, by_engines, _ = model.draws.uniforms(
        Decision.RATION, gangs.identity[buyers], model.day
    )
    order = np.argsort(turn, kind="stable")
    buyers = buyers[order]
    cost = model.routes.delivery_cost[buyers]
    boats_from = pick(by_boats[order], shares_of_suppliers(model, "boats", cost))
    engines_from = pick(by_engines[order], shares_of_suppliers(model, "engines", cost))
    boats = _buy(model, buyers, boats_from, boats_wanted[order])
    wanted = _engines_wanted(model, buyers, boats)
    afford = np.floor(np.maximum(gangs.capital[buyers], 0.0) / model.supply.price[engines_from])
    engines = _buy(model, buyers, engines_from, np.minimum(wanted, afford))
    gangs.boats_on_order[buyers] += boats
    gangs.engines_on_order[buyers] += engines
    gangs.boats_sent[buyers] += boats
    model.record.add("boats_ordered", boats.sum())
    model.record.add("engines_ordered", engines.sum())
    first_boat = _build(model, buyers, boats)
    hubs = model.supply.hub
    _consign(model, buyers, hubs[boats_from], boats, hubs[engines_from], engines, first_boat)


def _boats_wanted(model: ModelState, due: Index) -> Floats:
    """Boats that would cover the expected launches, in lots, if they earn what they cost."""
    gangs, values = model.gangs, model.values
    ahead = expectations.people_ahead(model, values.cover_days, due)
    held = gangs.boats[due] + gangs.boats_on_order[due]
    need = np.ceil(ahead / np.maximum(gangs.wanted_load[due], 1.0)) - held
    need = np.where((need < values.order_lot) & (held > 0), 0.0, need)
    fare = gangs.price[due] * (1.0 - gangs.prevention_expected[due])
    scale = expectations.overload_scale(model, expectations.USUAL_SEA)
    need *= load.earnings(gangs.wanted_load[due], fare, scale) > gangs.boat_cost[due]
    afford = np.floor(gangs.capital[due] / (model.boat_price * max(values.engine_cover, 1.0)))
    return np.maximum(np.minimum(need, afford), 0.0)


def _engines_wanted(model: ModelState, due: Index, bought: Index | Floats) -> Floats:
    """Engines for the boats held and those just bought, beyond the engines held."""
    gangs = model.gangs
    boats = gangs.boats[due] + gangs.boats_on_order[due] + bought
    held = gangs.engines[due] + gangs.engines_on_order[due]
    return np.maximum(np.ceil(boats * model.values.engine_cover) - held, 0.0)


def _buy(model: ModelState, buyers: Index, supplier: Index, wanted: Floats) -> Index:
    """Serve the buyers in their order from what each one's supplier has, and take the price."""
    supply, filled = model.supply, np.zeros(buyers.size, dtype=np.int64)
    for row in np.unique(supplier):
        mine = supplier == row
        left = np.floor(supply.stock[row]) - np.cumsum(wanted[mine]) + wanted[mine]
        filled[mine] = np.minimum(wanted[mine], np.maximum(left, 0.0))
        supply.stock[row] -= filled[mine].sum()
        supply.unfilled[row] += (wanted[mine] - filled[mine]).sum()
    spent = filled * supply.price[supplier]
    model.gangs.capital[buyers] -= spent
    model.record.add("money_equipment", spent.sum())
    if model.log is not None:
        gang, hub = model.gangs.identity[buyers], supply.hub[supplier]
        boats = supply.sells[supplier] == 0
        got, missed = boats & (filled > 0), boats & (wanted > filled)
        model.log.add(Event.ORDERED, model.day, gang[got], hub=hub[got], amount=filled[got])
        short = (wanted - filled)[missed]
        model.log.add(Event.UNFILLED, model.day, gang[missed], hub=hub[missed], amount=short)
    return filled


def _build(model: ModelState, buyers: Index, number: Index) -> Index:
    """Add the boats, each buyer's together; return the row of each buyer's first."""
    values, gang, gangs = model.values, np.repeat(buyers, number), model.gangs
    identity = _keys(model, gang, gangs.boats_built[gang] + _count_up(number))
    size, quality, kind, _ = model.draws.uniforms(Decision.BOAT_BUILD, identity)
    large = kind < expectations.large_share(model)
    median = np.where(large, values.boat_capacity_large, values.boat_capacity_small)
    rows = model.boats.append(
        gang.size,
        identity=identity,
        gang=gang,
        large=large,
        capacity=lognormal(size, median, values.capacity_spread),
        quality=lognormal(quality, 1.0, values.quality_spread),
        zone=-1,
        method=-1,
    )
    gangs.boats_built[buyers] += number
    return rows[0] + np.cumsum(number) - number if rows.size else np.zeros_like(number)


def _consign(
    model: ModelState,
    buyers: Index,
    boats_at: Index,
    boats: Index,
    engines_at: Index,
    engines: Index,
    first_boat: Index,
) -> None:
    """Put boats and engines on the way; engines bought where the boats are travel with them."""
    size = int(model.values.consignment_boats)
    with_boats = np.where((boats_at == engines_at) & (boats > 0), engines, 0)
    alone = engines - with_boats
    for hub, number, carried in ((boats_at, boats, with_boats), (engines_at, alone, None)):
        loads = -(-number // size)
        buyer, place = np.repeat(np.arange(buyers.size), loads), _count_up(loads)
        begin, end = place * size, np.minimum((place + 1) * size, number[buyer])
        goods: dict[str, NDArray[Any]]
        if carried is None:
            goods = {"engines": end - begin}
        else:
            each = carried[buyer] / number[buyer]
            aboard = np.round(end * each) - np.round(begin * each)
            goods = {"boats": end - begin, "engines": aboard}
            goods["first_boat"] = first_boat[buyer] + begin
        _send_off(model, buyers[buyer], hub[buyer], place, loads, buyers, goods)


def _send_off(
    model: ModelState,
    owner: Index,
    hub: Index,
    place: Index,
    loads: Index,
    buyers: Index,
    goods: dict[str, NDArray[Any]],
) -> None:
    """Add the transports of some orders; they set out after the lead time."""
    gangs, consignments = model.gangs, model.consignments
    identity = _keys(model, owner, gangs.orders[owner] + place)
    rows = consignments.append(
        owner.size, identity=identity, gang=owner, hub=hub, corridor=-1, **goods
    )
    gangs.orders[buyers] += loads
    np.add.at(model.hub_consignments, hub, 1)
    model.freight.put(rows, model.day + int(model.values.order_lead_time))
    if model.log is not None and rows.size:
        number = consignments.boats[rows].astype(np.int64)
        carrier, owners = np.repeat(identity, number), np.repeat(owner, number)
        built = np.repeat(consignments.first_boat[rows], number) + _count_up(number)
        boats = model.boats
        model.log.add(
            Event.BUILT, model.day, gangs.identity[owners], subject=boats.identity[built],
            other=carrier, amount=boats.capacity[built],
        )  # fmt: skip


def _keys(model: ModelState, gang: Index, number: Index) -> NDArray[np.uint64]:
    """Identity of each gang's boat or order of that number."""
    return (model.gangs.identity[gang] << np.uint64(GANG_BITS)) + number.astype(np.uint64)


def _count_up(sizes: Index) -> Index:
    """0, 1, ... within each of several groups of these sizes."""
    return np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
