"""Resale: gangs short of boats at the coast buy from those that have boats to spare.

Gangs buy boats ahead, each for its own customers, so that some have a queue and no boat while
others have boats and no queue. That they find each other within a day is assumed; sources see the
trade as groups without a chain of command (P314), and do not say how boats change hands.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import Index
from sim.core.events import Event, note
from sim.core.kernels import kernel
from sim.core.randomness import Decision, draw_one
from sim.equipment.boats import longest_cached

Rows = NDArray[Any]


@kernel
def run(now: Any, boats: Rows, gangs: Rows, log: Rows, key: NDArray[np.uint64]) -> None:
    """Let those who lack boats have what others can spare, at today's price."""
    spare, lack = _spare_and_lack(now, gangs)
    number = min(int(spare.sum()), int(lack.sum()))
    if number == 0:
        return
    turn, offer = np.empty(gangs.size), np.empty(gangs.size)
    for gang in range(gangs.size):
        turn[gang], offer[gang], _, _ = draw_one(
            gangs[gang].identity, now.day, Decision.RESALE.value, key
        )
    buyer = _in_turn(np.argsort(turn, kind="mergesort"), lack, number)
    seller = _in_turn(np.argsort(offer, kind="mergesort"), spare, number)
    by_seller = np.argsort(seller, kind="mergesort")
    _hand_over(now, seller[by_seller], buyer[by_seller], boats, gangs, log)


@kernel
def _in_turn(order: Index, boats_of: Index, number: int) -> Index:
    """Each gang as often as it has boats to give or to get, in this order, up to a number."""
    each, index = np.empty(number, dtype=np.int64), 0
    for gang in order:
        for _ in range(min(boats_of[gang], number - index)):
            each[index] = gang
            index += 1
    return each


@kernel
def _spare_and_lack(now: Any, gangs: Rows) -> tuple[Index, Index]:
    """Boats with engines beyond what a gang's queue fills, and those that full loads still need.

    No gang buys more than it can pay.
    """
    spare, lack = np.zeros(gangs.size, dtype=np.int64), np.zeros(gangs.size, dtype=np.int64)
    for index in range(gangs.size):
        gang = gangs[index]
        if gang.active and gang.lay_low_until <= now.day:
            at_hand = min(gang.boats, gang.engines)
            filled = gang.waiting / max(gang.wanted_load, 1.0)
            afford = np.floor(max(gang.capital, 0.0) / now.boat_price)
            spare[index] = int(max(at_hand - np.ceil(filled), 0.0))
            lack[index] = int(min(max(np.floor(filled) - at_hand, 0.0), afford))
    return spare, lack


@kernel
def _hand_over(now: Any, seller: Index, buyer: Index, boats: Rows, gangs: Rows, log: Rows) -> None:
    """One boat with its engine for each pair, in the order of the sellers; the oldest go first."""
    sold = np.zeros(gangs.size, dtype=np.int64)
    change = np.zeros(gangs.size, dtype=np.int64)
    for pair in range(seller.size):
        sold[seller[pair]] += 1
        change[buyer[pair]] += 1
        change[seller[pair]] -= 1
    rows, _ = longest_cached(now, boats, sold)
    for pair in range(rows.size):
        boats[rows[pair]].gang = buyer[pair]
    for index in range(gangs.size):
        gang = gangs[index]
        gang.boats += change[index]
        gang.engines += change[index]
        gang.capital -= change[index] * now.boat_price
    for pair in range(rows.size):
        note(
            log, now, Event.RESOLD.value, gangs[seller[pair]].identity, boats[rows[pair]].identity,
            gangs[buyer[pair]].identity, -1, -1, 0.0,
        )  # fmt: skip
