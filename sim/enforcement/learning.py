"""Learning: gangs let old losses fade and reprice; units learn where finds are.

Both think on Mondays, over what the week has brought.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.core.exact_math import exp, power, total
from sim.core.kernels import kernel
from sim.enforcement import units
from sim.enforcement.units import FIXED, UNIFORM, Looking, Posts
from sim.gangs import expectations
from sim.gangs.gangs import Floats, Heard, Tallies, market_price
from sim.launching import people_per_boat
from sim.value_types import Numbers

Rows = NDArray[Any]

COMFORTABLE = 45.0
"""People per boat at which a seat has its full price: assumed, between the two of P430."""


@kernel
def run(
    now: Any, v: Numbers, gangs: Rows, tallies: Tallies, heard: Heard, most_routes: int,
    posts: Posts,
    looking: Looking,
) -> None:  # fmt: skip
    """Spread rumours, fade memories, set prices and expectations, move officers.

    Args:
        now: The day's numbers.
        v: Named values.
        gangs: Gangs.
        tallies: What they remember.
        heard: What they remembered a week ago.
        most_routes: Most corridors that leave a hub.
        posts: Where units look.
        looking: What they found this week.
    """
    _remember(v, gangs, tallies, heard, most_routes)
    _reprice(now, v, gangs, tallies)
    expectations.update(now, v, gangs, tallies)
    _look_elsewhere(now, v, posts, looking)


@kernel
def _remember(v: Numbers, gangs: Rows, tallies: Tallies, heard: Heard, most_routes: int) -> None:
    """Add what is heard of rivals' week, let it fade by a week, and add or drop a route."""
    keep, number = exp(-7.0 / v.belief_memory), gangs.size
    _hear(tallies.moved, heard.moved, number, v.rumour, keep)
    _hear(tallies.stopped, heard.stopped, number, v.rumour, keep)
    _hear(tallies.carried, heard.carried, number, v.rumour, keep)
    _hear(tallies.seized, heard.seized, number, v.rumour, keep)
    _hear(_flat(tallies.launched), _flat(heard.launched), number, v.rumour, keep)
    _hear(_flat(tallies.prevented), _flat(heard.prevented), number, v.rumour, keep)
    for index in range(number):
        gang = gangs[index]
        gang.boats_sent *= keep
        gang.boats_lost *= keep
        gang.people_routes = adjust_routes(
            gang.people_routes, tallies.stopped[index], tallies.moved[index], v.loss_tolerance,
            most_routes,
        )  # fmt: skip
        gang.equipment_routes = adjust_routes(
            gang.equipment_routes, tallies.seized[index], tallies.carried[index],
            v.equipment_loss_tolerance, most_routes,
        )  # fmt: skip


@kernel
def _flat(by_way: Floats) -> Floats:
    """Numbers by gang, zone and method as numbers by gang and launch option."""
    return by_way.reshape(by_way.shape[0], by_way.shape[1] * by_way.shape[2])


@kernel
def _hear(seen: Floats, before: Floats, gangs: int, rumour: float, keep: float) -> None:
    """Add a share of what rivals saw this week, let all fade, and note it for the next week."""
    for column in range(seen.shape[1]):
        by_all = 0.0
        for gang in range(gangs):
            by_all += seen[gang, column] - before[gang, column]
        for gang in range(gangs):
            week = seen[gang, column] - before[gang, column]
            seen[gang, column] += rumour * (by_all - week)
            seen[gang, column] *= keep
            before[gang, column] = seen[gang, column]


@kernel
def adjust_routes(routes: int, lost: Floats, passed: Floats, tolerance: float, most: int) -> int:
    """One route more where losses are beyond tolerance, else one less, down to the best alone."""
    both = np.empty(lost.size)
    for index in range(lost.size):
        both[index] = lost[index] + passed[index]
    beyond = total(lost) / max(total(both), 1.0) > tolerance
    return min(max(routes + (1 if beyond else -1), 1), most)


@kernel
def _reprice(now: Any, v: Numbers, gangs: Rows, tallies: Tallies) -> None:
    """Move each price towards what scarcity and the cost of a seat ask, and towards the rivals'.

    A seat on a crowded boat is worth less.
    """
    market = market_price(gangs, tallies)
    scale = expectations.overload_scale(now, v, expectations.USUAL_SEA)
    capacity = expectations.mean_capacity(now, v)
    for gang in gangs:
        seats = (gang.boats + gang.boats_called) * gang.wanted_load
        ahead = expectations.people_ahead(gang, v.coast_cover_days)
        scarcity = (ahead + gang.wanted_load) / (seats + gang.wanted_load)
        asked = v.price_reference * power(scarcity, v.price_scarcity_elasticity)
        each = people_per_boat.planned_load(ahead, gang.boats + gang.boats_called, scale)
        each = min(max(each, gang.wanted_load), capacity)
        asked *= power(max(each, 1.0) / COMFORTABLE, -v.price_load_elasticity)
        landed = max(gang.wanted_load, 1.0) * (1.0 - gang.prevention_expected)
        asked += v.cost_pass_through * (gang.boat_cost / landed - v.cost_reference)
        price = gang.price + v.price_speed * (asked - gang.price)
        if np.isfinite(market):
            price += v.price_undercutting * (market - price)
        floor = now.boat_price / max(gang.wanted_load, 1.0)
        gang.price = min(max(price, floor), v.price_most)


@kernel
def _look_elsewhere(now: Any, v: Numbers, posts: Posts, looking: Looking) -> None:
    """Units update where finds are and re-allocate their officers."""
    if now.allocation == FIXED and now.day >= now.start:
        units.forget_finds(looking)
        return
    units.learn(posts, looking, v.learning_rate)
    units.allocate(posts, 1.0 if now.allocation == UNIFORM else v.exploration)
    now.redeploy = 1
