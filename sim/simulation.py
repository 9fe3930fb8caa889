"""A run: the state of the world, and the schedule that moves it through its days."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from sim import current_values, initial_state
from sim.core.events import NO_LOG
from sim.enforcement import justice, learning
from sim.enforcement.intelligence import sharing_by_place
from sim.equipment import procurement
from sim.gangs import routing
from sim.gangs.recovery import receive_fares, settle
from sim.launching import weather
from sim.outcomes.declared import columns_by_place, measure, recorder
from sim.people.demand import means as demand_means
from sim.people.demand import most, quarter, walk_on
from sim.people.run_out import after_last_day
from sim.scenario import Scenario
from sim.schedule import (
    JUSTICE_WAITS,
    NO_ROOM,
    Everything,
    days,
    most_events,
    needs,
    write_down,
)
from sim.state import ModelState
from sim.world import World

Floats = NDArray[np.float64]

COPIED = (
    "record", "demand_quarter", "travellers", "boats", "consignments", "journeys", "freight",
    "patience", "resting", "restless", "hub_people", "hub_consignments", "gangs", "remembered",
    "routes", "supply", "payments", "units", "leads_due", "cases", "log",
)  # fmt: skip
"""What a branch copies, beside the record of numbers and what is counted in it."""


@dataclass(frozen=True)
class Run:
    """What one run gives.

    Attributes:
        daily: Daily columns of the days that count, by name.
        outcomes: Value of each declared outcome.
    """

    daily: dict[str, NDArray[np.float64]]
    outcomes: dict[str, float]


class Simulation(ModelState):
    """One replicate of one scenario.

    Args:
        world: Network and tables.
        scenario: What is assumed and what is done.
        seed: The study's seed, 0 to 2**32 - 1.
        replicate: Number of the replicate; equal numbers share weather, people and random draws.
        log: Whether to keep every event.

    Raises:
        KeyError: If an intervention names a value, unit, corridor or side that does not exist.
        ValueError: If a parameter is out of bounds.
    """

    def __init__(
        self, world: World, scenario: Scenario, seed: int, replicate: int, log: bool = False
    ) -> None:
        super().__init__(world, scenario, seed, replicate, log)
        self.record = recorder(scenario.days_in_all, world.places)
        self.columns = columns_by_place(world.places)
        self.chances = weather.chances(self)
        current_values.follow(self)
        initial_state.fill(self)

    def step(self) -> None:
        """Run one day."""
        self._advance(self.day + 1)

    def _advance(self, stop: int) -> None:
        """Run a day, and as many more before ``stop`` as need no Python."""
        self.begin_day()
        if self._days(stop) == JUSTICE_WAITS:
            self.finish_day()
        self.record.turn_to(self.day - 1 - self.spec.first_day)

    def begin_day(self) -> None:
        """Run what may happen in the morning in plain Python."""
        self.record.turn_to(self.day - self.spec.first_day)
        current_values.run(self)
        walk_on(self)
        procurement.run(self)
        routing.run(self)
        self._settle()

    def _settle(self) -> None:
        """Bring up to date what kernels read of suppliers and of who shares leads."""
        if self.is_monday or not self.settled:
            self.now["boat_price"] = self.boat_price
        if not self.settled:
            self.units.sharing[:] = sharing_by_place(self)
            self.settled = True

    def _days(self, stop: int) -> int:
        """Run compiled days; say how far the last has come."""
        thinking = self.is_monday
        until = self.day + 1 if thinking else self._until(stop)
        while True:
            everything = self.everything()
            reached: int = days(everything, until, thinking)
            self.travellers.grew(int(self.now["people"][0]))
            if self.log is not None:
                self.log.take(int(self.now["events"][0]))
                self.now["events"] = 0
            if reached != NO_ROOM:
                return reached
            self.make_room()

    def _until(self, stop: int) -> int:
        """The first day after today, up to ``stop``, that may need Python from its morning on."""
        until = min(stop, self.day + (1 - self.day) % 7, self.values.next_change(self.day))
        while until > self.day + 1 and quarter(until - 1) != self.demand_quarter:
            until -= 1
        return until

    def finish_day(self) -> None:
        """Run a day from justice on."""
        self.record.turn_to(self.day - self.spec.first_day)
        justice.run(self)
        everything = self.everything()
        receive_fares(
            self.now[0], self.record.table[self.day - self.spec.first_day], everything.gangs,
            everything.payments,
        )  # fmt: skip
        settle(self)
        if self.is_monday:
            learning.run(self)
            self.settled = False
        write_down(self.everything())

    def means(self) -> Floats:
        """Mean number of people who enter today at each place of entry."""
        w = self.everything()
        return demand_means(
            w.now[0], w.values[0], w.vectors, w.entries, w.seasons, w.gangs, w.tallies
        )

    def make_room(self) -> None:
        """Give the day's tables the room that it may need, and as much again."""
        entering = most(self.means())
        moving, coast, turning = needs(
            self.now[0], entering, self.journeys.due, self.resting.due, self.restless.due
        )
        freight = int(self.freight.due.days["number"].max()) + len(self.stored)
        self.travellers.reserve(entering)
        self.coast.reserve(coast - len(self.coast.rows))
        self.stores = np.append(self.stores, np.zeros(2 * freight, dtype=np.int64))
        for calendar, rows in (
            (self.journeys, moving), (self.patience, moving), (self.resting, coast),
            (self.restless, turning), (self.freight, 2 * freight),
        ):  # fmt: skip
            calendar.reserve(rows)
        if self.log is not None:
            self.log.reserve(2 * most_events(len(self.boats), len(self.consignments)))

    def everything(self) -> Everything:
        """The state of the world as kernels take it."""
        return Everything(
            now=self.now,
            values=self.values.numbers,
            vectors=self.vectors,
            table=self.record.table,
            cells=self.record.cells,
            columns=self.columns,
            key=self.draws.key,
            chances=self.chances,
            seasons=self.seasons,
            entries=self.entries,
            shore=self.shore,
            ways=self.network.ways,
            routes=(self.routes.people, self.routes.equipment),
            people=self.travellers.space,
            queue=self.coast.space,
            hub_people=self.hub_people,
            journeys=self.journeys.due,
            patience=self.patience.due,
            resting=self.resting.due,
            restless=self.restless.due,
            boats=self.boats.rows,
            cargo=self.consignments.rows,
            stores=self.stores,
            hub_cargo=self.hub_consignments,
            freight=self.freight.due,
            gangs=self.gangs.rows,
            tallies=self.gangs.tallies(),
            shares=self.shares,
            payments=self.payments,
            looking=self.units.looking(),
            leads_due=self.leads_due,
            cases=self.cases.rows,
            log=NO_LOG if self.log is None else self.log.fresh,
        )

    def branch(self, scenario: Scenario) -> Self:
        """Return a model of another scenario that continues this one's history from today.

        It equals a model of that scenario run from its first day, to the last bit, as long as the
        two scenarios are the same until today: see :meth:`Scenario.same_until`.
        """
        other = type(self)(self.world, scenario, self.seed, self.replicate)
        other.now[:] = self.now
        for name in COPIED:
            setattr(other, name, copy.deepcopy(getattr(self, name)))
        other.coast = self.coast.twin(other.now)
        other.shares = self.shares.copy()
        other.stores = self.stores.copy()
        other.values.evaluate(self.day - 1)
        current_values.follow(other)
        return other

    def run_until(self, day: int) -> None:
        """Run the days before ``day`` that have not been run."""
        while self.day < day:
            self._forward(day)

    def _forward(self, stop: int) -> None:
        """Run a day or more, up to ``stop``."""
        self._advance(stop)

    def run(self, progress: Callable[[int, int], None] | None = None) -> Run:
        """Run all days that are left: warm-up, days that count, run-out.

        Args:
            progress: Called after each day or few with days done and days in all.

        Returns:
            Daily columns and outcomes of the days that count.
        """
        total = self.spec.days_in_all
        while self.day < self.spec.stop:
            self._forward(self.spec.stop)
            if progress is not None:
                progress(self.day - self.spec.first_day, total)
        counted = slice(self.spec.warmup_days, self.spec.warmup_days + self.spec.days)
        daily = {name: column[counted] for name, column in self.record.daily().items()}
        last = self.spec.end.toordinal()
        after = after_last_day(self.travellers, last)
        return Run(daily, measure({**daily, **after}, self.world.places))
