"""Which gang people choose: by price, reputation and reach."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.core.distributions import pick
from sim.state import ModelState


def gang_shares(model: ModelState) -> NDArray[np.float64]:
    """Cumulative shares of new customers by gang.

    A gang's weight is its reach (members at work), times its reputation and its price against the
    market, each to the power of the customers' sensitivity. Gangs that lie low or have left weigh
    nothing, unless all do.
    """
    gangs, values = model.gangs, model.values
    reach = gangs.size() * gangs.strength(values.hierarchy, values.incapacitation)
    market = max(gangs.market_price(), 1e-9)
    weight = (
        reach
        * (gangs.price / market) ** -values.choice_price_sensitivity
        * gangs.reputation**values.choice_reputation_sensitivity
    )
    working = gangs.working(model.day)
    chosen = np.where(working if working.any() else gangs.active, weight, 0.0)
    return np.cumsum(chosen)


def choose_gang(model: ModelState, uniform: NDArray[np.float64]) -> NDArray[np.int64]:
    """Row of the gang that each of these people chooses, by the shares of this morning."""
    if model.today.gang_shares is None:
        model.today.gang_shares = gang_shares(model)
    return pick(uniform, model.today.gang_shares)
