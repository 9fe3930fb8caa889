"""Which gang people choose: by price, reputation and reach."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.core.exact_math import power
from sim.core.kernels import kernel
from sim.gangs.gangs import Tallies, market_price, size, strength
from sim.state import ModelState
from sim.value_types import Numbers

Floats = NDArray[np.float64]


@kernel
def set_shares(now: Any, v: Numbers, gangs: NDArray[Any], tallies: Tallies, shares: Floats) -> None:
    """Work out the cumulative shares of new customers by gang, unless they are known today.

    A gang's weight is its reach (members at work), times its reputation and its price against the
    market, each to the power of the customers' sensitivity. Gangs that lie low or have left weigh
    nothing, unless all do. Where none that can be chosen weighs anything, all of them weigh alike.
    """
    if now.shares:
        return
    market = market_price(gangs, tallies)
    if market < 1e-9:
        market = 1e-9
    some_work = False
    for gang in gangs:
        some_work |= gang.active and gang.lay_low_until <= now.day
    cumulative = 0.0
    for index in range(gangs.size):
        gang = gangs[index]
        if gang.active and (not some_work or gang.lay_low_until <= now.day):
            reach = size(tallies, index) * strength(tallies, index, v.hierarchy, v.incapacitation)
            cheap = power(gang.price / market, -v.choice_price_sensitivity)
            cumulative += reach * cheap * power(gang.reputation, v.choice_reputation_sensitivity)
        shares[index] = cumulative
    if cumulative == 0.0:
        for index in range(gangs.size):
            cumulative += gangs[index].active
            shares[index] = cumulative
    now.shares = gangs.size


@kernel
def choose(now: Any, shares: Floats, uniform: float) -> int:
    """Row of the gang that somebody chooses, by the shares of this morning."""
    sought, low, high = uniform * shares[now.shares - 1], 0, now.shares
    while low < high:
        middle = (low + high) // 2
        if sought < shares[middle]:
            high = middle
        else:
            low = middle + 1
    return min(low, now.shares - 1)


@kernel
def _choose_all(now: Any, shares: Floats, uniform: Floats) -> NDArray[np.int64]:
    chosen = np.empty(uniform.size, dtype=np.int64)
    for index in range(uniform.size):
        chosen[index] = choose(now, shares, uniform[index])
    return chosen


def choose_gang(model: ModelState, uniform: Floats) -> NDArray[np.int64]:
    """Row of the gang that each of these people chooses, by the shares of this morning."""
    now, gangs = model.now[0], model.gangs
    set_shares(now, model.values.numbers[0], gangs.rows, gangs.tallies(), model.shares)
    return _choose_all(now, model.shares, np.ascontiguousarray(uniform))
