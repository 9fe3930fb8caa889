"""Enforcement units: where they look."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.core.exact_math import exp, matmul, total
from sim.core.kernels import kernel
from sim.core.network import Network
from sim.value_types import Numbers
from sim.world import UnitRecord

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
LEARNING, UNIFORM, FIXED = range(3)
"""How units spread their officers: by what they find, evenly, or as at the scenario's start."""
ALLOCATIONS = {"learning": LEARNING, "uniform": UNIFORM, "fixed": FIXED}


class Looking(NamedTuple):
    """Where officers look and what they find, as kernels take it; see :class:`Units`."""

    people: Floats
    equipment: Floats
    beach: Floats
    next_people: Floats
    next_equipment: Floats
    next_beach: Floats
    found_people: Floats
    found_equipment: Floats
    sharing: Floats


class Posts(NamedTuple):
    """Where units may look, do look and believe that finds are, as kernels take it.

    Attributes:
        able_people, able_equipment, able_beach: Which units may look for people, for equipment
            and on the beach.
    """

    jurisdiction: Flags
    estimate: Floats
    shares: Floats
    able_people: Flags
    able_equipment: Flags
    able_beach: Flags
    liaison: Flags
    police: Flags
    cell: Flags


class Units:
    """Where all units look: arrays over units and places.

    Places are the corridors, then the departure zones.

    Attributes:
        jurisdiction: Which places each unit may work at, shape (units, places).
        estimate: Each unit's learned share of its finds at each place.
        shares: Share of each unit's officers at each place; rows sum to 1, or 0 without places.
        people, equipment: Searching at each corridor, in officers, by commodity.
        beach: Officers at each departure zone.
        found_people, found_equipment: Finds this week at each place: people stopped, and
            consignments seized or launches prevented.
        next_people, next_equipment, next_beach: The same from the next interdiction on.
        sharing: Share of the leads found at each place that reaches investigators.
        police, cell: Which units are police forces, and which link services.
    """

    def __init__(self, network: Network, records: Sequence[UnitRecord]) -> None:
        corridors, zones = len(network.corridors), len(network.zones)
        self.records = tuple(records)
        self.jurisdiction = np.zeros((len(records), corridors + zones), dtype=bool)
        for row, record in enumerate(records):
            hubs = [network.hub_index[name] for name in record.hubs]
            if "beach" in record.powers:
                self.jurisdiction[row, corridors:] = np.isin(network.zones, hubs)
            touching = np.isin(network.origin, hubs) | np.isin(network.destination, hubs)
            carries = np.zeros(corridors, dtype=bool)
            if "people" in record.powers:
                carries |= network.people
            if "equipment" in record.powers:
                carries |= network.equipment
            self.jurisdiction[row, :corridors] = touching & carries
        self._powers = {
            power: np.array([power in record.powers for record in records])
            for power in ("people", "equipment", "beach")
        }
        self._liaison = np.array([record.kind == "liaison" for record in records])
        self.police = np.array([record.kind == "police" for record in records])
        self.cell = np.array([record.kind == "cell" for record in records])
        self.estimate = self.jurisdiction / np.maximum(
            self.jurisdiction.sum(axis=1, keepdims=True), 1
        )
        self.shares = self.estimate.copy()
        self.found_people = np.zeros(corridors + zones)
        self.found_equipment = np.zeros(corridors + zones)
        self._corridors = corridors
        self.people, self.next_people = np.zeros(corridors), np.zeros(corridors)
        self.equipment, self.next_equipment = np.zeros(corridors), np.zeros(corridors)
        self.beach, self.next_beach = np.zeros(zones), np.zeros(zones)
        self.sharing = np.zeros(corridors + zones)

    def looking(self) -> Looking:
        """Where officers look and what they find, as kernels take it."""
        return Looking(
            self.people, self.equipment, self.beach, self.next_people, self.next_equipment,
            self.next_beach, self.found_people, self.found_equipment, self.sharing,
        )  # fmt: skip

    def posts(self) -> Posts:
        """Where units may look and do look, as kernels take it."""
        able = self._powers
        return Posts(
            self.jurisdiction, self.estimate, self.shares, able["people"], able["equipment"],
            able["beach"], self._liaison, self.police, self.cell,
        )  # fmt: skip

    def forget_finds(self) -> None:
        """Start the week's finds anew without learning from them."""
        self.found_people[:] = self.found_equipment[:] = 0.0


@kernel
def learn(posts: Posts, looking: Looking, rate: float) -> None:
    """Move each unit's estimates towards the shares of this week's finds, and start anew.

    A unit counts what its powers let it find; each kind of find weighs the same in all.
    """
    units, places = posts.jurisdiction.shape
    people, equipment, summed = np.empty(places), np.empty(places), np.empty(places)
    for unit in range(units):
        finds_equipment = posts.able_equipment[unit] or posts.able_beach[unit]
        for index in range(places):
            may = posts.jurisdiction[unit, index]
            people[index] = looking.found_people[index] * (may and posts.able_people[unit])
            equipment[index] = looking.found_equipment[index] * (may and finds_equipment)
        all_people, all_equipment = max(total(people), 1.0), max(total(equipment), 1.0)
        for index in range(places):
            summed[index] = people[index] / all_people + equipment[index] / all_equipment
        whole = total(summed)
        if whole > 0.0:
            for index in range(places):
                learned = summed[index] / whole - posts.estimate[unit, index]
                posts.estimate[unit, index] += rate * learned
    forget_finds(looking)


@kernel
def forget_finds(looking: Looking) -> None:
    """Start the week's finds anew without learning from them."""
    looking.found_people[:] = 0.0
    looking.found_equipment[:] = 0.0


@kernel
def allocate(posts: Posts, exploration: float) -> None:
    """Spread officers: a share evenly, the rest where finds are believed to be."""
    units, places = posts.jurisdiction.shape
    for unit in range(units):
        width = 0
        for index in range(places):
            width += posts.jurisdiction[unit, index]
        believed = total(posts.estimate[unit])
        for index in range(places):
            even = posts.jurisdiction[unit, index] / max(width, 1)
            share = even
            if believed > 0.0:
                share = posts.estimate[unit, index] / max(believed, 1e-300)
            posts.shares[unit, index] = exploration * even + (1.0 - exploration) * share


@kernel
def deploy(
    v: Numbers, posts: Posts, looking: Looking, searching: Floats, targeting: Floats
) -> None:
    """Send the officers of all units to look, from today on, where their shares say.

    Args:
        v: Named values.
        posts: Where units look.
        looking: Where officers look.
        searching: Searching of each unit, in officers of the start.
        targeting: Factor on each unit's looking, from better information.
    """
    units, corridors = searching.size, looking.people.size
    looked, powers = (
        np.empty((1, units)),
        (posts.able_people, posts.able_equipment, posts.able_beach),
    )
    for power in range(3):
        for unit in range(units):
            factor = v.liaison_leverage if posts.liaison[unit] else 1.0
            looked[0, unit] = searching[unit] * factor * targeting[unit] * powers[power][unit]
        here = matmul(looked, posts.shares)[0]
        if power == 0:
            looking.next_people[:] = here[:corridors]
        elif power == 1:
            looking.next_equipment[:] = here[:corridors]
        else:
            looking.next_beach[:] = here[corridors:]


@kernel
def sharing_by_place(
    v: Numbers, posts: Posts, looking: Looking, officers: Floats, unshared: Floats
) -> None:
    """Work out the share of the leads found at each place that reaches investigators.

    Units that look at a place count in proportion to the officers they have there. Officers in a
    liaison cell open part of what police forces would keep to themselves.
    """
    in_cells = np.empty(officers.size)
    for unit in range(officers.size):
        in_cells[unit] = officers[unit] * posts.cell[unit]
    linked = exp(-v.cell_link * total(in_cells))
    for index in range(looking.sharing.size):
        there = passed_on = 0.0
        for unit in range(officers.size):
            present = posts.shares[unit, index] * officers[unit]
            kept = unshared[unit] * (linked if posts.police[unit] else 1.0)
            there += present
            passed_on += present * (1.0 - kept)
        looking.sharing[index] = passed_on / max(there, 1e-9)
