"""Procurement: gangs order boats and engines from suppliers, who send them off in consignments.

Gangs and suppliers think on Mondays.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.core.calendar import Due, put
from sim.core.columns import Index
from sim.core.distributions import lognormal_one, pick
from sim.core.events import Event, note
from sim.core.exact_math import total
from sim.core.kernels import kernel
from sim.core.randomness import Decision, draw_at, draw_one
from sim.equipment.boats import BOATS, ENGINES, BoatState, ConsignmentState, Market
from sim.equipment.supplier_market import (
    SUPPLY_WEEKS_STORED,
    shares_of_suppliers,
    weekly_supply,
)
from sim.gangs import expectations, lending
from sim.gangs.gangs import GANG_BITS
from sim.launching import people_per_boat
from sim.value_types import Numbers

Floats = NDArray[np.float64]
Rows = NDArray[Any]
Key = NDArray[np.uint64]
NO_CORRIDOR, NOT_LAUNCHED = -1, -1
NO_SUBJECT: Any = np.uint64(0)


class Buyers(NamedTuple):
    """The gangs that order today, in the order in which they are served.

    Attributes:
        gang: Row of each.
        by_boats, by_engines: Uniform draws by which they choose suppliers.
        wanted: Boats that each wants.
    """

    gang: Index
    by_boats: Floats
    by_engines: Floats
    wanted: Floats


class Bought(NamedTuple):
    """Boats and engines that each buyer has bought from each supplier."""

    boats: Index
    engines: Index


@kernel
def most_sold(v: Numbers, market: Market) -> tuple[int, int]:
    """Most boats and most engines that suppliers can sell on a Monday."""
    boats = engines = 0
    for index, weekly in enumerate(weekly_supply(v, market)):
        on_hand = int(weekly * SUPPLY_WEEKS_STORED)
        if market.sells[index] == BOATS:
            boats += on_hand
        else:
            engines += on_hand
    return boats, engines


@kernel
def run(
    now: Any, v: Numbers, row: Any, market: Market, delivery: Floats, boats: Rows, cargo: Rows,
    gangs: Rows, hub_cargo: Index, freight: Due, log: Rows, key: Key,
) -> None:  # fmt: skip
    """Fill the orders of the gangs at work, each served in a turn drawn by lot.

    Args:
        now: The day's numbers.
        v: Named values.
        row: Today's row of the daily table.
        market: Suppliers.
        delivery: Believed cost of the route from each supplier to the coast, by gang, GBP.
        boats: Boats, with room for those that are ordered.
        cargo: Consignments, with room.
        gangs: Gangs.
        hub_cargo: Consignments staged at each hub.
        freight: When consignments next reach something.
        log: Events.
        key: Seed and replicate.
    """
    buyers = _buyers(now, v, gangs, key)
    if buyers.gang.size == 0:
        return
    costs = np.empty((buyers.gang.size, market.hub.size))
    for index, gang in enumerate(buyers.gang):
        costs[index] = delivery[gang]
    wanted = buyers.wanted
    bought = _buy(
        now, v, row, market, BOATS, buyers.gang, buyers.by_boats, wanted, costs, gangs, log
    )
    for index, gang in enumerate(buyers.gang):
        costs[index] = delivery[gang]
        wanted[index] = engines_wanted(v, gangs[gang], 1.0 * bought[index].sum())
    engines = _buy(
        now, v, row, market, ENGINES, buyers.gang, buyers.by_engines, wanted, costs, gangs, log
    )
    for index, gang in enumerate(buyers.gang):
        buyer, number = gangs[gang], bought[index].sum()
        buyer.boats_on_order += number
        buyer.engines_on_order += engines[index].sum()
        buyer.boats_sent += number
    row.boats_ordered += bought.sum()
    row.engines_ordered += engines.sum()
    for hub in range(hub_cargo.size):
        if hub in market.hub:
            _consign(
                now, v, hub, market, buyers.gang, Bought(bought, engines), boats, cargo, gangs,
                hub_cargo, freight, log, key,
            )  # fmt: skip


@kernel
def _buyers(now: Any, v: Numbers, gangs: Rows, key: Key) -> Buyers:
    """The gangs at work that lack boats or engines, in an order drawn by lot."""
    gang, wanted = np.empty(now.routed, dtype=np.int64), np.empty(now.routed)
    identity, number = np.empty(now.routed, dtype=np.uint64), 0
    scale = expectations.overload_scale(now, v, expectations.USUAL_SEA)
    for index in range(now.routed):
        one = gangs[index]
        if one.active and one.lay_low_until <= now.day:
            boats = boats_wanted(now, v, one, scale)
            if boats > 0 or engines_wanted(v, one, boats) >= v.order_lot:
                gang[number], wanted[number], identity[number] = index, boats, one.identity
                number += 1
    drawn = draw_at(identity[:number], now.day, Decision.RATION.value, key)
    order = _ranked(drawn[0])
    return Buyers(gang[order], drawn[1][order], drawn[2][order], wanted[order])


@kernel
def _ranked(numbers: Floats) -> Index:
    """Places of numbers from the least to the greatest, of equal ones the first first."""
    order = np.empty(numbers.size, dtype=np.int64)
    for index in range(numbers.size):
        rank = index
        while rank > 0 and numbers[index] < numbers[order[rank - 1]]:
            order[rank] = order[rank - 1]
            rank -= 1
        order[rank] = index
    return order


@kernel
def boats_wanted(now: Any, v: Numbers, gang: Any, scale: float) -> float:
    """Boats that would cover a gang's expected launches, in lots, if they earn what they cost.

    No gang ties up more than a share of what it has and could borrow in boats, lest it cannot pay
    while they come.
    """
    on_hand = gang.boats + gang.boats_on_order
    ahead = expectations.people_ahead(gang, v.cover_days)
    need = np.ceil(ahead / max(gang.wanted_load, 1.0)) - on_hand
    if need < v.order_lot and on_hand > 0:
        need = 0.0
    fare = gang.price * (1.0 - gang.prevention_expected)
    need *= people_per_boat.earnings(gang.wanted_load, fare, scale) > gang.boat_cost
    each = now.boat_price * max(v.engine_cover, 1.0)
    own = gang.capital + lending.credit(v, gang) + on_hand * each
    room = v.stock_share * own - on_hand * each
    return max(min(need, np.floor(room / each)), 0.0)


@kernel
def engines_wanted(v: Numbers, gang: Any, bought: float) -> float:
    """Engines for the boats that a gang holds and those just bought, beyond those it holds."""
    boats = gang.boats + gang.boats_on_order + bought
    on_hand = gang.engines + gang.engines_on_order
    return max(np.ceil(boats * v.engine_cover) - on_hand, 0.0)


@kernel
def _buy(
    now: Any, v: Numbers, row: Any, market: Market, goods: int, buyers: Index, u: Floats,
    wanted: Floats, costs: Floats, gangs: Rows, log: Rows,
) -> Index:  # fmt: skip
    """Serve the buyers in their turn; who is left short turns to the next supplier.

    Returns:
        What each buyer has from each supplier, within its money: shape (buyers, suppliers).
    """
    bought = np.zeros((buyers.size, market.hub.size), dtype=np.int64)
    short, chosen = np.empty(buyers.size, np.int64), np.empty(buyers.size, np.int64)
    asked, filled = np.empty(buyers.size), np.empty(buyers.size, np.int64)
    paid, lent, sellers = np.empty(buyers.size), np.empty(buyers.size), 0
    for supplier in range(market.hub.size):
        sellers += market.sells[supplier] == goods and market.share[supplier] > 0.0
    for _ in range(sellers):
        number = 0
        for index in range(buyers.size):
            missing = wanted[index] - bought[index].sum()
            if missing > 0:
                supplier = pick(u[index], shares_of_suppliers(v, market, goods, costs[index]))
                buyer = gangs[buyers[index]]
                money = buyer.capital + lending.credit(v, buyer)
                afford = np.floor(money / market.price[supplier])
                short[number], chosen[number] = index, supplier
                asked[number] = min(missing, afford)
                number += 1
        if number == 0:
            break
        _serve(market, chosen[:number], asked[:number], filled[:number])
        for turn in range(number):
            index, supplier = short[turn], chosen[turn]
            bought[index, supplier] += filled[turn]
            paid[turn] = filled[turn] * market.price[supplier]
            lent[turn] = lending.pay(gangs[buyers[index]], paid[turn])
            costs[index, supplier] = np.inf
        row.money_equipment += total(paid[:number])
        row.money_lent += total(lent[:number])
        if goods == BOATS and log.size:
            _note_orders(now, market, buyers, short[:number], chosen, filled, asked, gangs, log)
    return bought


@kernel
def _serve(market: Market, supplier: Index, asked: Floats, filled: Index) -> None:
    """What each supplier has for those who ask it, first come first served."""
    for row in range(market.hub.size):
        stock, served, unfilled = np.floor(market.stock[row]), 0, 0.0
        left = stock
        for turn in range(asked.size):
            if supplier[turn] == row:
                filled[turn] = int(min(asked[turn], max(left, 0.0)))
                left -= asked[turn]
                served += filled[turn]
                unfilled += asked[turn] - filled[turn]
        market.stock[row] -= served
        market.asked[row] += served + unfilled
        market.unfilled[row] += unfilled


@kernel
def _note_orders(
    now: Any, market: Market, buyers: Index, short: Index, chosen: Index, filled: Index,
    asked: Floats, gangs: Rows, log: Rows,
) -> None:  # fmt: skip
    """Log what was bought, then what was wanted beyond it."""
    for event in (Event.ORDERED.value, Event.UNFILLED.value):
        for turn, index in enumerate(short):
            amount = 1.0 * filled[turn]
            if event == Event.UNFILLED.value:
                amount = asked[turn] - filled[turn]
            if amount > 0:
                note(
                    log, now, event, gangs[buyers[index]].identity, NO_SUBJECT, 0, -1,
                    market.hub[chosen[turn]], amount,
                )  # fmt: skip


@kernel
def _consign(
    now: Any, v: Numbers, hub: int, market: Market, buyers: Index, bought: Bought, boats: Rows,
    cargo: Rows, gangs: Rows, hub_cargo: Index, freight: Due, log: Rows, key: Key,
) -> None:  # fmt: skip
    """Put boats and engines bought at one hub on the way together, engines alone without boats."""
    number, engines = np.zeros(buyers.size, np.int64), np.zeros(buyers.size, np.int64)
    for supplier in range(market.hub.size):
        if market.hub[supplier] == hub:
            for index in range(buyers.size):
                number[index] += bought.boats[index, supplier]
                engines[index] += bought.engines[index, supplier]
    first_boat = now.boats
    _build(now, v, buyers, number, boats, gangs, key)
    begun, size = now.cargo, int(v.consignment_boats)
    for index, gang in enumerate(buyers):
        each = engines[index] / number[index]
        for begin in range(0, number[index], size):
            end = min(begin + size, number[index])
            aboard = int(np.rint(end * each) - np.rint(begin * each))
            _add(now, gang, hub, end - begin, aboard, first_boat + begin, cargo, gangs)
        first_boat += number[index]
    _send_off(now, v, hub, begun, boats, cargo, gangs, hub_cargo, freight, log)
    begun = now.cargo
    for index, gang in enumerate(buyers):
        for begin in range(0, 0 if number[index] else engines[index], size):
            _add(now, gang, hub, 0, min(size, engines[index] - begin), 0, cargo, gangs)
    _send_off(now, v, hub, begun, boats, cargo, gangs, hub_cargo, freight, log)


@kernel
def _build(
    now: Any, v: Numbers, buyers: Index, number: Index, boats: Rows, gangs: Rows, key: Key
) -> None:
    """Add the boats, each buyer's together."""
    large_share = expectations.large_share(now, v)
    longest_share = large_share * expectations.longest_share(now, v)
    for index, gang in enumerate(buyers):
        for _ in range(number[index]):
            boat, owner = boats[now.boats], gangs[gang]
            boat.identity = _key(owner.identity, owner.boats_built)
            size, quality, kind, _ = draw_one(boat.identity, 0, Decision.BOAT_BUILD.value, key)
            boat.gang, boat.state, boat.large = gang, BoatState.ON_ORDER, kind < large_share
            median = v.boat_capacity_large if boat.large else v.boat_capacity_small
            if kind < longest_share:
                median = v.boat_capacity_longest
            boat.capacity = lognormal_one(size, median, v.capacity_spread)
            boat.quality = lognormal_one(quality, 1.0, v.quality_spread)
            boat.zone, boat.method, boat.launched = NOT_LAUNCHED, NOT_LAUNCHED, 0
            owner.boats_built += 1
            now.boats += 1


@kernel
def _add(
    now: Any, gang: int, hub: int, boats: int, engines: int, first_boat: int, cargo: Rows,
    gangs: Rows,
) -> None:  # fmt: skip
    """Add one transport of a gang's order."""
    one, owner = cargo[now.cargo], gangs[gang]
    one.identity, one.gang, one.hub = _key(owner.identity, owner.orders), gang, hub
    one.corridor, one.state = NO_CORRIDOR, ConsignmentState.MOVING
    one.boats, one.engines, one.first_boat = boats, engines, first_boat
    owner.orders += 1
    now.cargo += 1


@kernel
def _send_off(
    now: Any, v: Numbers, hub: int, begun: int, boats: Rows, cargo: Rows, gangs: Rows,
    hub_cargo: Index, freight: Due, log: Rows,
) -> None:  # fmt: skip
    """Let the transports from one row on set out after the lead time."""
    due = now.day - now.first_day + int(v.order_lead_time)
    for row in range(begun, now.cargo):
        put(freight, row, due)
        hub_cargo[hub] += 1
        one = cargo[row]
        for index in range(one.first_boat, one.first_boat + one.boats):
            note(
                log, now, Event.BUILT.value, gangs[one.gang].identity, boats[index].identity,
                one.identity, -1, hub, boats[index].capacity,
            )  # fmt: skip


@kernel
def _key(gang: int, number: int) -> np.uint64:
    """Identity of a gang's boat or order of that number."""
    return (np.uint64(gang) << np.uint64(GANG_BITS)) + np.uint64(number)
