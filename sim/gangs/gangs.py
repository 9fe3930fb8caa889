"""Gangs: organised groups that move people for money."""

from __future__ import annotations

from enum import IntEnum
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import Columns, Index
from sim.core.exact_math import total
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


FEW = 64
"""Gangs for which there is room at first."""


class Tallies(NamedTuple):
    """What is more than one number a gang, as kernels take it; see :class:`Gangs`."""

    members: Floats
    target: Floats
    custody: Floats
    moved: Floats
    stopped: Floats
    carried: Floats
    seized: Floats
    launched: Floats
    prevented: Floats


class Heard(NamedTuple):
    """What gangs remembered a week ago, with room for more gangs: zero for those founded since."""

    moved: Floats
    stopped: Floats
    carried: Floats
    seized: Floats
    launched: Floats
    prevented: Floats

    def wide(self, gangs: int) -> Heard:
        """The same with room for so many gangs."""
        grown = [np.zeros((gangs, *table.shape[1:])) for table in self]
        for table, old in zip(grown, self, strict=True):
            table[: old.shape[0]] = old
        return Heard(*grown)


def nothing_heard(corridors: int, launch_options: tuple[int, int], gangs: int) -> Heard:
    """Nothing remembered, for so many gangs."""
    shapes = [(gangs, corridors)] * 4 + [(gangs, *launch_options)] * 2
    return Heard(*(np.zeros(shape) for shape in shapes))


class Gangs(Columns):
    """One row a gang; what the gangs decide, processes compute for all of them at once.

    Attributes:
        members, target: Members at large by role now, and when whole, shape (gangs, roles).
        custody: Members in custody by role.
        contacts: Factor on what each corridor costs it, shape (gangs, corridors).
        people_routes, equipment_routes: Most routes on that it uses at a hub.
        capital, debt: Money that it has, and what it owes to lenders, GBP.
        waiting: People ready on the coast.
        inflow: Smoothed number of people who reach the coast a day.
        boats, engines: Cached near the coast.
        boats_on_order, engines_on_order: Paid for and not yet delivered, those in store included.
        boats_called: Called from store and not yet at the coast.
        boats_sent, boats_lost: Remembered boats that set out and that were lost on the way.
        prevention_expected: Share of its launches that it expects to be prevented.
        boat_cost: What a boat that reaches the coast costs it, with those lost in transit, GBP.
        wanted_load: Load of least cost a head, at the gang's price and costs.
        boat_marginal_value, person_marginal_value: What one more boat, or one more person
            waiting, would add to the next launch, GBP.
        leads: What investigators know about it, in leads.
        under_case: Cases open on it.
        moved, stopped: Remembered passages and losses of people by corridor.
        carried, seized: The same for consignments.
        launched, prevented: The same for launches, shape (gangs, zones, methods).
    """

    identity: NDArray[np.uint64]
    active: NDArray[np.bool_]
    capital: Floats
    debt: Floats
    price: Floats
    reputation: Floats
    members: Floats
    target: Floats
    custody: Floats
    contacts: Floats
    people_routes: Ints
    equipment_routes: Ints
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
    boat_marginal_value: Floats
    person_marginal_value: Floats
    lay_low_until: Ints
    leads: Floats
    under_case: Ints
    moved: Floats
    stopped: Floats
    carried: Floats
    seized: Floats
    launched: Floats
    prevented: Floats

    def __init__(self, corridors: int, launch_options: tuple[int, int]) -> None:
        shapes: dict[str, tuple[int, ...]] = {
            "members": (len(Role),), "target": (len(Role),), "custody": (len(Role),),
            "contacts": (corridors,), "moved": (corridors,), "stopped": (corridors,),
            "carried": (corridors,), "seized": (corridors,),
            "launched": launch_options, "prevented": launch_options,
        }  # fmt: skip
        self._wide = {name: np.zeros((FEW, *shape)) for name, shape in shapes.items()}
        super().__init__(capacity=FEW)

    def fields(self) -> list[tuple[Any, ...]]:
        """Fields that are one number a gang; the others are tables of their own."""
        kinds = {"identity": "u8", "active": "?"}
        counts = (
            "waiting", "boats", "engines", "boats_on_order", "engines_on_order", "orders",
            "boats_built", "boats_called", "cases", "lay_low_until", "under_case", "people_routes",
            "equipment_routes",
        )  # fmt: skip
        kinds |= dict.fromkeys(counts, "i8")
        names = [name for name in Gangs.__annotations__ if not name.startswith("_")]
        return [(name, kinds.get(name, "f8")) for name in names if name not in self._wide]

    def __getattr__(self, name: str) -> Any:
        wide = vars(self).get("_wide", {})
        if name not in wide:
            return super().__getattr__(name)
        table = wide[name][: self.count]
        setattr(self, name, table)
        return table

    def append(self, number: int, **values: Any) -> Index:
        """Add gangs, zero but for the named values; return their rows."""
        single = {name: value for name, value in values.items() if name not in self._wide}
        rows = super().append(number, **single)
        for name, table in self._wide.items():
            if table.shape[0] < self.count:
                grown = np.zeros((self.space.size, *table.shape[1:]))
                grown[: table.shape[0]] = table
                self._wide[name] = grown
            if name in values:
                self._wide[name][rows] = values[name]
        return rows

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        twin = super().__deepcopy__(memo)
        twin._wide = {name: table.copy() for name, table in self._wide.items()}
        return twin

    def _forget_views(self) -> None:
        super()._forget_views()
        for name in self._wide:
            vars(self).pop(name, None)

    def tallies(self) -> Tallies:
        """What is more than one number a gang, as kernels take it."""
        return Tallies(
            self.members, self.target, self.custody, self.moved, self.stopped, self.carried,
            self.seized, self.launched, self.prevented,
        )  # fmt: skip

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
        return np.array(
            [strength(self.tallies(), gang, hierarchy, incapacitation) for gang in range(len(self))]
        )

    def working(self, day: int) -> NDArray[np.bool_]:
        """Which gangs are in the trade and not lying low on ``day``."""
        return self.active & (self.lay_low_until <= day)

    def market_price(self) -> float:
        """Mean price of the active gangs, weighted by size."""
        return market_price(self.rows, self.tallies())


@kernel
def size(tallies: Tallies, gang: int) -> float:
    """Members of a gang, all roles."""
    members = 0.0
    for role in range(tallies.members.shape[1]):
        members += tallies.members[gang, role]
    return members


@kernel
def strength(tallies: Tallies, gang: int, hierarchy: float, incapacitation: float) -> float:
    """Throughput that a gang's members allow, as a share of the whole gang's."""
    roles, in_custody = tallies.members.shape[1], 1.0 - incapacitation
    total_filled, least = 0.0, 1.0
    for role in range(roles):
        at_work = tallies.members[gang, role] + in_custody * tallies.custody[gang, role]
        filled = min(at_work / max(tallies.target[gang, role], 1e-9), 1.0)
        total_filled += filled
        least = min(least, filled)
    return hierarchy * least + (1.0 - hierarchy) * (total_filled / roles)


@kernel
def market_price(gangs: NDArray[Any], tallies: Tallies) -> float:
    """Mean price of the active gangs, weighted by size; NaN if there are none."""
    weight, weighted = np.empty(gangs.size), np.empty(gangs.size)
    for gang in range(gangs.size):
        weight[gang] = size(tallies, gang) * gangs[gang].active
        weighted[gang] = gangs[gang].price * weight[gang]
    whole = total(weight)
    return total(weighted) / whole if whole > 0 else np.nan
