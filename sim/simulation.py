"""A run: the state of the world, and the schedule that moves it through its days."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Self

import numpy as np
from numpy.typing import NDArray

from sim import current_values, initial_state
from sim.core.events import NO_LOG
from sim.gangs import recovery
from sim.launching import weather
from sim.outcomes.declared import measure, recorder
from sim.outcomes.recorder import columns_by_place
from sim.people import population
from sim.people.demand import means as demand_means
from sim.people.demand import most, walk_on
from sim.people.demand_quarters import next_quarter
from sim.people.run_out import after_last_day
from sim.scenario import Scenario
from sim.schedule import ENTER, NO_ROOM, Everything, close, days, needs
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
        PopulationError: If more people would enter than the machine has memory for.
    """

    def __init__(
        self, world: World, scenario: Scenario, seed: int, replicate: int, log: bool = False
    ) -> None:
        super().__init__(world, scenario, seed, replicate, log)
        self.record = recorder(scenario.days_in_all, world.places)
        self.columns = columns_by_place(world.places)
        self.chances = weather.chances(self)
        current_values.follow(self)
        population.check_beforehand(self)
        initial_state.fill(self)

    def step(self) -> None:
        """Run one day."""
        self._advance(self.day + 1)

    def _advance(self, stop: int) -> None:
        """Run a day, and as many more before ``stop`` as need no change of values."""
        self.begin_day()
        until = self._until(stop)
        while reached := self._call(days, until):
            self._help(reached)
        self._turn_to(self.day - 1)

    def begin_day(self) -> None:
        """Bring named values and the factor on entries to today."""
        current_values.run(self)
        walk_on(self)

    def _turn_to(self, day: int) -> None:
        self.record.turn_to(day - self.run_scenario.first_day)

    def _call(self, kernel: Callable[..., int], *given: int) -> int:
        """Let a kernel run, and take note of the rows that it has filled."""
        reached = kernel(self.everything(), *given)
        self.note_rows()
        return reached

    def note_rows(self) -> None:
        """Take note of the rows that kernels have filled."""
        now = self.now[0]
        self.travellers.grew(int(now["people"]))
        self.boats.grew(int(now["boats"]))
        self.consignments.grew(int(now["cargo"]))
        self.cases.grew(int(now["cases"]))
        if self.log is not None:
            self.log.take(int(now["events"]))
            self.now["events"] = 0

    def _help(self, reached: int) -> None:
        """Do in plain Python what kernels stopped for."""
        self._turn_to(self.day)
        if reached == NO_ROOM:
            self.make_room()
        elif reached == ENTER:
            recovery.welcome(self, int(self.now["newcomers"][0]))
            self.now["newcomers"] = 0
        else:
            recovery.carry_out(self, reached)

    def _until(self, stop: int) -> int:
        """The first day after today, up to ``stop``, on whose morning a value may change."""
        until = min(stop, self.values.next_change(self.day))
        return min(until, next_quarter(self.day))

    def finish_day(self) -> None:
        """Close a day on which all but that is done, see :mod:`sim.schedule`."""
        while reached := self._call(close):
            self._help(reached)
        self._turn_to(self.day - 1)

    def means(self) -> Floats:
        """Mean number of people who enter today at each place of entry."""
        w = self.everything()
        return demand_means(
            w.now[0], w.values[0], w.vectors, w.entries, w.seasons, w.gangs, w.tallies
        )

    def make_room(self) -> None:
        """Give the day's tables the room that it may need, and as much again."""
        means = self.means()
        most_at_once = float(np.sum(means)) + len(self.travellers)
        population.check(most_at_once, float(means.max()), date.fromordinal(self.day))
        entering = most(means)
        n = needs(self.everything(), entering)
        freight = int(self.freight.due.days["number"].max()) + len(self.stored)
        self.travellers.reserve(entering)
        self.boats.reserve(n.boats)
        self.consignments.reserve(n.cargo)
        self.cases.reserve(n.cases)
        self.coast.reserve(n.coast - len(self.coast.rows))
        self.stores = np.append(self.stores, np.zeros(2 * freight, dtype=np.int64))
        for calendar, rows in (
            (self.journeys, n.moving), (self.patience, n.moving), (self.resting, n.coast),
            (self.restless, n.turning), (self.freight, 2 * freight + n.cargo),
        ):  # fmt: skip
            calendar.reserve(rows)
        if self.log is not None:
            self.log.reserve(2 * n.events)

    def everything(self) -> Everything:
        """The state of the world as kernels take it."""
        self.now["boats"], self.now["cargo"] = len(self.boats), len(self.consignments)
        self.now["cases"] = len(self.cases)
        return Everything(
            now=self.now,
            values=self.values.numbers,
            vectors=self.vectors,
            levers=self.levers,
            table=self.record.table,
            cells=self.record.cells,
            columns=self.columns,
            key=self.draws.key,
            chances=self.chances,
            seasons=self.seasons,
            entries=self.entries,
            shore=self.shore,
            graph=self.network.graph,
            carries=self.network.carries,
            routes=self.routes,
            people=self.travellers.space,
            queue=self.coast.space,
            hub_people=self.hub_people,
            journeys=self.journeys.due,
            patience=self.patience.due,
            resting=self.resting.due,
            restless=self.restless.due,
            boats=self.boats.space,
            cargo=self.consignments.space,
            stores=self.stores,
            hub_cargo=self.hub_consignments,
            freight=self.freight.due,
            market=self.market,
            gangs=self.gangs.rows,
            contacts=self.gangs.contacts,
            tallies=self.gangs.tallies(),
            heard=self.remembered,
            shares=self.shares,
            payments=self.payments,
            posts=self.units.posts(),
            looking=self.units.looking(),
            leads_due=self.leads_due,
            agencies=self.agencies,
            cases=self.cases.space,
            struck=self.struck,
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
        other.shares, other.struck = self.shares.copy(), self.struck.copy()
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
        total = self.run_scenario.days_in_all
        while self.day < self.run_scenario.stop:
            self._forward(self.run_scenario.stop)
            if progress is not None:
                progress(self.day - self.run_scenario.first_day, total)
        counted = slice(
            self.run_scenario.warmup_days, self.run_scenario.warmup_days + self.run_scenario.days
        )
        daily = {name: column[counted] for name, column in self.record.daily().items()}
        last = self.run_scenario.end.toordinal()
        after = after_last_day(self.travellers, last)
        return Run(daily, measure({**daily, **after}, self.world.places))
