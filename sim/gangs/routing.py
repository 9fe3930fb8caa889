"""Routing: each gang splits people and equipment over the corridors that leave each hub.

A way is worth what it is believed to cost: days on it, what a loss on it costs times the weight
that the gang gives to a loss, and the worth of the way on from its end. The weight is the perceived
risk, distorted by salience (Bordalo, Gennaioli and Shleifer 2012): of the two outcomes of a way,
passage and loss, the one that stands out more from what the gang is used to weighs more than its
chance. Flows split over the ways in use in proportion to exp(-cost / scale), the recursive logit of
route choice (Fosgerau, Frejinger and Karlström 2013), over a network without cycles, so that one
backward pass gives the exact answer.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.core.kernels import kernel
from sim.core.network import Flags, Ints, Network
from sim.state import ModelState

Floats = NDArray[np.float64]


def perceived_risk(lost: Floats, passed: Floats, prior_lost: float, prior_passed: float) -> Floats:
    """Recency-weighted Beta mean of the share lost, with imagined losses and passages."""
    risk: Floats = (lost + prior_lost) / (lost + passed + prior_lost + prior_passed)
    return risk


def salience(outcome: Floats, usual: Floats, floor: float) -> Floats:
    """How much an outcome strikes: ``|x - u| / (|x| + |u| + floor)``, all in GBP."""
    striking: Floats = np.abs(outcome - usual) / (np.abs(outcome) + np.abs(usual) + floor)
    return striking


def decision_weight(
    risk: Floats, cost: Floats, loss: Floats | float, usual: Floats, decay: float, floor: float
) -> Floats:
    """Weight that a gang gives to losing on each corridor, instead of the perceived risk.

    Args:
        risk: Perceived risk, shape (gangs, corridors).
        cost: What passing costs, GBP.
        loss: What being stopped costs on top, GBP.
        usual: What the ways from the same hub cost on average, losses included, GBP.
        decay: Weight of the less striking outcome against the more striking one.
        floor: Size below which differences do not strike, GBP.
    """
    loss_strikes = salience(cost + loss, usual, floor) >= salience(cost, usual, floor)
    of_loss, of_passage = np.where(loss_strikes, 1.0, decay), np.where(loss_strikes, decay, 1.0)
    weight: Floats = risk * of_loss / (risk * of_loss + (1.0 - risk) * of_passage)
    return weight


def mean_by_hub(network: Network, usable: Flags, cost: Floats) -> Floats:
    """Mean of ``cost`` over the usable corridors that leave the same hub, for each corridor."""
    leaves = (network.origin[:, None] == np.arange(len(network.hubs))) & usable[:, None]
    number = np.maximum(leaves.sum(axis=0), 1)
    mean: Floats = (cost @ leaves / number)[:, network.origin]
    return mean


def splits(
    network: Network,
    cost: Floats,
    usable: Flags,
    open_share: Floats,
    ways: Ints,
    scale: float,
) -> tuple[Floats, Floats]:
    """Cumulative shares over the corridors that leave each hub, and what the way on costs.

    Args:
        network: The network.
        cost: Believed cost of each corridor to each gang, shape (gangs, corridors), GBP a unit.
        usable: Corridors that carry this commodity.
        open_share: How far each corridor is open, 0 to 1.
        ways: Most corridors that each gang uses at a hub: those of least cost.
        scale: Difference of cost that makes a share fall to 1/e, GBP.

    Returns:
        Shares of shape (gangs, hubs, choices), all zero where no way leads on, and costs of shape
        (gangs, hubs), infinite there.
    """
    shares = np.zeros((cost.shape[0], len(network.hubs), network.most_leaving))
    ahead = np.empty((cost.shape[0], len(network.hubs)))
    _fill_shares(
        cost,
        np.where(usable, open_share, 0.0),
        network.is_zone,
        ways,
        scale,
        network.backward,
        network.choices,
        network.destination,
        shares,
        ahead,
    )
    return shares, ahead


@kernel
def _fill_shares(
    cost: Floats,
    passable: Floats,
    is_end: Flags,
    ways: Ints,
    scale: float,
    backward: Ints,
    choices: Ints,
    destination: Ints,
    shares: Floats,
    ahead: Floats,
) -> None:
    here = np.empty(choices.shape[1])
    for gang in range(cost.shape[0]):
        for hub in range(is_end.size):
            ahead[gang, hub] = 0.0 if is_end[hub] else np.inf
        for hub in backward:
            if is_end[hub]:
                continue
            for place, corridor in enumerate(choices[hub]):
                here[place] = np.inf
                if corridor >= 0 and passable[corridor] > 0.0:
                    here[place] = cost[gang, corridor] + ahead[gang, destination[corridor]]
            best = np.inf
            for cost_here in here:
                best = min(best, cost_here)
            if best == np.inf:
                continue
            total = 0.0
            for place, corridor in enumerate(choices[hub]):
                better = 0
                for other in range(here.size):
                    if here[other] < here[place] or (here[other] == here[place] and other < place):
                        better += 1
                if here[place] < np.inf and better < ways[gang]:
                    total += passable[corridor] * np.exp((best - here[place]) / scale)
                shares[gang, hub, place] = total
            ahead[gang, hub] = best - scale * np.log(total)
            for place in range(here.size):
                shares[gang, hub, place] /= total


def run(model: ModelState) -> None:
    """Split anew for all gangs on Mondays and when the ways change, else for new gangs only."""
    routes, gangs = model.routes, model.gangs
    known = 0 if routes.stale or model.is_monday else routes.people.shape[0]
    routes.stale = False
    if known == gangs.count:
        return
    people, equipment, delivery = _all_splits(model, slice(known, gangs.count))
    if known:
        people = np.concatenate([routes.people[:known], people])
        equipment = np.concatenate([routes.equipment[:known], equipment])
        delivery = np.concatenate([routes.delivery_cost[:known], delivery])
    routes.people, routes.equipment, routes.delivery_cost = people, equipment, delivery


def _all_splits(model: ModelState, rows: slice) -> tuple[Floats, Floats, Floats]:
    """Splits of people and of equipment for some gangs, and the cost of delivery by supplier."""
    values, network, gangs = model.values, model.network, model.gangs
    prior = (values.belief_prior_losses, values.belief_prior_passages)
    days = values.day_cost * network.mean_days * gangs.contacts[rows]
    person_risk = perceived_risk(gangs.stopped[rows], gangs.moved[rows], *prior)
    boat_risk = perceived_risk(gangs.seized[rows], gangs.carried[rows], *prior)
    person_cost = _believed_cost(model, days, values.stop_cost, person_risk, network.people)
    boat_cost = _believed_cost(model, days, model.boat_price, boat_risk, network.equipment)
    is_open, scale = values.corridor_open, values.split_scale
    people, _ = splits(
        network, person_cost, network.people, is_open, gangs.people_ways[rows], scale
    )
    equipment, ahead = splits(
        network, boat_cost, network.equipment, is_open, gangs.equipment_ways[rows], scale
    )
    return people, equipment, ahead[:, model.supply.hub]


def _believed_cost(
    model: ModelState, days: Floats, loss: float, risk: Floats, carries: Flags
) -> Floats:
    """What each corridor is believed to cost: days, and losses by their weight in the decision."""
    values = model.values
    usable = carries & (values.corridor_open > 0.0)
    usual = mean_by_hub(model.network, usable, days + loss * risk)
    weight = decision_weight(risk, days, loss, usual, values.salience_decay, values.salience_floor)
    return days + loss * weight
