"""Resale: gangs short of boats at the coast buy from those that have boats to spare.

Gangs buy boats ahead, each for its own customers, so that some have a queue and no boat while
others have boats and no queue. That they find each other within a day is assumed; sources see the
trade as groups without a chain of command (P314), and do not say how boats change hands.
"""

from __future__ import annotations

import numpy as np

from sim.core.columns import Index
from sim.core.events import Event
from sim.core.randomness import Decision
from sim.equipment.boats import longest_cached
from sim.state import ModelState


def run(model: ModelState) -> None:
    """Let those who lack boats have what others can spare, at today's price."""
    spare, lack = _spare_and_lack(model)
    number = min(spare.sum(), lack.sum())
    if number == 0:
        return
    gangs = model.gangs
    turn, offer, _, _ = model.draws.uniforms(Decision.RESALE, gangs.identity, model.day)
    buyers, sellers = np.argsort(turn, kind="stable"), np.argsort(offer, kind="stable")
    buyer = np.repeat(buyers, lack[buyers])[:number]
    seller = np.repeat(sellers, spare[sellers])[:number]
    by_seller = np.argsort(seller, kind="stable")
    _hand_over(model, seller[by_seller], buyer[by_seller])


def _spare_and_lack(model: ModelState) -> tuple[Index, Index]:
    """Boats with engines beyond what a gang's queue fills, and those that full loads still need.

    No gang buys more than it can pay.
    """
    gangs, at_work = model.gangs, model.gangs.working(model.day)
    at_hand = np.minimum(gangs.boats, gangs.engines)
    filled = gangs.waiting / np.maximum(gangs.wanted_load, 1.0)
    afford = np.floor(np.maximum(gangs.capital, 0.0) / model.boat_price)
    spare = np.where(at_work, np.maximum(at_hand - np.ceil(filled), 0.0), 0.0)
    lack = np.where(at_work, np.clip(np.floor(filled) - at_hand, 0.0, afford), 0.0)
    return spare.astype(np.int64), lack.astype(np.int64)


def _hand_over(model: ModelState, seller: Index, buyer: Index) -> None:
    """One boat with its engine for each pair, in the order of the sellers; the oldest go first."""
    gangs, boats = model.gangs, model.boats
    sold = np.bincount(seller, minlength=gangs.count)
    change = np.bincount(buyer, minlength=gangs.count) - sold
    rows, _ = longest_cached(boats.rows, sold)
    boats.gang[rows] = buyer
    gangs.boats += change
    gangs.engines += change
    gangs.capital -= change * model.boat_price
    if model.log is not None:
        model.log.add(
            Event.RESOLD, model.day, gangs.identity[seller], boats.identity[rows],
            gangs.identity[buyer],
        )  # fmt: skip
