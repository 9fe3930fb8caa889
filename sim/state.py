"""The state of the world: all that processes read and write; no mechanism lives here."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from sim.core.calendar import Calendar
from sim.core.columns import NOBODY, Index
from sim.core.day_context import Today
from sim.core.events import EventLog
from sim.core.network import GOODS
from sim.core.randomness import Draws
from sim.enforcement.cases import Cases
from sim.enforcement.units import Units
from sim.equipment.boats import Boats, Consignments, Supply
from sim.gangs.gangs import Gangs
from sim.outcomes import Recorder
from sim.people.coast_queue import Queue
from sim.people.travellers import Travellers
from sim.scenario import Scenario
from sim.scenario_values import named_values
from sim.world import World

Floats = NDArray[np.float64]


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


class ModelState:
    """All that a run knows, without the schedule that moves it.

    Attributes:
        spec: The scenario; Mesa keeps the name ``scenario`` for its own.
        day: Proleptic Gregorian ordinal of the day to run next.
        suitable, swell, sea: Today's weather: whether it is suitable (None before the first day),
            the roughness as a normal score, and as what processes read.
        demand_level, demand_quarter: Logarithm of the factor on entries that nothing explains, and
            the quarter that it is for.
        journeys, freight: When people and consignments next reach something.
        patience, resting: When those on the coast give up, and when those who failed are ready.
        restless: When those on the coast turn to another gang.
        coast: People ready on the coast, longest wait first.
        stored: Consignments in store, first come first.
        escrow: Fares of landed passengers that brokers hold, GBP.
        log: Events, where they are kept.
    """

    HISTORY: ClassVar = (
        "day", "record", "suitable", "swell", "sea", "demand_level", "demand_quarter",
        "travellers", "boats", "consignments",
        "journeys", "freight", "patience", "resting", "restless", "coast", "at_rest",
        "stored", "hub_people", "hub_consignments", "gangs", "remembered", "routes",
        "supply", "payments", "escrow", "units", "redeploy", "leads_due", "cases", "log",
    )  # fmt: skip
    """All that the days so far have left behind; the rest follows from scenario, world and seed."""

    def __init__(
        self, world: World, scenario: Scenario, seed: int, replicate: int, log: bool = False
    ) -> None:
        self.world, self.spec, self.network = world, scenario, world.network
        hubs = world.network.hub_index
        self.entry_hub = np.array([hubs[entry.hub] for entry in world.entries])
        self.entry_side = np.array([world.sides.index(entry.side) for entry in world.entries])
        self.entry_share = np.array([entry.share for entry in world.entries])
        self.entry_place = np.arange(len(world.entries), dtype=np.uint64)
        self.supply = Supply(
            np.array([hubs[supplier.hub] for supplier in world.suppliers]),
            np.array([GOODS.index(supplier.goods) for supplier in world.suppliers]),
        )
        self.seed, self.replicate = seed, replicate
        self.draws = Draws(seed, replicate)
        self.values = named_values(world, scenario)
        self.day = scenario.first_day
        self.values.evaluate(self.day)
        self.record = Recorder(scenario.days_in_all)
        self.today = Today()
        self.suitable: bool | None = None
        self.swell, self.sea = 0.0, 0.0
        self.demand_level, self.demand_quarter = 0.0, 0

        self.travellers = Travellers(capacity=65_536)
        self.boats = Boats(capacity=4_096)
        self.consignments = Consignments(capacity=1_024)
        self.journeys, self.freight, self.patience, self.resting, self.restless = (
            Calendar(self.day, scenario.days_in_all) for _ in range(5)
        )
        self.coast = Queue()
        self.at_rest = 0
        self.stored: Index = NOBODY
        self.hub_people = np.zeros(len(self.network.hubs), dtype=np.int64)
        self.hub_consignments = np.zeros(len(self.network.hubs), dtype=np.int64)

        ways_to_launch = (len(self.network.zones), len(world.methods))
        self.gangs = Gangs(len(self.network.corridors), ways_to_launch)
        self.remembered: dict[str, Floats] = {}
        self.routes = Routes()
        self.payments: defaultdict[int, list[Floats]] = defaultdict(list)
        self.escrow = 0.0
        self.units = Units(self.network, world.units)
        self.redeploy = True
        self.leads_due: defaultdict[int, list[Floats]] = defaultdict(list)
        self.cases = Cases(capacity=256)
        self.log = EventLog() if log else None

    def greet(self, gangs: Index) -> None:
        """Take note that gangs were founded, in these rows; here there is nothing to be done."""

    @property
    def is_monday(self) -> bool:
        """Whether today is the day of the week on which all who decide think."""
        return self.day % 7 == 1

    @property
    def boat_price(self) -> float:
        """What suppliers ask for a boat with its engine, GBP."""
        return self.supply.boat_price(self.values.supplier_share)

    def count_at_hubs(self, rows: Index) -> None:
        """Add people to the number staged at their hubs."""
        hubs = self.travellers.hub[rows]
        self.hub_people += np.bincount(hubs, minlength=self.hub_people.size)

    def hub_slowdown(self) -> Floats:
        """Factor on the travel time of those who leave each hub, from crowding there."""
        over = np.maximum(self.hub_people / self.values.hub_capacity - 1.0, 0.0)
        return 1.0 + self.values.congestion_slowdown * over
