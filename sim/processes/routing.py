"""Routing: each gang splits people and equipment over the corridors that leave each hub.

The value of a corridor is what it is believed to cost: days on the way, the perceived risk of being
stopped times what a stop costs, and the value of the way on from its end. Flows split in
proportion to exp(-cost / scale), the recursive logit of route choice (Fosgerau, Frejinger and
Karlström 2013), over a network without cycles, so one backward pass gives the exact answer.
"""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from sim.network import Flags, Ints, Network
from sim.state import ModelState

Floats = NDArray[np.float64]
_MONDAY = 0


def perceived_risk(lost: Floats, passed: Floats, prior_lost: float, prior_passed: float) -> Floats:
    """Recency-weighted Beta mean of the share lost, with imagined losses and passages."""
    risk: Floats = (lost + prior_lost) / (lost + passed + prior_lost + prior_passed)
    return risk


def splits(
    network: Network, cost: Floats, open_share: Floats, usable: Flags, ends: Ints, scale: float
) -> Floats:
    """Cumulative shares over the corridors that leave each hub.

    Args:
        network: The network.
        cost: Believed cost of each corridor to each gang, shape (gangs, corridors), GBP a unit.
        open_share: How far each corridor is open, 0 to 1.
        usable: Corridors that carry this commodity.
        ends: Hubs where the way is over.
        scale: Difference of cost that makes a share fall to 1/e, GBP.

    Returns:
        Shape (gangs, hubs, choices); all zero where no way leads on.
    """
    gangs = cost.shape[0]
    value = np.full((gangs, len(network.hubs)), np.inf)
    value[:, ends] = 0.0
    shares = np.zeros((gangs, len(network.hubs), network.most_leaving))
    for hub in network.backward:
        group = network.leaving[hub]
        group = group[usable[group] & (open_share[group] > 0)]
        if value[0, hub] == 0.0 or not group.size:
            continue
        ahead = cost[:, group] + value[:, network.destination[group]]
        best = ahead.min(axis=1)
        if not np.isfinite(best[0]):
            continue
        weight = open_share[group] * np.exp((best[:, None] - ahead) / scale)
        total = weight.sum(axis=1)
        value[:, hub] = best - scale * np.log(total)
        places = np.searchsorted(network.leaving[hub], group)
        shares[:, hub, places] = weight / total[:, None]
    return np.cumsum(shares, axis=2)


def run(model: ModelState) -> None:
    """Every Monday, and when the world has changed, recompute all splits."""
    if not (model.routes.stale or date.fromordinal(model.day).weekday() == _MONDAY):
        return
    model.routes.stale = False
    values, network, gangs = model.values, model.network, model.gangs
    prior = (values.belief_prior_losses, values.belief_prior_passages)
    days = values.day_cost * network.mean_days
    people = days + values.stop_cost * perceived_risk(gangs.stopped, gangs.moved, *prior)
    boats = days + model.supply.price * perceived_risk(gangs.seized, gangs.carried, *prior)
    scale, opening = values.split_scale, values.corridor_open
    zones = network.zones
    model.routes.people = splits(network, people, opening, network.people, zones, scale)
    model.routes.equipment = splits(network, boats, opening, network.equipment, zones, scale)
