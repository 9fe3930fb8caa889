"""How a gang enters the trade: at the start, as a newcomer, or split off from another."""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import Index
from sim.core.distributions import lognormal
from sim.core.events import Event
from sim.core.population_error import PopulationError
from sim.core.randomness import Decision
from sim.gangs.gangs import ROLE_SHARES
from sim.state import ModelState

Floats = NDArray[np.float64]

MOST_GANGS = 2**15 - 1
"""Boats hold the row of their gang as a number of this size."""


def whole_gangs(sizes: Floats) -> Floats:
    """Members by role of gangs of these sizes, at least one of each."""
    return np.maximum(np.round(sizes[:, None] * ROLE_SHARES), 1.0)


def create_gangs(
    model: ModelState,
    identities: NDArray[np.uint64],
    whole: Floats,
    members: Floats,
    capital: Floats,
    origin: int = 0,
) -> Index:
    """Add gangs to the trade, at the market price and without boats.

    Args:
        model: The running model.
        identities: Stable identity of each.
        whole: Members by role of each when whole, shape (gangs, roles).
        members: Members by role that each begins with.
        capital: Money of each, GBP.
        origin: Identity of the gang that they split from; 0 for none.

    Returns:
        Their rows.

    Raises:
        PopulationError: If there would be more gangs than `MOST_GANGS`.
    """
    gangs, values, network = model.gangs, model.values, model.network
    if gangs.count + capital.size > MOST_GANGS:
        raise PopulationError(
            f"more than {MOST_GANGS:,} gangs would have entered the trade by "
            f"{date.fromordinal(model.day)}: lower newcomers_per_year or gangs_at_start"
        )
    market = gangs.market_price()
    rows = gangs.append(
        capital.size,
        identity=identities,
        active=True,
        capital=capital,
        price=market if np.isfinite(market) else values.price_reference,
        reputation=0.5,
        members=members,
        target=whole,
        people_routes=network.most_leaving,
        equipment_routes=network.most_leaving,
        prevention_expected=0.5,
        boat_cost=model.boat_price,
        wanted_load=gangs.wanted_load.mean() if gangs.count else 0.0,
    )
    model.now["shares"] = 0
    corridors = np.arange(len(network.corridors))
    for row in rows:
        u = model.draws.uniforms(Decision.CONTACTS, gangs.identity[row], corridors)[0]
        gangs.contacts[row] = lognormal(u, 1.0, values.contact_spread)
    model.greet(rows)
    if model.log is not None:
        number = members.sum(axis=1)
        model.log.add(Event.FOUNDED, model.day, identities, other=origin, amount=number)
    return rows
