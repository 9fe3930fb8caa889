"""Who acts, as Mesa sees it: gangs, hubs, enforcement units and agencies.

Each agent is a handle on one row of the model's columns. What agents decide, the processes of the
day compute for all of them at once.
"""

from __future__ import annotations

from typing import Any

import mesa
import numpy as np
from numpy.typing import NDArray

from sim.core.network import Hub as HubRecord
from sim.enforcement.agencies import capacity
from sim.enforcement.cases import open_by
from sim.enforcement.units import Units
from sim.gangs.gangs import Gangs, Role
from sim.world import AgencyRecord, UnitRecord

Floats = NDArray[np.float64]

__all__ = [
    "Agency", "EnforcementUnit", "Gang", "Gangs", "Hub", "Role", "Units",
]  # fmt: skip


class Gang(mesa.Agent[Any]):
    """One gang, as Mesa sees it: a handle on one row of :class:`Gangs`."""

    def __init__(self, model: Any, row: int) -> None:
        super().__init__(model)
        self.row = row

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name in ("model", "row"):
            raise AttributeError(name)
        return getattr(self.model.gangs, name)[self.row]


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


class EnforcementUnit(mesa.Agent[Any]):
    """A police force, a post abroad or the beach units: where to look is what it decides.

    Its officers are the named value ``officers``; where they look is its row of
    :attr:`Units.shares`.
    """

    def __init__(self, model: Any, row: int, record: UnitRecord) -> None:
        super().__init__(model)
        self.row = row
        self.record = record

    @property
    def officers(self) -> float:
        """Officers at work now."""
        return float(self.model.values.officers[self.row])

    @property
    def shares(self) -> Floats:
        """Share of its officers at each place."""
        shares: Floats = self.model.units.shares[self.row]
        return shares


class Agency(mesa.Agent[Any]):
    """An investigating agency: which gang to open a case on is what it decides."""

    def __init__(self, model: Any, row: int, record: AgencyRecord) -> None:
        super().__init__(model)
        self.row = row
        self.record = record

    @property
    def open_cases(self) -> int:
        """Cases on boat gangs that are open now."""
        open_cases: int = open_by(self.model.cases.rows, self.row)
        return open_cases

    @property
    def investigators(self) -> float:
        """Investigators at work now, all subjects."""
        return float(self.model.values.investigators[self.row])

    @property
    def capacity(self) -> float:
        """Cases on boat gangs that can be worked at full pace at once."""
        values = self.model.values
        able: float = capacity(
            values.numbers[0], self.model.investigating, self.model.agencies, self.row
        )
        return able
