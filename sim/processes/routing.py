"""Routing: each gang splits people and equipment over the corridors that leave each hub.

The value of a corridor is what it is believed to cost: days on the way, the perceived risk of being
stopped times what a stop costs, and the value of the way on from its end. Flows split in
proportion to exp(-cost / scale), the recursive logit of route choice (Fosgerau, Frejinger and
Karlström 2013), over a network without cycles, so one backward pass gives the exact answer.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from sim.network import Flags, Ints, Network
from sim.state import ModelState

Floats = NDArray[np.float64]


def perceived_risk(lost: Floats, passed: Floats, prior_lost: float, prior_passed: float) -> Floats:
    """Recency-weighted Beta mean of the share lost, with imagined losses and passages."""
    risk: Floats = (lost + prior_lost) / (lost + passed + prior_lost + prior_passed)
    return risk


def splits(
    network: Network, cost: Floats, usable: Flags, open_share: Floats, ends: Ints, scale: float
) -> Floats:
    """Cumulative shares over the corridors that leave each hub.

    Args:
        network: The network.
        cost: Believed cost of each corridor to each gang, shape (gangs, corridors), GBP a unit.
        usable: Corridors that carry this commodity.
        open_share: How far each corridor is open, 0 to 1.
        ends: Hubs where the way is over.
        scale: Difference of cost that makes a share fall to 1/e, GBP.

    Returns:
        Shape (gangs, hubs, choices); all zero where no way leads on.
    """
    shares = np.zeros((cost.shape[0], len(network.hubs), network.most_leaving))
    is_end = np.zeros(len(network.hubs), dtype=np.bool_)
    is_end[ends] = True
    passable = np.where(usable, open_share, 0.0)
    _fill_shares(
        cost,
        passable,
        is_end,
        scale,
        network.backward,
        network.choices,
        network.destination,
        shares,
    )
    return shares


@njit(cache=True, nogil=True)
def _fill_shares(
    cost: Floats,
    passable: Floats,
    is_end: Flags,
    scale: float,
    backward: Ints,
    choices: Ints,
    destination: Ints,
    shares: Floats,
) -> None:
    value = np.empty(is_end.size)
    for gang in range(cost.shape[0]):
        for hub in range(is_end.size):
            value[hub] = 0.0 if is_end[hub] else np.inf
        for hub in backward:
            if is_end[hub]:
                continue
            best = np.inf
            for corridor in choices[hub]:
                if corridor >= 0 and passable[corridor] > 0.0:
                    best = min(best, cost[gang, corridor] + value[destination[corridor]])
            if best == np.inf:
                continue
            total = 0.0
            for place, corridor in enumerate(choices[hub]):
                if corridor >= 0 and passable[corridor] > 0.0:
                    ahead = cost[gang, corridor] + value[destination[corridor]]
                    total += passable[corridor] * np.exp((best - ahead) / scale)
                shares[gang, hub, place] = total
            value[hub] = best - scale * np.log(total)
            shares[gang, hub] /= total


def run(model: ModelState) -> None:
    """Split anew for all gangs on Mondays and when the ways change, else for new gangs only."""
    routes, gangs = model.routes, model.gangs
    known = 0 if routes.stale or model.is_monday else routes.people.shape[0]
    routes.stale = False
    if known == gangs.count:
        return
    people, equipment = _all_splits(model, slice(known, gangs.count))
    routes.people = np.concatenate([routes.people[:known], people]) if known else people
    routes.equipment = np.concatenate([routes.equipment[:known], equipment]) if known else equipment


def _all_splits(model: ModelState, rows: slice) -> tuple[Floats, Floats]:
    """Splits of people and of equipment for some gangs."""
    values, network, gangs = model.values, model.network, model.gangs
    prior = (values.belief_prior_losses, values.belief_prior_passages)
    days = values.day_cost * network.mean_days
    person_risk = perceived_risk(gangs.stopped[rows], gangs.moved[rows], *prior)
    boat_risk = perceived_risk(gangs.seized[rows], gangs.carried[rows], *prior)
    shared = values.corridor_open, network.zones, values.split_scale
    return (
        splits(network, days + values.stop_cost * person_risk, network.people, *shared),
        splits(network, days + model.supply.price * boat_risk, network.equipment, *shared),
    )
