"""The state of the world: all that processes read and write; no mechanism lives here."""

from __future__ import annotations

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
from sim.enforcement.agencies import Agencies
from sim.enforcement.cases import STRUCK, Cases
from sim.enforcement.effort import case_effort, search_effort
from sim.enforcement.units import ALLOCATIONS, Units
from sim.equipment.boats import Boats, Consignments, Market, Supply, boat_price
from sim.gangs.gangs import Gangs, nothing_heard
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
        ("demand_level", "f8"), ("demand_base", "f8"), ("danger_walk", "f8"),
        ("people", "i8"), ("entered", "i8"), ("queue", "i8"),
        ("stored", "i8"), ("at_rest", "i8"), ("oldest_boat", "i8"), ("escrow", "f8"),
        ("boat_price", "f8"), ("shares", "i8"), ("finds", "i8"), ("redeploy", "i8"),
        ("events", "i8"), ("part", "i8"), ("boats", "i8"), ("cargo", "i8"), ("cases", "i8"),
        ("routed", "i8"), ("stale", "i8"), ("settled", "i8"), ("struck", "i8"), ("seen_to", "i8"),
        ("newcomers", "i8"), ("allocation", "i8"), ("start", "i8"),
    ]
)  # fmt: skip
"""What is one number and changes from day to day, as kernels take it.

``suitable`` is -1 before the first day. ``people``, ``queue`` and ``stored`` count rows in use;
``entered`` is the row of the first person who entered today. Boats before ``oldest_boat`` have come
to their end. ``shares`` counts the gangs in today's shares of customers, 0 until somebody has to
choose; ``finds`` counts today's finds and passages of people; ``events`` the entries written since
the log was emptied.

``part`` says how far the day has come. ``boats``, ``cargo`` and ``cases`` count rows in use, and
``routed`` the gangs that have decided on routes; ``stale`` says that all are to decide again,
``settled`` that what kernels read of suppliers and of where officers look is up to date. ``struck``
counts the gangs struck today and those about to fail, ``seen_to`` those of them that are settled;
``newcomers`` the gangs about to enter. ``allocation`` is how units spread their officers, and
``start`` the first day that counts.
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


class Routes(NamedTuple):
    """What gangs have decided on routes, with room for more gangs.

    Attributes:
        people, equipment: Splits over corridors, cumulative: shape (gangs, hubs, choices).
        delivery_cost: Believed cost of the route to the coast from each supplier, GBP a boat: shape
            (gangs, suppliers).
    """

    people: Floats
    equipment: Floats
    delivery_cost: Floats

    def wide(self, gangs: int) -> Routes:
        """The same with room for so many gangs."""
        grown = Routes(*(np.zeros((gangs, *table.shape[1:])) for table in self))
        for table, old in zip(grown, self, strict=True):
            table[: old.shape[0]] = old
        return grown


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
        afloat: Whether people board a boat that is afloat, which police do not stop.
        since: Day from which each method is known.
    """

    hub: Index
    leg: Floats
    cost: Floats
    risk: Floats
    afloat: NDArray[np.bool_]
    since: Index


class Vectors(NamedTuple):
    """Named values that are more than one number, as kernels take them."""

    side_share: Floats
    entry_factor: Floats
    zone_reach: Floats
    method_reach: Floats
    method_exposure: Floats
    officers: Floats
    investigators: Floats
    hub_detection: Floats
    hub_interception: Floats
    store_reach: Floats


class Levers(NamedTuple):
    """Named values that are more than one number and are read by those who think on Mondays."""

    corridor_open: Floats
    officers: Floats
    searching: Floats
    targeting: Floats
    unshared: Floats
    investigating: Floats


class Columns(NamedTuple):
    """Where columns by place stand among the columns by place of the daily table."""

    side: Index
    zone: Index
    method: Index
    launched: Index
    landed: Index
    passages: Index
    seized: Index


class ModelState:
    """All that a run knows, without the schedule that moves it.

    Attributes:
        run_scenario: The scenario; Mesa keeps the name ``scenario`` for its own.
        now: Numbers that change from day to day, as one record; the next three lines are in it.
        day: Proleptic Gregorian ordinal of the day to run next.
        swell, sea: Today's weather: the roughness as a normal score, and as what processes read.
        demand_level: Logarithm of the factor on entries that nothing explains.
        demand_base: The level that it returns to, learned from it.
        demand_quarter: The quarter that both are for.
        danger_walk: How far the danger of years after 2025 has walked, in steps of one.
        journeys, freight: When people and consignments next reach something.
        patience, resting: When those on the coast give up, and when those who failed are ready.
        restless: When those on the coast turn to another gang.
        coast: People ready on the coast, longest wait first.
        stored: Consignments in store, first come first.
        payments: Fares that brokers release on a later day.
        escrow: Fares of landed passengers that brokers hold, GBP.
        leads_due: Leads that reach investigators on a later day.
        stale: Whether all gangs are to decide on routes again.
        remembered: What gangs remembered a week ago.
        struck: Gangs struck today and those about to fail; see :class:`sim.enforcement.cases.Fate`.
        log: Events, where they are kept.
        record: The daily table, which :mod:`sim.outcomes` declares.
        columns: Where its columns by place stand.
    """

    HISTORY: ClassVar = (
        "day", "record", "suitable", "swell", "sea", "demand_level", "demand_base",
        "demand_quarter", "travellers", "boats", "consignments",
        "journeys", "freight", "patience", "resting", "restless", "coast", "at_rest",
        "stored", "hub_people", "hub_consignments", "gangs", "remembered", "routes",
        "supply", "payments", "escrow", "units", "redeploy", "leads_due", "cases", "log",
    )  # fmt: skip
    """All that the days so far have left behind; the rest follows from scenario, world and seed."""

    day = Kept(int)
    swell, sea = Kept(float), Kept(float)
    demand_level, demand_base = Kept(float), Kept(float)
    danger_walk = Kept(float)
    at_rest = Kept(int)
    escrow = Kept(float)
    record: Recorder
    columns: Columns
    redeploy, stale, settled = Kept(bool), Kept(bool), Kept(bool)

    def __init__(
        self, world: World, scenario: Scenario, seed: int, replicate: int, log: bool = False
    ) -> None:
        self.world, self.run_scenario, self.network = world, scenario, world.network
        hubs, days = world.network.hub_index, scenario.days_in_all
        self.entries = Entries(
            np.array([hubs[entry.hub] for entry in world.entries]),
            np.array([world.sides.index(entry.side) for entry in world.entries]),
            np.array([entry.share for entry in world.entries]),
        )
        self.shore = Shore(
            world.network.zones, world.zone_leg_km / world.zone_leg_km.min(), world.method_cost,
            world.method_risk, world.method_afloat, world.method_since,
        )  # fmt: skip
        self.supply = Supply(
            np.array([hubs[supplier.hub] for supplier in world.suppliers]),
            np.array([GOODS.index(supplier.goods) for supplier in world.suppliers]),
            np.array([supplier.share for supplier in world.suppliers]),
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
        self.searching = search_effort(self.values, world)
        self.investigating = case_effort(self.values, world)
        self.lead = int(self.values.entry_series_lead)
        self.seasons = seasons(world, self.day, days, self.lead)
        self.stale = True
        self.now["allocation"] = ALLOCATIONS[self.values.allocation]
        self.now["start"] = scenario.start.toordinal()
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

        launch_options = (len(self.network.zones), len(world.methods))
        self.gangs = Gangs(len(self.network.corridors), launch_options)
        room, hub_number = self.gangs.space.size, len(self.network.hubs)
        choices = (room, hub_number, self.network.most_leaving)
        self.shares = np.zeros(room)
        self.remembered = nothing_heard(len(self.network.corridors), launch_options, room)
        self.routes = Routes(
            np.zeros(choices), np.zeros(choices), np.zeros((room, self.supply.hub.size))
        )
        self.payments = later.nothing(days, room)
        self.leads_due = later.nothing(days, room)
        self.units = Units(self.network, world.units)
        self.agencies = Agencies(
            np.array([agency.share_on_boats for agency in world.agencies], dtype=np.float64),
            np.array([hubs[agency.hub] for agency in world.agencies], dtype=np.int64),
        )
        self.cases = Cases(capacity=256)
        self.struck = np.zeros(2 * room + 1, dtype=STRUCK)
        self.log = EventLog() if log else None

    def greet(self, gangs: Index) -> None:  # noqa: ARG002
        """Take note that gangs were founded, in these rows: there must be room for what they do."""
        room = self.gangs.space.size
        if room > self.shares.size:
            self.shares = np.zeros(room)
            self.payments = self.payments.wide(room)
            self.leads_due = self.leads_due.wide(room)
            self.remembered = self.remembered.wide(room)
            self.routes = self.routes.wide(room)
            grown = np.zeros(2 * room + 1, dtype=STRUCK)
            grown[: self.struck.size] = self.struck
            self.struck = grown

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
            values.method_exposure, values.officers, values.investigators, values.hub_detection,
            values.hub_interception, values.store_reach,
        )  # fmt: skip

    @property
    def levers(self) -> Levers:
        """Named values that are more than one number and are read by those who think on Mondays."""
        values = self.values
        return Levers(
            values.corridor_open, values.officers, self.searching, values.targeting,
            values.unshared, self.investigating,
        )  # fmt: skip

    @property
    def market(self) -> Market:
        """Suppliers, as kernels take them."""
        return self.supply.market(self.values.supplier_share)

    @property
    def is_monday(self) -> bool:
        """Whether today is the day of the week on which all who decide think."""
        return self.day % 7 == 1

    @property
    def boat_price(self) -> float:
        """What suppliers ask for a boat with its engine, GBP."""
        return float(boat_price(self.market))
