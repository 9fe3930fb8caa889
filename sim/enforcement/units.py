"""Enforcement units: where they look."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.core.network import Network
from sim.world import UnitRecord

Floats = NDArray[np.float64]


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


class Units:
    """Where all units look: arrays over units and places.

    Places are the corridors, then the departure zones.

    Attributes:
        jurisdiction: Which places each unit may work at, shape (units, places).
        estimate: Each unit's learned share of its finds at each place.
        shares: Share of each unit's officers at each place; rows sum to 1, or 0 without places.
        people, equipment: Officers' worth of looking at each corridor, by commodity.
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

    def learn(self, rate: float) -> None:
        """Move each unit's estimates towards the shares of this week's finds, and start anew.

        A unit counts what its powers let it find; each kind of find weighs the same in all.
        """
        total = np.zeros(self.jurisdiction.shape)
        for finds, powers in (
            (self.found_people, ("people",)),
            (self.found_equipment, ("equipment", "beach")),
        ):
            able = np.logical_or.reduce([self._powers[power] for power in powers])
            here = finds * (self.jurisdiction & able[:, None])
            total += here / np.maximum(here.sum(axis=1, keepdims=True), 1.0)
            finds[:] = 0.0
        whole = total.sum(axis=1, keepdims=True)
        seen = whole[:, 0] > 0
        self.estimate[seen] += rate * (total[seen] / whole[seen] - self.estimate[seen])

    def forget_finds(self) -> None:
        """Start the week's finds anew without learning from them."""
        self.found_people[:] = self.found_equipment[:] = 0.0

    def allocate(self, exploration: float) -> None:
        """Spread officers: a share evenly, the rest where finds are believed to be."""
        width = np.maximum(self.jurisdiction.sum(axis=1, keepdims=True), 1)
        even = self.jurisdiction / width
        total = self.estimate.sum(axis=1, keepdims=True)
        believed = np.where(total > 0, self.estimate / np.maximum(total, 1e-300), even)
        self.shares = exploration * even + (1.0 - exploration) * believed

    def deploy(self, officers: Floats, leverage: float, targeting: Floats) -> None:
        """Tell the officers of all units to look, from today on, where their shares say.

        Args:
            officers: Officers of each unit.
            leverage: Host officers' worth of one liaison officer.
            targeting: Factor on each unit's looking, from better information.
        """
        worth = officers * np.where(self._liaison, leverage, 1.0) * targeting
        looking = {power: (worth * has) @ self.shares for power, has in self._powers.items()}
        self.next_people[:] = looking["people"][: self._corridors]
        self.next_equipment[:] = looking["equipment"][: self._corridors]
        self.next_beach[:] = looking["beach"][self._corridors :]
