"""The state of the world: all that processes read and write; no mechanism lives here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.core import later
from sim.core.calendar import Calendar
from sim.core.columns import Index
from sim.core.daily_table import Recorder
from sim.core.events import EventLog
from sim.core.network import GOODS
from sim.core.randomness import Draws
from sim.enforcement.cases import Cases
from sim.enforcement.units import Units
from sim.equipment.boats import Boats, Consignments, Supply
from sim.gangs.gangs import Gangs
from sim.people.coast_queue import Queue
from sim.people.seasons import seasons
from sim.people.travellers import Travellers
from sim.scenario import Scenario
from sim.scenario_values import named_values
from sim.world import World

Floats = NDArray[np.float64]

NOW = np.dtype(
    [
        ("day", "i8"), ("first_day", "i8"), ("suitable", "i8"), ("swell", "f8"), ("sea", "f8"),
        ("demand_level", "f8"), ("people", "i8"), ("entered", "i8"), ("queue", "i8"),
        ("stored", "i8"), ("at_rest", "i8"), ("oldest_boat", "i8"), ("escrow", "f8"),
        ("boat_price", "f8"), ("shares", "i8"), ("finds", "i8"), ("redeploy", "i8"),
        ("events", "i8"),
    ]
)  # fmt: skip
"""What is one number and changes from day to day, as kernels take it.

``suitable`` is -1 before the first day. ``people``, ``queue`` and ``stored`` count rows in use;
``entered`` is the row of the first person who entered today. Boats before ``oldest_boat`` have come
to their end. ``shares`` counts the gangs in today's shares of customers, 0 until somebody has to
choose; ``finds`` counts today's finds; ``events`` the entries written since the log was emptied.
"""


class Kept:
    """An attribute of a model that is kept in its record of numbers."""

    def __init__(self, kind: type[float] | type[int] | type[bool]) -> None:
        self._kind = kind

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, model: ModelState, owner: type) -> Any:
        return self._kind(model.now[self._name][0])

    def __set__(self, model: ModelState, value: Any) -> None:
        model.now[self._name] = value


@dataclass
class Routes:
    """What gangs have decided on ways.

    Attributes:
        people, equipment: Splits over corridors, cumulative: shape (gangs, hubs, choices).
        delivery_cost: Believed cost of the way to the coast from each supplier, GBP a boat: shape
            (gangs, suppliers).
    """

    people: Floats = field(default_factory=lambda: np.zeros((0, 0, 0)))
    equipment: Floats = field(default_factory=lambda: np.zeros((0, 0, 0)))
    delivery_cost: Floats = field(default_factory=lambda: np.zeros((0, 0)))
    stale: bool = True


class Entries(NamedTuple):
    """Where people enter: hub, side, and share of the side."""

    hub: Index
    side: Index
    share: Floats


class Shore(NamedTuple):
    """Departure zones and methods of launching.

    Attributes:
        hub: Hub of each zone.
        leg: Length of the sea leg from each zone, against the shortest.
        cost, risk: What a launch by each method costs, GBP, and its risk against the beach.
    """

    hub: Index
    leg: Floats
    cost: Floats
    risk: Floats


class Vectors(NamedTuple):
    """Named values that are more than one number, as kernels take them."""

    side_share: Floats
    entry_factor: Floats
    zone_reach: Floats
    method_reach: Floats
    method_exposure: Floats
    officers: Floats
    investigators: Floats


class Columns(NamedTuple):
    """Where columns by place stand among the columns by place of the daily table."""

    side: Index
    zone: Index
    method: Index
    launched: Index
    passages: Index
    seized: Index


class ModelState:
    """All that a run knows, without the schedule that moves it.

    Attributes:
        spec: The scenario; Mesa keeps the name ``scenario`` for its own.
        now: Numbers that change from day to day, as one record; the next three lines are in it.
        day: Proleptic Gregorian ordinal of the day to run next.
        swell, sea: Today's weather: the roughness as a normal score, and as what processes read.
        demand_level: Logarithm of the factor on entries that nothing explains.
        demand_quarter: The quarter that it is for.
        journeys, freight: When people and consignments next reach something.
        patience, resting: When those on the coast give up, and when those who failed are ready.
        restless: When those on the coast turn to another gang.
        coast: People ready on the coast, longest wait first.
        stored: Consignments in store, first come first.
        payments: Fares that brokers release on a later day.
        escrow: Fares of landed passengers that brokers hold, GBP.
        leads_due: Leads that reach investigators on a later day.
        struck: Gangs struck today, with the identity of the case and whether nobody was left.
        log: Events, where they are kept.
        record: The daily table, which :mod:`sim.outcomes` declares.
        columns: Where its columns by place stand.
    """

    HISTORY: ClassVar = (
        "day", "record", "suitable", "swell", "sea", "demand_level", "demand_quarter",
        "travellers", "boats", "consignments",
        "journeys", "freight", "patience", "resting", "restless", "coast", "at_rest",
        "stored", "hub_people", "hub_consignments", "gangs", "remembered", "routes",
        "supply", "payments", "escrow", "units", "redeploy", "leads_due", "cases", "log",
    )  # fmt: skip
    """All that the days so far have left behind; the rest follows from scenario, world and seed."""

    day = Kept(int)
    swell, sea = Kept(float), Kept(float)
    demand_level = Kept(float)
    at_rest = Kept(int)
    escrow = Kept(float)
    record: Recorder
    columns: Columns
    redeploy = Kept(bool)

    def __init__(
        self, world: World, scenario: Scenario, seed: int, replicate: int, log: bool = False
    ) -> None:
        self.world, self.spec, self.network = world, scenario, world.network
        hubs, days = world.network.hub_index, scenario.days_in_all
        self.entries = Entries(
            np.array([hubs[entry.hub] for entry in world.entries]),
            np.array([world.sides.index(entry.side) for entry in world.entries]),
            np.array([entry.share for entry in world.entries]),
        )
        self.shore = Shore(
            world.network.zones, world.zone_leg_km / world.zone_leg_km.min(), world.method_cost,
            world.method_risk,
        )  # fmt: skip
        self.supply = Supply(
            np.array([hubs[supplier.hub] for supplier in world.suppliers]),
            np.array([GOODS.index(supplier.goods) for supplier in world.suppliers]),
        )
        self.seed, self.replicate = seed, replicate
        self.draws = Draws(seed, replicate)
        self.values = named_values(world, scenario)
        self.now = np.zeros(1, dtype=NOW)
        self.day = scenario.first_day
        self.now["first_day"], self.now["suitable"] = self.day, -1
        self.redeploy = True
        self.values.evaluate(self.day)
        self.side_share = np.zeros(len(world.sides))
        self.lead = int(self.values.entry_series_lead)
        self.seasons = seasons(world, self.day, days, self.lead)
        self.settled = False
        self.demand_quarter = 0

        self.travellers = Travellers(capacity=65_536)
        self.boats = Boats(capacity=4_096)
        self.consignments = Consignments(capacity=1_024)
        self.journeys, self.freight, self.patience, self.resting, self.restless = (
            Calendar(self.day, days) for _ in range(5)
        )
        self.coast = Queue(self.now)
        self.stores = np.empty(64, dtype=np.int64)
        self.hub_people = np.zeros(len(self.network.hubs), dtype=np.int64)
        self.hub_consignments = np.zeros(len(self.network.hubs), dtype=np.int64)

        ways_to_launch = (len(self.network.zones), len(world.methods))
        self.gangs = Gangs(len(self.network.corridors), ways_to_launch)
        self.shares = np.zeros(self.gangs.space.size)
        self.remembered: dict[str, Floats] = {}
        self.routes = Routes()
        self.payments = later.nothing(days, self.gangs.space.size)
        self.leads_due = later.nothing(days, self.gangs.space.size)
        self.units = Units(self.network, world.units)
        self.cases = Cases(capacity=256)
        self.struck: list[tuple[int, int, bool]] = []
        self.log = EventLog() if log else None

    def greet(self, gangs: Index) -> None:  # noqa: ARG002
        """Take note that gangs were founded, in these rows: there must be room for what they do."""
        room = self.gangs.space.size
        if room > self.shares.size:
            self.shares = np.zeros(room)
            self.payments = self.payments.wide(room)
            self.leads_due = self.leads_due.wide(room)

    @property
    def suitable(self) -> bool | None:
        """Whether the last day was suitable for crossing; None before the first."""
        state = int(self.now["suitable"][0])
        return None if state < 0 else bool(state)

    @property
    def stored(self) -> Index:
        """Consignments in store, first come first."""
        return self.stores[: self.now["stored"][0]]

    @property
    def vectors(self) -> Vectors:
        """Named values that are more than one number, as kernels take them."""
        values = self.values
        return Vectors(
            self.side_share, values.entry_factor, values.zone_reach, values.method_reach,
            values.method_exposure, values.officers, values.investigators,
        )  # fmt: skip

    @property
    def is_monday(self) -> bool:
        """Whether today is the day of the week on which all who decide think."""
        return self.day % 7 == 1

    @property
    def boat_price(self) -> float:
        """What suppliers ask for a boat with its engine, GBP."""
        return self.supply.boat_price(self.values.supplier_share)
