"""Outcomes: note the day's stocks beside its flows."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import Index
from sim.core.exact_math import total
from sim.core.kernels import kernel
from sim.enforcement.cases import Stage
from sim.gangs.gangs import Tallies, market_price, size
from sim.state import Vectors

Floats = NDArray[np.float64]
Rows = NDArray[Any]


@kernel
def run(
    now: Any, v: Any, row: Any, vectors: Vectors, hub_people: Index, gangs: Rows,
    tallies: Tallies, cargo: Rows, stores: Index, cases: Rows,
) -> None:  # fmt: skip
    """Complete today's row of the daily table."""
    row.cost_gbp += v.public_spending
    row.boats_seized += row.boats_seized_upstream + row.boats_seized_cache + row.boats_seized_beach
    row.people_moving += hub_people.sum()
    row.people_resting += now.at_rest
    for number in stores[: now.stored]:
        row.boats_in_store += cargo[number].boats
    row.escrow += now.escrow
    for case in cases:
        row.open_cases += case.stage == Stage.STRIKE
    row.price += market_price(gangs, tallies)
    row.officers_recruiting += v.officers_recruiting
    row.officers_training += v.officers_training
    row.officers += total(vectors.officers) + total(vectors.investigators)
    _note_gangs(row, gangs, tallies)


@kernel
def _note_gangs(row: Any, gangs: Rows, tallies: Tallies) -> None:
    """What there is of gangs, and what they have."""
    capital, members, ways, active = np.empty(gangs.size), np.empty(gangs.size), 0, 0
    boat_worth, person_worth = np.empty(gangs.size), np.empty(gangs.size)
    for place in range(gangs.size):
        gang = gangs[place]
        row.people_waiting += gang.waiting
        row.boats_in_supply += gang.boats + gang.boats_on_order
        row.engines_in_supply += gang.engines + gang.engines_on_order
        capital[place] = gang.capital
        if gang.active:
            members[active], ways = size(tallies, place), ways + gang.people_ways
            boat_worth[active], person_worth[active] = gang.boat_worth, gang.person_worth
            active += 1
    row.cash += total(capital)
    row.in_custody += total(tallies.custody.ravel())
    row.gangs += active
    whole = total(members[:active])
    row.members += whole
    for place in range(active):
        share = members[place] / whole
        members[place] = share * share
    row.concentration += total(members[:active]) if whole > 0 else np.nan
    row.ways_used += ways / active if active else np.nan
    row.boat_worth += total(boat_worth[:active]) / active if active else np.nan
    row.person_worth += total(person_worth[:active]) / active if active else np.nan
