"""The world that no scenario changes: the network, and the tables that stand around it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from sim.core.columns import Index
from sim.core.network import Floats, Network
from sim.core.places import Method, Places

YEAR = 365.25
"""Days after which the season returns."""
FIRST_WAVE = date(2000, 1, 1).toordinal()


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
class Climate:
    """How suitable days follow one another: a chain whose log odds are a wave over the year.

    Attributes:
        after_poor, after_suitable: Log odds that a day is suitable after a poor and after a
            suitable one, at the year's mean.
        season_cos, season_sin: Added to both, times cosine and sine of the angle of the day in the
            year, from 1 January 2000.
    """

    after_poor: float
    after_suitable: float
    season_cos: float
    season_sin: float

    def turn(self, days: Index) -> Floats:
        """Chance of a suitable day after a poor and after a suitable one: (days, 2)."""
        angle = 2.0 * np.pi * (days - FIRST_WAVE) / YEAR
        wave = self.season_cos * np.cos(angle) + self.season_sin * np.sin(angle)
        odds: Floats = np.column_stack([self.after_poor + wave, self.after_suitable + wave])
        chance: Floats = 1.0 / (1.0 + np.exp(-odds))
        return chance


@dataclass(frozen=True)
class WeatherRecord:
    """What is known of past weather.

    Attributes:
        first: Ordinal of the first day.
        chances: Chance that each day was suitable, and that chance if the day before was poor and
            if it was suitable: shape (days, 3).
    """

    first: int
    chances: Floats


@dataclass(frozen=True)
class World:
    """All that a run needs and no scenario changes.

    Attributes:
        places: Sides, departure zones, launch methods, passages and regions.
        months: Calendar months of the entry series, as (year, month).
        entry_levels: Relative monthly level of entries, shape (months, sides); mean 1 over twelve
            of them.
        climate: How suitable days follow one another where nothing is known of them.
        weather: What is known of the days up to the data cut-off.
    """

    network: Network
    places: Places
    entries: tuple[Entry, ...]
    months: tuple[tuple[int, int], ...]
    entry_levels: Floats
    climate: Climate
    weather: WeatherRecord
    units: tuple[UnitRecord, ...]
    agencies: tuple[AgencyRecord, ...]
    suppliers: tuple[Supplier, ...]

    @cached_property
    def sides(self) -> tuple[str, ...]:
        """Names of the sides on which people enter."""
        return tuple(side.name for side in self.places.sides)

    @property
    def methods(self) -> tuple[Method, ...]:
        """The launch methods."""
        return self.places.methods

    @cached_property
    def zone_reach(self) -> Floats:
        """Share of launches that each departure zone would have if none were patrolled."""
        return np.array([zone.reach for zone in self.places.zones])

    @cached_property
    def zone_leg_km(self) -> Floats:
        """Length of the sea leg from each departure zone, km."""
        return np.array([zone.leg_km for zone in self.places.zones])

    @cached_property
    def method_risk(self) -> Floats:
        """Risk of each method of launching, against that of the beach."""
        return np.array([method.risk for method in self.methods])

    @cached_property
    def method_afloat(self) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Whether people board a boat that is afloat, by method of launching."""
        return np.array([method.afloat for method in self.methods], dtype=np.bool_)

    @cached_property
    def method_since(self) -> Index:
        """Ordinal of the day from which each method of launching is known."""
        return np.array([method.since.toordinal() for method in self.methods], dtype=np.int64)

    @cached_property
    def method_cost(self) -> Floats:
        """What a launch by each method costs, GBP."""
        return np.array([method.cost for method in self.methods])
