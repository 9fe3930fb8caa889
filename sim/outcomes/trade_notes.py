"""Notes of the trade: stocks, the price, and what gangs are and have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.core.exact_math import total as exact_total
from sim.core.kernels import kernel
from sim.gangs.gangs import market_price, size

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.gangs.gangs import Tallies
    from sim.schedule import Everything

    Rows = NDArray[Any]


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
    """What the gangs in the trade are, together, and the marginal values that they see."""
    capital, debt = np.empty(gangs.size), np.empty(gangs.size)
    members, active = np.empty(gangs.size), 0
    boat_marginal_value, person_marginal_value = np.empty(gangs.size), np.empty(gangs.size)
    for index in range(gangs.size):
        gang = gangs[index]
        capital[index], debt[index] = gang.capital, gang.debt
        if gang.active:
            members[active] = size(tallies, index)
            boat_marginal_value[active], person_marginal_value[active] = (
                gang.boat_marginal_value,
                gang.person_marginal_value,
            )
            active += 1
    row.cash += exact_total(capital)
    row.debt += exact_total(debt)
    row.gangs += active
    whole = exact_total(members[:active])
    row.members += whole
    for index in range(active):
        share = members[index] / whole if whole > 0 else 0.0
        members[index] = share * share
    row.concentration += exact_total(members[:active])
    row.boat_marginal_value += exact_total(boat_marginal_value[:active]) / max(active, 1)
    row.person_marginal_value += exact_total(person_marginal_value[:active]) / max(active, 1)
