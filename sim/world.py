"""The world that no scenario changes: the network, and the tables that stand around it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.network import Floats, Network


@dataclass(frozen=True)
class Entry:
    """A place where people enter: which side of Europe, which hub, what share of that side."""

    side: str
    hub: str
    share: float


@dataclass(frozen=True)
class UnitRecord:
    """An enforcement unit as the world's tables describe it.

    Attributes:
        kind: ``police`` (acts itself), ``liaison`` (a post abroad that steers its hosts) ``beach``
            (the departure zones) or ``cell`` (links services, looks nowhere itself).
        hubs: Hubs in its jurisdiction; corridors that touch them belong to it.
        powers: Any of ``people``, ``equipment``, ``beach``.
        officers: Officers at work on smuggling at the start.
        sharing: Share of its leads that reach the investigating agencies at the start.
    """

    name: str
    title: str
    kind: str
    hubs: tuple[str, ...]
    powers: tuple[str, ...]
    officers: float
    sharing: float
    grade: str


@dataclass(frozen=True)
class AgencyRecord:
    """An investigating agency: investigators, and the share of them at work on boat gangs."""

    name: str
    title: str
    hub: str
    investigators: float
    share_on_boats: float
    grade: str


@dataclass(frozen=True)
class Method:
    """A way of launching.

    Attributes:
        reach: Share of launches it would have if nobody patrolled and all cost the same.
        exposure: Factor on the patrols' chance to find a launch.
        cost: What one launch costs more than from the beach, GBP.
        risk: Factor on the chance of a fatal incident.
    """

    name: str
    reach: float
    exposure: float
    cost: float
    risk: float
    grade: str


@dataclass(frozen=True)
class Supplier:
    """A source of boats or engines.

    Attributes:
        goods: ``boats`` or ``engines``.
        share: Share of the supply of those goods.
    """

    name: str
    hub: str
    goods: str
    share: float
    grade: str


@dataclass(frozen=True)
class World:
    """All that a run needs and no scenario changes.

    Attributes:
        months: Calendar months of the entry series, as (year, month).
        entry_levels: Relative monthly level of entries, shape (months, sides); mean 1 over the
            last twelve months.
        zone_reach: Share of launches that each departure zone would have if none were patrolled.
        zone_leg_km: Length of the sea leg from each departure zone, km.
        weather_gate: Shape (12, 3): share of active days, chance that an active day is followed by
            an active one, chance that an idle day is followed by an idle one.
    """

    network: Network
    sides: tuple[str, ...]
    entries: tuple[Entry, ...]
    months: tuple[tuple[int, int], ...]
    entry_levels: Floats
    zone_reach: Floats
    zone_leg_km: Floats
    weather_gate: Floats
    units: tuple[UnitRecord, ...]
    agencies: tuple[AgencyRecord, ...]
    methods: tuple[Method, ...]
    suppliers: tuple[Supplier, ...]

    @cached_property
    def method_risk(self) -> Floats:
        """Risk of each method of launching, against that of the beach."""
        return np.array([method.risk for method in self.methods])

    @cached_property
    def method_cost(self) -> Floats:
        """What a launch by each method costs, GBP."""
        return np.array([method.cost for method in self.methods])
