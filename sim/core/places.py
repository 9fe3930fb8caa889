"""The places by which a run is counted: sides, zones, methods, passages and regions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

Kind = Literal["sides", "zones", "methods", "passages", "regions"]


@dataclass(frozen=True)
class Place:
    """A row of one of the world's tables by which people or boats are counted.

    Attributes:
        name: As scenario files name it.
        said: Who or what is counted there, as the end of an outcome's definition.
    """

    name: str
    said: str

    @property
    def column(self) -> str:
        """How names of columns end that count by it."""
        return self.name.lower().replace("-", "_")


@dataclass(frozen=True)
class Side(Place):
    """A route into the network; ``heading`` is what lists call it."""

    heading: str


@dataclass(frozen=True)
class Zone(Place):
    """A stretch of the coast from which boats leave.

    Attributes:
        reach: Share of launches that it would have if no zone were patrolled.
        leg_km: Length of its sea leg.
    """

    reach: float
    leg_km: float


@dataclass(frozen=True)
class Method(Place):
    """A launch method.

    Attributes:
        heading: What lists call it.
        reach: Share of launches it would have if nobody patrolled and all cost the same.
        exposure: Factor on the patrols' chance to find a launch.
        cost: What one launch costs more than from the beach, GBP.
        risk: Factor on the chance of a fatal incident.
        afloat: Whether people board a boat that is afloat, which police do not stop.
        since: Day from which gangs know it.
    """

    heading: str
    reach: float
    exposure: float
    cost: float
    risk: float
    afloat: bool
    since: date
    grade: str


class Places(NamedTuple):
    """All places by which a run is counted, each group in the order of its table."""

    sides: tuple[Side, ...]
    zones: tuple[Zone, ...]
    methods: tuple[Method, ...]
    passages: tuple[Place, ...]
    regions: tuple[Place, ...]

    def of(self, kind: Kind) -> Sequence[Place]:
        """The places of a kind."""
        places: Sequence[Place] = getattr(self, kind)
        return places
