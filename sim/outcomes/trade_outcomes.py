"""Outcomes of the trade: boats, prices, money and gangs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.core.exact_math import total as exact_total
from sim.core.kernels import kernel
from sim.gangs.gangs import market_price, size
from sim.outcomes.outcome import Outcome, mean, total

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.gangs.gangs import Tallies
    from sim.schedule import Everything

    Rows = NDArray[Any]

OUTCOMES: tuple[Outcome, ...] = (
    Outcome("boats_ordered", "boats", "boats", "Boats that suppliers sold.",
            total("boats_ordered")),
    Outcome("boats_in_supply", "boats", "boats",
            "Boats on order, in store or cached, mean over days.", mean("boats_in_supply")),
    Outcome("boats_in_store", "boats", "boats",
            "Boats in stores inland, mean over days.", mean("boats_in_store")),
    Outcome("boats_launched", "boats", "boats",
            "Launches, those prevented among them.", total("boats_launched")),
    Outcome("boats_launched_taxi_boat", "boats", "boats",
            "Launches of boats that pick people up in the water.",
            total("boats_launched_taxi_boat"), needs="boats_launched_taxi_boat"),
    Outcome("boat_worth", "GBP/boat", "money",
            "What one more boat would add to the next launch, mean over gangs and days.",
            mean("boat_worth")),
    Outcome("person_worth", "GBP/person", "money",
            "What one more person waiting would add to the next launch, mean over gangs and days.",
            mean("person_worth")),
    Outcome("price", "GBP/person", "money",
            "Price per seat, mean over gangs by size and over days.", mean("price")),
    Outcome("gang_revenue", "GBP", "money",
            "What passengers paid for the crossing, in brokers' hands included.",
            total("gang_revenue")),
    Outcome("cash", "GBP", "money",
            "Capital of all gangs, mean over days.", mean("cash")),
    Outcome("gangs", "gangs", "gangs", "Gangs in the trade, mean over days.", mean("gangs")),
    Outcome("concentration", "ratio", "gangs",
            "Sum of squared shares of gangs in all members, mean over days: one over the number of "
            "equal gangs that would be as concentrated.", mean("concentration")),
    Outcome("members", "people", "people",
            "Members of gangs at large, mean over days.", mean("members")),
)  # fmt: skip


@kernel
def note(w: Everything, row: Any) -> None:
    """Note the stocks of boats and engines, the price, and what gangs are and have."""
    for number in w.stores[: w.now[0].stored]:
        row.boats_in_store += w.cargo[number].boats
    row.escrow += w.now[0].escrow
    row.price += market_price(w.gangs, w.tallies)
    for gang in w.gangs:
        row.boats_in_supply += gang.boats + gang.boats_on_order
        row.engines_in_supply += gang.engines + gang.engines_on_order
    _note_gangs(row, w.gangs, w.tallies)


@kernel
def _note_gangs(row: Any, gangs: Rows, tallies: Tallies) -> None:
    """What the gangs in the trade are, together, and what they think things worth."""
    capital, members, active = np.empty(gangs.size), np.empty(gangs.size), 0
    boat_worth, person_worth = np.empty(gangs.size), np.empty(gangs.size)
    for place in range(gangs.size):
        gang = gangs[place]
        capital[place] = gang.capital
        if gang.active:
            members[active] = size(tallies, place)
            boat_worth[active], person_worth[active] = gang.boat_worth, gang.person_worth
            active += 1
    row.cash += exact_total(capital)
    row.gangs += active
    whole = exact_total(members[:active])
    row.members += whole
    for place in range(active):
        share = members[place] / whole
        members[place] = share * share
    row.concentration += exact_total(members[:active]) if whole > 0 else np.nan
    row.boat_worth += exact_total(boat_worth[:active]) / active if active else np.nan
    row.person_worth += exact_total(person_worth[:active]) / active if active else np.nan
