"""Hubs as agents: what is staged where, and how crowding slows the way on."""

from __future__ import annotations

from typing import Any

import mesa

from sim.core.network import Hub as HubRecord


class Hub(mesa.Agent[Any]):
    """A hub's local state: people on the way out of it and its own capacity."""

    def __init__(self, model: Any, row: int, record: HubRecord) -> None:
        super().__init__(model)
        self.row = row
        self.record = record

    @property
    def people(self) -> int:
        """People staged here or on the first leg away from here."""
        return int(self.model.hub_people[self.row])

    @property
    def consignments(self) -> int:
        """Consignments staged here or on the first leg away from here."""
        return int(self.model.hub_consignments[self.row])
