"""How many people a gang puts on a boat: the load decision, as plain functions.

A gang has ``Q`` people waiting and ``B`` boats. A boat with ``n`` people earns ``f(n) = P n p(n)``:
``P`` is what a passenger who is not prevented pays, ``p(n) = exp(-(n/a)^2)`` the chance to get
across. It maximises total profit subject to ``Q`` and ``B``; the multipliers of those two limits
are the marginal values of a waiting person and of a boat.

* Boats plenty: the load of least cost a head, where ``n f'(n) = f(n) - c``.
* Boats scarce: ``n = Q / B``, up to the load of most revenue, ``a / sqrt(2)``, or the boat's size.

So load is an outcome of queue, boats, price and cost, never an input.
"""

from __future__ import annotations

import numpy as np

from sim.core.exact_math import cbrt, exp, power
from sim.core.kernels import kernel

NEWTON_STEPS = 6
"""Enough for the load of least cost to double precision."""
_ROOT_OF_TWO = float(np.sqrt(2.0))
MOST_SHARE = float(1.0 / np.sqrt(2.0))
"""Load of most revenue, against the load at which a boat fails with chance 1 - 1/e."""


@kernel
def chance_across(load: float, overload_scale: float) -> float:
    """Chance that a boat with ``load`` people is not turned back by overloading."""
    share = load / overload_scale
    return exp(-(share * share))


@kernel
def least_cost_load(boat_cost: float, fare: float, overload_scale: float) -> float:
    """Load of least cost a head when boats can be bought at ``boat_cost``.

    Args:
        boat_cost: Cost of the next boat, GBP.
        fare: What a passenger is expected to pay, after the chance of being prevented, GBP.
        overload_scale: People at which the chance to get across falls to 1/e.

    Returns:
        The load that solves ``2 fare n^3 exp(-(n/a)^2) = boat_cost a^2``, at most the load of most
        revenue.
    """
    target = boat_cost / (2.0 * max(fare, 1e-9) * overload_scale)
    share = min(max(cbrt(target), 1e-9), MOST_SHARE)
    for _ in range(NEWTON_STEPS):
        square = share * share
        slope = square * (3.0 - 2.0 * square)
        gap = target * exp(square) - power(share, 3.0)
        share = min(share + gap / slope, MOST_SHARE)
    return share * overload_scale


@kernel
def revenue_load(overload_scale: float) -> float:
    """Load beyond which one more passenger lowers a boat's expected revenue."""
    return overload_scale / _ROOT_OF_TWO


@kernel
def boat_marginal_value(load: float, fare: float, overload_scale: float) -> float:
    """What one more boat would add to this launch: ``f(n) - n f'(n)``, GBP."""
    share = load / overload_scale
    square = share * share
    return fare * load * 2.0 * square * exp(-square)


@kernel
def person_marginal_value(load: float, fare: float, overload_scale: float) -> float:
    """What one more passenger would add to a boat with this load: ``f'(n)``, GBP; 0 at the most."""
    share = load / overload_scale
    square = share * share
    return max(fare * (1.0 - 2.0 * square) * exp(-square), 0.0)


@kernel
def launches(
    waiting: int, boats: int, wanted_load: float, fill_to_launch: float, one_more: bool
) -> int:
    """Boats that a gang launches, within those it has.

    As many as the wanted load fills, or one more where the queue is worth it; one for a queue that
    nearly fills one.
    """
    full = np.floor(waiting / max(wanted_load, 1.0))
    if full < 1:
        full = 1.0 * (waiting >= fill_to_launch * wanted_load)
    elif one_more:
        full += 1.0
    return min(int(full), boats)


@kernel
def earnings(load: float, fare: float, overload_scale: float) -> float:
    """What a boat with this load is expected to earn, GBP: ``f(n)``."""
    return fare * load * chance_across(load, overload_scale)


@kernel
def one_more_pays(
    waiting: int, wanted_load: float, most: float, fare: float, boat_cost: float,
    overload_scale: float,
) -> bool:  # fmt: skip
    """Whether a queue is worth one boat beyond those that the wanted load fills, at least one.

    ``m`` boats with ``n`` people each, at most ``most``, are worth ``m (f(n) - c)`` and, for each
    person left for another day, what a head brings at the wanted load.
    """
    few = max(np.floor(waiting / max(wanted_load, 1.0)), 1.0)
    head = earnings(wanted_load, fare, overload_scale) - boat_cost
    head /= max(wanted_load, 1.0)
    more = _expected_profit(few + 1.0, waiting, most, fare, boat_cost, overload_scale, head)
    return more > _expected_profit(few, waiting, most, fare, boat_cost, overload_scale, head)


@kernel
def _expected_profit(
    boats: float, waiting: int, most: float, fare: float, boat_cost: float, overload_scale: float,
    head: float,
) -> float:  # fmt: skip
    load = min(waiting / boats, most)
    gain = earnings(load, fare, overload_scale) - boat_cost
    return boats * gain + (waiting - boats * load) * head


@kernel
def planned_load(waiting: int, launched: int, overload_scale: float) -> float:
    """People planned for each boat of a gang: all who wait, up to the load of most revenue."""
    return min(waiting / max(launched, 1), revenue_load(overload_scale))
