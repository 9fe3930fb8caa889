"""Routing: each gang splits people and equipment over the corridors that leave each hub.

A corridor is judged by what it is believed to cost: days on it, what losses on it cost by the
weight that the gang gives to a loss, and the cost of the route on from its end. A boat is lost
once. People who are stopped try again until they pass or give up, so that a gang reckons with all
the stops to come: what each weighs, the days until the next try, and the fares of those who give
up. The weight is the perceived risk, distorted by salience (Bordalo, Gennaioli and Shleifer
2012): of the two outcomes of a corridor, passage and loss, the one that stands out more from what
the gang is used to weighs more than its chance. Flows split over the routes in use in proportion
to exp(-cost / scale), the recursive logit of route choice (Fosgerau, Frejinger and Karlström
2013), over a network without cycles, so that one backward pass gives the exact answer.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.core.exact_math import matmul
from sim.core.kernels import kernel
from sim.core.network import Carries, Flags, Graph, Ints
from sim.equipment.boats import Market
from sim.gangs.gangs import Tallies
from sim.people.persistence import days_until_next, leaving
from sim.state import Routes
from sim.value_types import Numbers

Floats = NDArray[np.float64]
Rows = NDArray[Any]

MOST_STOPS = 64
"""A gang reckons with so many stops in a row at most."""
FEWEST_LEFT = 1e-6
"""And with none that fewer than this share of those who set out live to see."""


@kernel
def perceived_risk(lost: float, passed: float, prior_lost: float, prior_passed: float) -> float:
    """Recency-weighted Beta mean of the share lost, with imagined losses and passages."""
    return (lost + prior_lost) / (lost + passed + prior_lost + prior_passed)


@kernel
def salience(outcome: float, usual: float, floor: float) -> float:
    """How much an outcome strikes: ``|x - u| / (|x| + |u| + floor)``, all in GBP."""
    return abs(outcome - usual) / (abs(outcome) + abs(usual) + floor)


@kernel
def decision_weight(
    risk: float, cost: float, loss: float, usual: float, decay: float, floor: float
) -> float:
    """Weight that a gang gives to losing on a corridor, instead of the perceived risk.

    Args:
        risk: Perceived risk.
        cost: What passing costs, GBP.
        loss: What being stopped costs on top, GBP.
        usual: What the corridors from the same hub cost on average, losses included, GBP.
        decay: Weight of the less striking outcome against the more striking one.
        floor: Size below which differences do not strike, GBP.
    """
    of_loss, of_passage = 1.0, decay
    if salience(cost + loss, usual, floor) < salience(cost, usual, floor):
        of_loss, of_passage = decay, 1.0
    return risk * of_loss / (risk * of_loss + (1.0 - risk) * of_passage)


@kernel
def mean_by_hub(graph: Graph, usable: Floats, cost: Floats) -> Floats:
    """Mean of ``cost`` over the usable corridors that leave the same hub, for each corridor."""
    leaves = np.zeros((graph.origin.size, graph.is_zone.size))
    number = np.zeros(graph.is_zone.size)
    for corridor, hub in enumerate(graph.origin):
        if usable[corridor] > 0.0:
            leaves[corridor, hub] = 1.0
            number[hub] += 1.0
    summed, mean = matmul(cost, leaves), np.empty_like(cost)
    for gang in range(cost.shape[0]):
        for corridor, hub in enumerate(graph.origin):
            mean[gang, corridor] = summed[gang, hub] / max(number[hub], 1.0)
    return mean


@kernel
def split(
    cost: Floats, passable: Floats, most_used: int, scale: float, graph: Graph, backward: Ints,
    shares: Floats, ahead: Floats,
) -> None:  # fmt: skip
    """Work out a gang's shares over the corridors that leave each hub, and what the route on costs.

    Args:
        cost: Believed cost of each corridor, GBP a unit.
        passable: How far each corridor is open, 0 to 1; 0 where it does not carry this commodity.
        most_used: Most corridors that the gang uses at a hub: those of least cost.
        scale: Difference of cost that makes a share fall to 1/e, GBP.
        graph: The network.
        backward: Hubs with corridors, each after all hubs that it leads to.
        shares: Filled with cumulative shares, shape (hubs, choices), all zero where no route leads
            on.
        ahead: Filled with costs by hub, infinite where no route leads on.
    """
    choices, here = graph.choices, np.empty(graph.choices.shape[1])
    shares[:] = 0.0
    for hub in range(ahead.size):
        ahead[hub] = 0.0 if graph.is_zone[hub] else np.inf
    for hub in backward:
        if graph.is_zone[hub]:
            continue
        best = np.inf
        for index, corridor in enumerate(choices[hub]):
            here[index] = np.inf
            if corridor >= 0 and passable[corridor] > 0.0:
                here[index] = cost[corridor] + ahead[graph.destination[corridor]]
            best = min(best, here[index])
        if best == np.inf:
            continue
        total = 0.0
        for index, corridor in enumerate(choices[hub]):
            better = 0
            for other in range(here.size):
                if here[other] < here[index] or (here[other] == here[index] and other < index):
                    better += 1
            if here[index] < np.inf and better < most_used:
                total += passable[corridor] * np.exp((best - here[index]) / scale)
            shares[hub, index] = total
        ahead[hub] = best - scale * np.log(total)
        for index in range(here.size):
            shares[hub, index] /= total


@kernel
def run(
    now: Any, v: Numbers, is_open: Floats, gangs: Rows, contacts: Floats, tallies: Tallies,
    market: Market, graph: Graph, carries: Carries, routes: Routes,
) -> None:  # fmt: skip
    """Split anew for all gangs on Mondays and when routes change, else for new gangs only.

    Args:
        now: The day's numbers.
        v: Named values.
        is_open: How far each corridor is open.
        gangs: Gangs.
        contacts: Factor on what each corridor costs a gang.
        tallies: What they remember of passages and losses.
        market: Suppliers.
        graph: The network.
        carries: What its corridors carry, and how long they take.
        routes: What gangs have decided.
    """
    known = 0 if now.stale or now.day % 7 == 1 else now.routed
    now.stale, now.routed = 0, gangs.size
    if known == gangs.size:
        return
    days = np.empty((gangs.size - known, graph.origin.size))
    for gang in range(known, gangs.size):
        for corridor in range(graph.origin.size):
            day_cost = v.day_cost * carries.mean_days[corridor]
            days[gang - known, corridor] = day_cost * contacts[gang, corridor]
    open_to, ahead = _passable(carries.people, is_open), np.empty(graph.is_zone.size)
    fares = np.empty(gangs.size - known)
    for gang in range(known, gangs.size):
        fares[gang - known] = gangs[gang].price
    tries = retrying(v, fares)
    cost = _believed_cost(
        v, days, tries, tallies.stopped[known:], tallies.moved[known:], open_to, graph
    )
    for gang in range(known, gangs.size):
        split(
            cost[gang - known], open_to, gangs[gang].people_routes, v.split_scale, graph,
            carries.backward, routes.people[gang], ahead,
        )  # fmt: skip
    open_to = _passable(carries.equipment, is_open)
    once = np.full((1, gangs.size - known), now.boat_price)
    cost = _believed_cost(
        v, days, once, tallies.seized[known:], tallies.carried[known:], open_to, graph
    )
    for gang in range(known, gangs.size):
        split(
            cost[gang - known], open_to, gangs[gang].equipment_routes, v.split_scale, graph,
            carries.backward, routes.equipment[gang], ahead,
        )  # fmt: skip
        for supplier, hub in enumerate(market.hub):
            routes.delivery_cost[gang, supplier] = ahead[hub]


@kernel
def _passable(carried: Flags, is_open: Floats) -> Floats:
    """How far each corridor is open to a commodity."""
    passable = np.zeros(is_open.size)
    for corridor in range(passable.size):
        if carried[corridor]:
            passable[corridor] = is_open[corridor]
    return passable


@kernel
def retrying(v: Numbers, fare: Floats) -> Floats:
    """What each stop in a row costs gangs, for each person who sets out and is stopped so often.

    Args:
        v: Named values.
        fare: What each gang loses with one who gives up, GBP.

    Returns:
        Shape (stops, gangs), GBP: what a stop weighs, the days until the next try, and the fares of
        those who give up; less with every stop, since fewer are left to be stopped again.
    """
    costs, left, stops = np.empty((MOST_STOPS, fare.size)), 1.0, 0
    while stops < MOST_STOPS and left >= FEWEST_LEFT:
        give_up = leaving(v.leave_after_interception, v.leave_growth, stops + 1)
        wait = days_until_next(v.wait_after_interception, v.wait_growth, stops + 1)
        again = (1.0 - give_up) * wait * v.day_cost
        for gang in range(fare.size):
            costs[stops, gang] = left * (v.stop_aversion + again + give_up * fare[gang])
        left *= 1.0 - give_up
        stops += 1
    return costs[:stops]


@kernel
def stopping_cost(chance: float, tries: Floats, gang: int) -> float:
    """Expected cost of all stops on a corridor to one who sets out and is stopped with ``chance``.

    With nobody giving up and equal waits this is ``chance / (1 - chance)`` times the cost of a
    stop; it stays bounded where chance is 1. Where nothing is tried again it is ``chance`` times
    the loss.

    Args:
        chance: Chance of being stopped, or the weight that the gang gives to it.
        tries: See :func:`retrying`.
        gang: Column of the gang.
    """
    cost = 0.0
    for index in range(tries.shape[0]):
        cost = (cost + tries[tries.shape[0] - 1 - index, gang]) * chance
    return cost


@kernel
def _believed_cost(
    v: Numbers, days: Floats, tries: Floats, lost: Floats, passed: Floats, open_to: Floats,
    graph: Graph,
) -> Floats:  # fmt: skip
    """What each corridor is believed to cost: days, and losses by their weight in the decision."""
    risk, cost = np.empty_like(days), np.empty_like(days)
    for gang in range(days.shape[0]):
        for corridor in range(days.shape[1]):
            risk[gang, corridor] = perceived_risk(
                lost[gang, corridor], passed[gang, corridor], v.belief_prior_losses,
                v.belief_prior_passages,
            )  # fmt: skip
            losses = stopping_cost(risk[gang, corridor], tries, gang)
            cost[gang, corridor] = days[gang, corridor] + losses
    usual = mean_by_hub(graph, open_to, cost)
    for gang in range(days.shape[0]):
        for corridor in range(days.shape[1]):
            weight = decision_weight(
                risk[gang, corridor], days[gang, corridor], tries[0, gang], usual[gang, corridor],
                v.salience_decay, v.salience_floor,
            )  # fmt: skip
            cost[gang, corridor] = days[gang, corridor] + stopping_cost(weight, tries, gang)
    return cost
