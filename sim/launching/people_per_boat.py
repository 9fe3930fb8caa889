"""How many people a gang puts on a boat: the load decision, as plain functions.

A gang has ``Q`` people waiting and ``B`` boats. A boat with ``n`` people earns ``f(n) = P n p(n)``:
``P`` is what a passenger who is not prevented pays, ``p(n) = exp(-(n/a)^2)`` the chance to get
across. It maximises total profit subject to ``Q`` and ``B``; the multipliers of those two limits
are what one more waiting person and one more boat are worth.

* Boats plenty: the load of least cost a head, where ``n f'(n) = f(n) - c``.
* Boats scarce: ``n = Q / B``, up to the load of most revenue, ``a / sqrt(2)``, or the boat's size.

So load is an outcome of queue, boats, price and cost, never an input.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

NEWTON_STEPS = 6
"""Enough for the load of least cost to double precision."""


def chance_across(load: ArrayLike, overload_scale: ArrayLike) -> Floats:
    """Chance that a boat with ``load`` people is not turned back by overloading."""
    share: Floats = np.asarray(load, dtype=np.float64) / np.asarray(overload_scale)
    return np.exp(-(share**2))


def least_cost_load(boat_cost: ArrayLike, fare: ArrayLike, overload_scale: ArrayLike) -> Floats:
    """Load of least cost a head when boats can be bought at ``boat_cost``.

    Args:
        boat_cost: Cost of the next boat, GBP.
        fare: What a passenger is expected to pay, after the chance of being prevented, GBP.
        overload_scale: People at which the chance to get across falls to 1/e.

    Returns:
        The load that solves ``2 fare n^3 exp(-(n/a)^2) = boat_cost a^2``, at most the load of most
        revenue.
    """
    scale = np.asarray(overload_scale, dtype=np.float64)
    target = np.asarray(boat_cost) / (2.0 * np.maximum(fare, 1e-9) * scale)
    most = 1.0 / np.sqrt(2.0)
    share = np.asarray(np.clip(np.cbrt(target), 1e-9, most), dtype=np.float64)
    for _ in range(NEWTON_STEPS):
        slope = share**2 * (3.0 - 2.0 * share**2)
        gap = target * np.exp(share**2) - share**3
        share = np.minimum(share + gap / slope, most).astype(np.float64)
    return share * scale


def revenue_load(overload_scale: ArrayLike) -> Floats:
    """Load beyond which one more passenger lowers a boat's expected revenue."""
    return np.asarray(overload_scale, dtype=np.float64) / np.sqrt(2.0)


def boat_worth(load: ArrayLike, fare: ArrayLike, overload_scale: ArrayLike) -> Floats:
    """What one more boat would add to this launch: ``f(n) - n f'(n)``, GBP."""
    people = np.asarray(load, dtype=np.float64)
    share = people / np.asarray(overload_scale)
    worth: Floats = np.asarray(fare) * people * 2.0 * share**2 * np.exp(-(share**2))
    return worth


def person_worth(load: ArrayLike, fare: ArrayLike, overload_scale: ArrayLike) -> Floats:
    """What one more passenger would add to a boat with this load: ``f'(n)``, GBP; 0 at the most."""
    share = np.asarray(load, dtype=np.float64) / np.asarray(overload_scale)
    worth = np.asarray(fare) * (1.0 - 2.0 * share**2) * np.exp(-(share**2))
    return np.maximum(worth, 0.0)


def launches(
    waiting: NDArray[np.int64],
    boats: NDArray[np.int64],
    wanted_load: Floats,
    fill_to_launch: float,
    worth_one_more: NDArray[np.bool_],
) -> NDArray[np.int64]:
    """Boats that each gang launches, within those it has.

    As many as the wanted load fills, or one more where the queue is worth it; one for a queue that
    nearly fills one.
    """
    full = np.floor(waiting / np.maximum(wanted_load, 1.0))
    nearly = waiting >= fill_to_launch * wanted_load
    wanted = np.where(full >= 1, full + worth_one_more, nearly)
    return np.minimum(wanted, boats).astype(np.int64)


def earnings(load: ArrayLike, fare: ArrayLike, overload_scale: ArrayLike) -> Floats:
    """What a boat with this load is expected to earn, GBP: ``f(n)``."""
    people = np.asarray(load, dtype=np.float64)
    earned: Floats = np.asarray(fare) * people * chance_across(people, overload_scale)
    return earned


def one_more_pays(
    waiting: NDArray[np.int64],
    wanted_load: Floats,
    most: ArrayLike,
    fare: Floats,
    boat_cost: Floats,
    overload_scale: ArrayLike,
) -> NDArray[np.bool_]:
    """Whether a queue is worth one boat beyond those that the wanted load fills, at least one.

    ``m`` boats with ``n`` people each, at most ``most``, are worth ``m (f(n) - c)`` and, for each
    person left for another day, what a head brings at the wanted load.
    """
    few = np.maximum(np.floor(waiting / np.maximum(wanted_load, 1.0)), 1.0)
    head = earnings(wanted_load, fare, overload_scale) - boat_cost
    head /= np.maximum(wanted_load, 1.0)

    def worth(boats: Floats) -> Floats:
        load = np.minimum(waiting / boats, most)
        gain = earnings(load, fare, overload_scale) - boat_cost
        total: Floats = boats * gain + (waiting - boats * load) * head
        return total

    return worth(few + 1.0) > worth(few)


def planned_load(
    waiting: NDArray[np.int64], launched: NDArray[np.int64], overload_scale: float
) -> Floats:
    """People planned for each boat of a gang: all who wait, up to the load of most revenue."""
    each = waiting / np.maximum(launched, 1)
    return np.minimum(each, revenue_load(overload_scale))
