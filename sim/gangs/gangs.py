"""Gangs: organised groups that move people for money."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import Columns
from sim.core.kernels import kernel

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

GANG_BITS = 24
"""A boat or order is keyed by its gang's identity, shifted by this, plus its own number."""


class Role(IntEnum):
    """What a member does."""

    ORGANISER = 0
    FACILITATOR = 1
    LOGISTICIAN = 2
    LAUNCH_CREW = 3
    FINANCIER = 4


ROLE_SHARES = np.array([0.06, 0.24, 0.20, 0.42, 0.08])
"""Make-up of a whole gang by role: assumed; the documents name the roles, not their numbers."""


class Gangs(Columns):
    """One row a gang; what the gangs decide, processes compute for all of them at once.

    Attributes:
        members, target: Members at large by role now, and when whole, shape (gangs, roles).
        custody: Members in custody by role.
        contacts: Factor on what each corridor costs it, shape (gangs, corridors).
        people_ways, equipment_ways: Most ways on that it uses at a hub.
        waiting: People ready on the coast.
        inflow: Smoothed number of people who reach the coast a day.
        boats, engines: Cached near the coast.
        boats_on_order, engines_on_order: Paid for and not yet delivered, those in store included.
        boats_called: Called from store and not yet at the coast.
        boats_sent, boats_lost: Remembered boats that set out and that were lost on the way.
        prevention_expected: Share of its launches that it expects to be prevented.
        boat_cost: What a boat that reaches the coast costs it, with those lost on the road, GBP.
        wanted_load: Load of least cost a head, at the gang's price and costs.
        boat_worth, person_worth: What one more boat, or one more person waiting, would add to the
            next launch, GBP.
        leads: What investigators know about it, in leads.
        moved, stopped: Remembered passages and losses of people by corridor.
        carried, seized: The same for consignments.
        launched, prevented: The same for launches, shape (gangs, zones, methods).
    """

    identity: NDArray[np.uint64]
    active: NDArray[np.bool_]
    capital: Floats
    price: Floats
    reputation: Floats
    members: Floats
    target: Floats
    custody: Floats
    contacts: Floats
    people_ways: Ints
    equipment_ways: Ints
    waiting: Ints
    inflow: Floats
    boats: Ints
    engines: Ints
    boats_on_order: Ints
    engines_on_order: Ints
    boats_called: Ints
    boats_sent: Floats
    boats_lost: Floats
    orders: Ints
    boats_built: Ints
    cases: Ints
    prevention_expected: Floats
    boat_cost: Floats
    wanted_load: Floats
    boat_worth: Floats
    person_worth: Floats
    lay_low_until: Ints
    leads: Floats
    under_case: NDArray[np.bool_]
    moved: Floats
    stopped: Floats
    carried: Floats
    seized: Floats
    launched: Floats
    prevented: Floats

    def __init__(self, corridors: int, ways_to_launch: tuple[int, int]) -> None:
        self._corridors, self._ways_to_launch = corridors, ways_to_launch
        super().__init__(capacity=64)

    def fields(self) -> list[tuple[Any, ...]]:
        """One number a gang, or one a role, a corridor or a zone."""
        shapes: dict[str, tuple[int, ...]] = {
            "members": (len(Role),), "target": (len(Role),), "custody": (len(Role),),
            "contacts": (self._corridors,), "moved": (self._corridors,),
            "stopped": (self._corridors,), "carried": (self._corridors,),
            "seized": (self._corridors,),
            "launched": self._ways_to_launch, "prevented": self._ways_to_launch,
        }  # fmt: skip
        kinds = {"identity": "u8", "active": "?", "under_case": "?"}
        counts = (
            "waiting", "boats", "engines", "boats_on_order", "engines_on_order", "orders",
            "boats_built", "boats_called", "cases", "lay_low_until", "people_ways",
            "equipment_ways",
        )  # fmt: skip
        kinds |= dict.fromkeys(counts, "i8")
        names = [name for name in Gangs.__annotations__ if not name.startswith("_")]
        return [(name, kinds.get(name, "f8"), shapes.get(name, ())) for name in names]

    def size(self) -> Floats:
        """Members of each gang, all roles."""
        return self.members.sum(axis=1)

    def effective(self, incapacitation: float) -> Floats:
        """Members by role who do their work: those at large, and part of those in custody."""
        return self.members + (1.0 - incapacitation) * self.custody

    def strength(self, hierarchy: float, incapacitation: float) -> Floats:
        """Throughput that each gang's members allow, as a share of the whole gang's.

        In a loose gang members stand in for one another, so strength is the mean over roles; in a
        strict one the scarcest role limits the whole. ``hierarchy`` mixes the two.
        """
        return _strength(self.members, self.custody, self.target, hierarchy, 1.0 - incapacitation)

    def working(self, day: int) -> NDArray[np.bool_]:
        """Which gangs are in the trade and not lying low on ``day``."""
        return self.active & (self.lay_low_until <= day)

    def market_price(self) -> float:
        """Mean price of the active gangs, weighted by size."""
        weight = self.size() * self.active
        total = weight.sum()
        return float((self.price * weight).sum() / total) if total > 0 else float("nan")


@kernel
def _strength(
    members: Floats, custody: Floats, target: Floats, hierarchy: float, in_custody: float
) -> Floats:
    strength = np.empty(members.shape[0])
    for gang in range(members.shape[0]):
        total, least = 0.0, 1.0
        for role in range(members.shape[1]):
            at_work = members[gang, role] + in_custody * custody[gang, role]
            filled = min(at_work / max(target[gang, role], 1e-9), 1.0)
            total += filled
            least = min(least, filled)
        strength[gang] = hierarchy * least + (1.0 - hierarchy) * (total / members.shape[1])
    return strength
