"""Procurement: gangs order boats and engines from suppliers, who send them off in consignments.

Gangs and suppliers think on Mondays.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import Index
from sim.core.distributions import lognormal, pick
from sim.core.events import Event
from sim.core.network import GOODS
from sim.core.randomness import Decision
from sim.equipment.supplier_market import restock, shares_of_suppliers
from sim.gangs import expectations
from sim.gangs.gangs import GANG_BITS
from sim.launching import people_per_boat
from sim.state import ModelState

Floats = NDArray[np.float64]


def run(model: ModelState) -> None:
    """On Mondays: restock suppliers, then fill the orders of the gangs at work."""
    if not model.is_monday:
        return
    gangs, known = model.gangs, model.routes.delivery_cost.shape[0]
    restock(model)
    due = np.flatnonzero(gangs.working(model.day)[:known])
    wanted = boats_wanted(model, due)
    short = _engines_wanted(model, due, wanted) >= model.values.order_lot
    lacking = (wanted > 0) | short
    if lacking.any():
        _order(model, due[lacking], wanted[lacking])


def _order(model: ModelState, buyers: Index, number: Floats) -> None:
    """Serve the buyers in an order drawn by lot, each from suppliers of its choice."""
    gangs, supply = model.gangs, model.supply
    turn, by_boats, by_engines, _ = model.draws.uniforms(
        Decision.RATION, gangs.identity[buyers], model.day
    )
    order = np.argsort(turn, kind="stable")
    buyers = buyers[order]
    boats = _buy(model, buyers, "boats", by_boats[order], number[order])
    wanted = _engines_wanted(model, buyers, boats.sum(axis=1))
    engines = _buy(model, buyers, "engines", by_engines[order], wanted)
    gangs.boats_on_order[buyers] += boats.sum(axis=1)
    gangs.engines_on_order[buyers] += engines.sum(axis=1)
    gangs.boats_sent[buyers] += boats.sum(axis=1)
    model.record.add("boats_ordered", boats.sum())
    model.record.add("engines_ordered", engines.sum())
    for hub in np.unique(supply.hub):
        here = supply.hub == hub
        _consign(model, buyers, int(hub), boats[:, here].sum(axis=1), engines[:, here].sum(axis=1))


def boats_wanted(model: ModelState, due: Index) -> Floats:
    """Boats that would cover the expected launches, in lots, if they earn what they cost.

    No gang ties up more than a share of what it has in boats, lest it cannot pay while they come.
    """
    gangs, values = model.gangs, model.values
    ahead = expectations.expected_people(gangs, values.cover_days)[due]
    held = gangs.boats[due] + gangs.boats_on_order[due]
    need = np.ceil(ahead / np.maximum(gangs.wanted_load[due], 1.0)) - held
    need = np.where((need < values.order_lot) & (held > 0), 0.0, need)
    fare = gangs.price[due] * (1.0 - gangs.prevention_expected[due])
    scale = expectations.overload_scale(model.now[0], values.numbers[0], expectations.USUAL_SEA)
    need *= people_per_boat.all_earnings(gangs.wanted_load[due], fare, scale) > gangs.boat_cost[due]
    each = model.boat_price * max(values.engine_cover, 1.0)
    room = values.stock_share * (gangs.capital[due] + held * each) - held * each
    return np.maximum(np.minimum(need, np.floor(room / each)), 0.0)


def _engines_wanted(model: ModelState, due: Index, bought: Index | Floats) -> Floats:
    """Engines for the boats held and those just bought, beyond the engines held."""
    gangs = model.gangs
    boats = gangs.boats[due] + gangs.boats_on_order[due] + bought
    held = gangs.engines[due] + gangs.engines_on_order[due]
    return np.maximum(np.ceil(boats * model.values.engine_cover) - held, 0.0)


def _buy(
    model: ModelState, buyers: Index, goods: str, u: Floats, wanted: Floats
) -> NDArray[np.int64]:
    """Serve the buyers in their turn; who is left short turns to the next supplier.

    Returns:
        What each buyer has from each supplier, within its money: shape (buyers, suppliers).
    """
    supply, gangs = model.supply, model.gangs
    bought = np.zeros((buyers.size, supply.hub.size), dtype=np.int64)
    cost = model.routes.delivery_cost[buyers].copy()
    for _ in range(int((supply.sells == GOODS.index(goods)).sum())):
        missing = wanted - bought.sum(axis=1)
        short = np.flatnonzero(missing > 0)
        if not short.size:
            break
        chosen = pick(u[short], shares_of_suppliers(model, goods, cost[short]))
        price = supply.price[chosen]
        afford = np.floor(np.maximum(gangs.capital[buyers[short]], 0.0) / price)
        asked = np.minimum(missing[short], afford)
        filled = _serve(model, chosen, asked)
        bought[short, chosen] += filled
        gangs.capital[buyers[short]] -= filled * price
        model.record.add("money_equipment", (filled * price).sum())
        cost[short, chosen] = np.inf
        _note_orders(model, goods, buyers[short], chosen, filled, asked)
    return bought


def _serve(model: ModelState, supplier: Index, asked: Floats) -> Index:
    """What each supplier has for those who ask it, first come first served."""
    supply, filled = model.supply, np.zeros(asked.size, dtype=np.int64)
    for row in np.unique(supplier):
        mine = supplier == row
        left = np.floor(supply.stock[row]) - np.cumsum(asked[mine]) + asked[mine]
        filled[mine] = np.minimum(asked[mine], np.maximum(left, 0.0))
        supply.stock[row] -= filled[mine].sum()
        supply.unfilled[row] += (asked[mine] - filled[mine]).sum()
    return filled


def _note_orders(
    model: ModelState, goods: str, buyers: Index, supplier: Index, filled: Index, asked: Floats
) -> None:
    if model.log is None or goods != "boats":
        return
    gang, hub = model.gangs.identity[buyers], model.supply.hub[supplier]
    for event, amount in ((Event.ORDERED, filled), (Event.UNFILLED, asked - filled)):
        some = amount > 0
        model.log.add(event, model.day, gang[some], hub=hub[some], amount=amount[some])


def _build(model: ModelState, buyers: Index, number: Index) -> Index:
    """Add the boats, each buyer's together; return the row of each buyer's first."""
    values, gang, gangs = model.values, np.repeat(buyers, number), model.gangs
    identity = _keys(model, gang, gangs.boats_built[gang] + _count_up(number))
    size, quality, kind, _ = model.draws.uniforms(Decision.BOAT_BUILD, identity)
    large = kind < expectations.large_share(model.now[0], values.numbers[0])
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


def _consign(model: ModelState, buyers: Index, hub: int, boats: Index, engines: Index) -> None:
    """Put boats and engines bought at one hub on the way together, engines alone without boats."""
    first_boat = _build(model, buyers, boats)
    size = int(model.values.consignment_boats)
    for number, with_boats in ((boats, True), (np.where(boats > 0, 0, engines), False)):
        loads = -(-number // size)
        buyer, place = np.repeat(np.arange(buyers.size), loads), _count_up(loads)
        begin, end = place * size, np.minimum((place + 1) * size, number[buyer])
        if with_boats:
            each = engines[buyer] / number[buyer]
            aboard = np.round(end * each) - np.round(begin * each)
            goods = {
                "boats": end - begin, "engines": aboard, "first_boat": first_boat[buyer] + begin,
            }  # fmt: skip
        else:
            goods = {"engines": end - begin}
        _send_off(model, buyers[buyer], hub, place, loads, buyers, goods)


def _send_off(
    model: ModelState,
    owner: Index,
    hub: int,
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
    model.hub_consignments[hub] += rows.size
    model.freight.put(rows, model.day + int(model.values.order_lead_time))
    if model.log is not None and rows.size:
        number = consignments.boats[rows].astype(np.int64)
        carrier, owners = np.repeat(identity, number), np.repeat(owner, number)
        built = np.repeat(consignments.first_boat[rows], number) + _count_up(number)
        boats = model.boats
        model.log.add(
            Event.BUILT, model.day, gangs.identity[owners], subject=boats.identity[built],
            other=carrier, hub=hub, amount=boats.capacity[built],
        )  # fmt: skip


def _keys(model: ModelState, gang: Index, number: Index) -> NDArray[np.uint64]:
    """Identity of each gang's boat or order of that number."""
    return (model.gangs.identity[gang] << np.uint64(GANG_BITS)) + number.astype(np.uint64)


def _count_up(sizes: Index) -> Index:
    """0, 1, ... within each of several groups of these sizes."""
    return np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
