"""A tape: a real run, with all that its people's part takes as given written down day by day.

People move, are stopped, wait, board and cross among decisions that others make: who enters and
with which gang, the routes that gangs use, where officers look, the sea, the boats that are
launched.
With those given, any other version of the people's part must count exactly what the run counted.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.counts import FLOWS, SIDES, Counts, nothing
from benchmarks.day_in_parts import PARTS, day_in_parts
from sim.core.day_context import Launches
from sim.enforcement.interdiction import chances_of_people
from sim.gangs.expectations import mean_capacity, overload_scale
from sim.launching.crossing import incident_hazard
from sim.people.travellers import State
from sim.simulation import Simulation

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

PERSON = np.dtype(
    [
        ("identity", "u8"), ("corridors_passed", "u8"), ("event", "u4"), ("ended", "i4"),
        ("ticket", "u4"),
        ("gang", "i2"), ("hub", "i2"), ("corridor", "i2"), ("attempts", "u2"), ("state", "i1"),
        ("side", "i1"), ("zone", "i1"), ("method", "i1"), ("stops", "u1"),
    ],
    align=True,
)  # fmt: skip
"""One person in a row; the ticket is for whoever plays the tape, to keep the order of the queue."""
BOAT = np.dtype(
    [
        ("identity", "u8"), ("gang", "i8"), ("zone", "i8"), ("method", "i8"), ("load", "i8"),
        ("afloat", "i8"), ("capacity", "f8"), ("scale", "f8"), ("hazard", "f8"), ("quality", "f8"),
    ]
)  # fmt: skip
"""A boat that a gang would launch: with how many, whether it is afloat, what it holds, the load
that it is turned back by, its chance of an incident at the reference fill, and the quality in
both."""
TURN = np.dtype([("row", "i8"), ("gang", "i8")])
"""Somebody whose gang is changed by others, and to which."""
DUE = ("journeys", "resting", "patience", "restless")
"""Calendars, in the order in which a tape holds them."""
VALUES = (
    "change_gang_after_failure", "change_gang_hazard", "congestion_slowdown", "death_tail",
    "group_size", "hub_capacity", "incident_load_exponent", "incident_reference_fill",
    "leave_after_failure", "leave_after_interception", "leave_growth", "leave_hazard",
    "prevention_dilution", "prevention_rate", "rescued_to_uk", "rest_after_failure",
    "stops_to_turn", "wait_after_interception", "wait_growth",
)  # fmt: skip
"""Named values that the people's part reads, in the order in which a tape holds them."""


@dataclass(frozen=True)
class Tape:
    """A run, for others to play again.

    What comes day by day lies flat: ``x_from[day]`` to ``x_from[day + 1]`` are the entries of
    ``day``, counted from 0.

    Attributes:
        first_day: Ordinal of the first day.
        gangs: Most gangs that there are on any day.
        key: Seed and replicate.
        values: Named values, see ``VALUES``.
        destination, origin, is_zone, is_fork, choices, leg_days: The network.
        exposure: By method: how far it shows itself to patrols.
        people: Everybody at the start, see ``PERSON``.
        hubs: People staged at each hub at the start.
        queue: Rows of those ready on the coast at the start, longest wait first.
        due, due_from: Rows that are due, by calendar (see ``DUE``) and day.
        entered, entered_from: People who entered, their gang chosen.
        turned, turned_from: Those whose gang others changed before the day, see ``TURN``.
        gangs_on: Gangs there are on each day.
        shares: Cumulative shares of customers by gang, shape (days, gangs).
        routes, routes_on: Cumulative shares, shape (versions, gangs, hubs, choices), and which
            version is in force on each day.
        seen, stopping: Chance of being detected, and of being stopped once detected, shape (days,
            corridors).
        beach: Officers on the beach, shape (days, zones).
        boats, boats_from: Boats that gangs would launch, see ``BOAT``; those of a gang together.
        counts: What the run itself counted.
    """

    first_day: int
    days: int
    gangs: int
    key: NDArray[np.uint64]
    values: Floats
    destination: Ints
    origin: Ints
    is_zone: NDArray[np.bool_]
    is_fork: NDArray[np.bool_]
    choices: Ints
    leg_days: Floats
    exposure: Floats
    people: NDArray[np.void]
    hubs: Ints
    queue: Ints
    due: Ints
    due_from: Ints
    entered: NDArray[np.void]
    entered_from: Ints
    turned: NDArray[np.void]
    turned_from: Ints
    gangs_on: Ints
    shares: Floats
    routes: Floats
    routes_on: Ints
    seen: Floats
    stopping: Floats
    beach: Floats
    boats: NDArray[np.void]
    boats_from: Ints
    counts: Counts

    def due_on(self, calendar: str, day: int) -> Ints:
        """Rows due in a calendar on a day counted from 0, as known at the start."""
        position = DUE.index(calendar) * self.days + day
        return self.due[self.due_from[position] : self.due_from[position + 1]]

    def nothing(self) -> Counts:
        """Counts of this tape's shapes, all 0."""
        return nothing(
            self.days, self.gangs, self.origin.size, self.beach.shape[1], self.exposure.size,
            self.hubs.size,
        )  # fmt: skip


def record(model: Simulation, days: int) -> Tape:
    """Run a model for so many days, from wherever it stands, and write down its tape.

    Raises:
        ValueError: If a named value that the people's part reads changes on the way.
    """
    recorder = _Recorder(model, days)
    for _ in range(days):
        for part, launches in zip(PARTS, day_in_parts(model), strict=True):
            if part == "entries":
                recorder.before(model)
            elif part == "launch decisions" and launches is not None:
                recorder.launches(model, launches)
            elif part == "crossing":
                recorder.after(model)
    return recorder.tape()


@dataclass
class _Day:
    """What others decided on one day."""

    entered: NDArray[np.void]
    turned: NDArray[np.void]
    shares: Floats
    routes_on: int
    boats: NDArray[np.void] = field(default_factory=lambda: np.zeros(0, dtype=BOAT))
    seen: Floats = field(default_factory=lambda: np.zeros(0))
    stopping: Floats = field(default_factory=lambda: np.zeros(0))
    beach: Floats = field(default_factory=lambda: np.zeros(0))


class _Recorder:
    """Looks at the running model three times a day."""

    def __init__(self, model: Simulation, days: int) -> None:
        if tuple(model.world.sides) != SIDES:
            raise ValueError(f"sides are {model.world.sides}, not {SIDES}")
        network = model.network
        self._first_day, self._key = model.day, np.array(model.draws.key, dtype=np.uint64)
        self._network = network
        self._values: Floats | None = None
        self._exposure = np.zeros(0)
        self._people = _persons(model, np.arange(len(model.travellers)))
        queue = model.coast.rows
        self._queue = queue[model.travellers.state[queue] == State.WAITING]
        self._hubs = model.hub_people.copy()
        self._gang = model.travellers.gang.copy()
        self._due = [
            calendar.take(model.day + day)
            for calendar in (copy.deepcopy(getattr(model, name)) for name in DUE)
            for day in range(days)
        ]
        self._routes: list[Floats] = []
        self._days: list[_Day] = []
        self._daily: list[list[int]] = []
        self._already: dict[str, NDArray[Any]] = {}
        self._tallies: list[dict[str, NDArray[Any]]] = []

    def before(self, model: Simulation) -> None:
        """Write down what has been decided when people begin to move."""
        self._check_values(model)
        people = model.travellers
        rows = np.flatnonzero(people.gang[: self._gang.size] != self._gang)
        turned = np.zeros(rows.size, dtype=TURN)
        turned["row"], turned["gang"] = rows, people.gang[rows]
        routes = model.routes.people[: model.gangs.count]
        if not self._routes or not np.array_equal(routes, self._routes[-1]):
            self._routes.append(routes.copy())
        entered = np.arange(model.now["entered"][0], len(people))
        self._days.append(
            _Day(
                entered=_persons(model, entered),
                turned=turned,
                shares=model.shares[: model.now["shares"][0]].copy(),
                routes_on=len(self._routes) - 1,
            )
        )
        self._already = _tallies(model)

    def launches(self, model: Simulation, launches: Launches) -> None:
        """Write down the boats that gangs would launch."""
        self._days[-1].boats = _boats(model, launches)

    def after(self, model: Simulation) -> None:
        """Write down what officers did today, and what the people's part has counted."""
        today = self._days[-1]
        vectors = model.vectors
        today.seen, today.stopping = chances_of_people(
            model.units.people, model.values.numbers[0], vectors.hub_detection,
            vectors.hub_interception, model.network.graph,
        )  # fmt: skip
        today.beach = model.units.beach.copy()
        now = _tallies(model)
        tally = {name: now[name] - self._already[name] for name in now}
        tally |= {
            name: np.rint(added).astype(np.int64)
            for name, added in tally.items()
            if name != "prevented"
        }
        on_land, ready = int(model.hub_people.sum()), int(model.gangs.waiting.sum())
        self._daily.append([*tally.pop("flows").tolist(), on_land, ready, model.at_rest])
        self._tallies.append(tally)
        self._gang = model.travellers.gang.copy()
        self._left_at_hubs = model.hub_people.copy()

    def tape(self) -> Tape:
        """All that was written down."""
        days, network = self._days, self._network
        gangs = max(day.shares.size for day in days)
        assert self._values is not None
        return Tape(
            first_day=self._first_day,
            days=len(days),
            gangs=gangs,
            key=self._key,
            values=self._values,
            destination=network.destination,
            origin=network.origin,
            is_zone=network.is_zone,
            is_fork=network.is_fork,
            choices=network.choices,
            leg_days=network.days,
            exposure=self._exposure,
            people=self._people,
            hubs=self._hubs,
            queue=self._queue,
            due=np.concatenate(self._due).astype(np.int64),
            due_from=_starts(self._due),
            entered=np.concatenate([day.entered for day in days]),
            entered_from=_starts([day.entered for day in days]),
            turned=np.concatenate([day.turned for day in days]),
            turned_from=_starts([day.turned for day in days]),
            gangs_on=np.array([day.shares.size for day in days]),
            shares=np.array([_wide(day.shares, gangs) for day in days]),
            routes=np.array([_wide(routes, gangs) for routes in self._routes]),
            routes_on=np.array([day.routes_on for day in days]),
            seen=np.array([day.seen for day in days]),
            stopping=np.array([day.stopping for day in days]),
            beach=np.array([day.beach for day in days]),
            boats=np.concatenate([day.boats for day in days]),
            boats_from=_starts([day.boats for day in days]),
            counts=self._counts(gangs),
        )

    def _counts(self, gangs: int) -> Counts:
        total = {
            name: np.sum([_wide(tally[name], gangs) for tally in self._tallies], axis=0)
            for name in ("passed", "stopped", "launched", "prevented")
        }
        return Counts(
            daily=np.array(self._daily, dtype=np.int64),
            found=np.sum([tally["found"] for tally in self._tallies], axis=0),
            hubs=self._left_at_hubs,
            **total,
        )

    def _check_values(self, model: Simulation) -> None:
        values = np.array([getattr(model.values, name) for name in VALUES])
        exposure = model.values.method_exposure.copy()
        if self._values is None:
            self._values, self._exposure = values, exposure
        if not np.array_equal(values, self._values) or not np.array_equal(exposure, self._exposure):
            raise ValueError("a named value of the people's part changes while it is recorded")


def _persons(model: Simulation, rows: Ints) -> NDArray[np.void]:
    persons = np.zeros(rows.size, dtype=PERSON)
    for name in PERSON.names or ():
        if name != "ticket":
            persons[name] = getattr(model.travellers, name)[rows]
    return persons


def _tallies(model: Simulation) -> dict[str, NDArray[Any]]:
    gangs, units, corridors = model.gangs, model.units, len(model.network.corridors)
    return {
        "flows": np.array([model.record.today(name) for name in FLOWS]),
        "passed": gangs.moved.copy(),
        "stopped": gangs.stopped.copy(),
        "launched": gangs.launched.copy(),
        "prevented": gangs.prevented.copy(),
        "found": np.append(units.found_people[:corridors], units.found_equipment[corridors:]),
    }


def _boats(model: Simulation, launches: Launches) -> NDArray[np.void]:
    values, boats = model.values, model.boats
    rows = launches.boats
    capacity, quality = boats.capacity[rows].astype(float), boats.quality[rows].astype(float)
    now, v = model.now[0], values.numbers[0]
    hazard = incident_hazard(now, v, model.shore)[launches.zone, launches.method]
    median = overload_scale(now, v, model.sea) / mean_capacity(now, v)
    launched = np.zeros(rows.size, dtype=BOAT)
    launched["identity"] = boats.identity[rows]
    launched["capacity"], launched["quality"] = capacity, quality
    for name in ("gang", "zone", "method", "load"):
        launched[name] = getattr(launches, name)
    launched["scale"] = median * capacity * quality
    launched["afloat"] = model.shore.afloat[launches.method]
    launched["hazard"] = hazard / quality
    return launched


def _wide(table: NDArray[Any], gangs: int) -> NDArray[Any]:
    """The table with rows of 0 for gangs that there are not yet."""
    wide = np.zeros((gangs, *table.shape[1:]), dtype=table.dtype)
    wide[: table.shape[0]] = table
    return wide


def _starts(parts: Sequence[NDArray[Any]]) -> Ints:
    return np.cumsum([0, *(part.size for part in parts)], dtype=np.int64)
