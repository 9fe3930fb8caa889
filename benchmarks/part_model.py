"""The model's own people's part, alone: its kernels on a recorded tape, without deciders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.counts import FLOWS, Counts
from benchmarks.tape import Tape
from sim.core.calendar import put
from sim.core.day_context import Launches
from sim.core.kernels import kernel
from sim.enforcement import interdiction
from sim.launching import departure, weather
from sim.people import movement, waiting
from sim.people.travellers import State
from sim.schedule import Everything
from sim.simulation import Simulation

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Rows = NDArray[Any]


class Given(NamedTuple):
    """What the tape says of all days, as kernels take it; see :class:`benchmarks.tape.Tape`."""

    sea: Floats
    seen: Floats
    stopping: Floats
    beach: Floats
    shares: Floats
    gangs_on: Ints
    routes: Floats
    routes_on: Ints
    turned: Rows
    turned_from: Ints
    entered: Rows
    entered_from: Ints
    boats: Rows
    boats_from: Ints
    first_boat: int


@dataclass
class Player:
    """A model that stands where the tape begins, and what it will be handed day by day.

    Args:
        model: A twin of the model before the tape was recorded; it is used up.
        tape: What others decided.
    """

    model: Simulation
    tape: Tape

    def __post_init__(self) -> None:
        model, tape = self.model, self.tape
        model.gangs.append(tape.gangs - model.gangs.count)
        model.greet(np.zeros(0, dtype=np.int64))
        for name in ("moved", "stopped", "launched", "prevented"):
            getattr(model.gangs, name)[:] = 0.0
        model.units.forget_finds()
        boats = tape.boats
        first_boat = model.boats.append(
            boats.size,
            identity=boats["identity"],
            gang=boats["gang"],
            capacity=boats["capacity"],
            quality=boats["quality"],
        )[0]
        seas = self._seas()
        model.redeploy = False
        model.record.table[:], model.record.cells[:] = 0.0, 0.0
        self._room()
        self._everything = model.everything()
        self._given = Given(
            seas, tape.seen, tape.stopping, tape.beach, tape.shares, tape.gangs_on, tape.routes,
            tape.routes_on, tape.turned, tape.turned_from, tape.entered, tape.entered_from,
            tape.boats, tape.boats_from, int(first_boat),
        )  # fmt: skip

    def _seas(self) -> Floats:
        """The sea of each day, which the model draws for itself."""
        model, seas = self.model, []
        w = model.everything()
        for day in range(self.tape.days):
            model.day = self.tape.first_day + day
            weather.run(w.now[0], w.values[0], w.table[0], w.chances, w.seasons.day_of_year, w.key)
            seas.append(model.sea)
        model.day = self.tape.first_day
        return np.array(seas)

    def _room(self) -> None:
        """Room for all who ever enter, so that no day need ask for it."""
        model = self.model
        number = model.travellers.count + self.tape.entered.size
        model.travellers.reserve(self.tape.entered.size)
        model.coast.reserve(number)
        for calendar in (model.journeys, model.patience, model.resting, model.restless):
            calendar.reserve(number)

    def play(self) -> Counts:
        """Play all days; once."""
        model, counts = self.model, self.tape.nothing()
        first, days = self.tape.first_day - model.run_scenario.first_day, self.tape.days
        _play(self._everything, self._given, days, counts.daily[:, len(FLOWS) :])
        assert first + days == model.day - model.run_scenario.first_day
        daily = model.record.daily(first)
        for index, name in enumerate(FLOWS):
            counts.daily[:, index] = daily[name][:days]
        self._tally(counts)
        return counts

    def _tally(self, counts: Counts) -> None:
        gangs, units = self.model.gangs, self.model.units
        counts.passed[:], counts.stopped[:] = gangs.moved, gangs.stopped
        counts.launched[:], counts.prevented[:] = gangs.launched, gangs.prevented
        corridors = self.tape.origin.size
        counts.found[:corridors] = units.found_people[:corridors]
        counts.found[corridors:] = units.found_equipment[corridors:]
        counts.hubs[:] = self.model.hub_people


@kernel
def _play(w: Everything, given: Given, days: int, stocks: Ints) -> None:
    now, v, leads = w.now[0], w.values[0], np.zeros(w.gangs.size)
    for day in range(days):
        today = now.day - now.first_day
        row, cell = w.table[today], w.cells[today]
        _hand_over(w, given, day)
        routes = given.routes[given.routes_on[day]]
        reached, legs = movement.move_people(
            now, w.people, w.graph, routes, w.hub_people, w.journeys, w.key
        )
        movement.reach_coast(now, v, reached, w.people, w.patience, w.restless, w.key)
        interdiction.stop_people(
            now, v, row, cell, w.columns.passages, legs,
            interdiction.Chances(given.seen[day], given.stopping[day]), w.people, w.gangs,
            w.tallies, w.shares, w.looking, w.graph, w.hub_people, w.journeys, leads, w.key,
        )  # fmt: skip
        waiting.run(
            now, v, row, reached, w.people, w.queue, w.gangs, w.shares, w.resting, w.patience,
            w.restless, w.key,
        )  # fmt: skip
        departure.run(
            now, v, row, cell, w.columns, w.vectors, w.shore, _launches(given, day), w.people,
            w.queue, w.boats, w.gangs, w.tallies, w.shares, w.looking, w.resting, w.payments,
            leads, w.log, w.key,
        )  # fmt: skip
        waits = 0
        for gang in w.gangs:
            waits += gang.waiting
        stocks[day, 0], stocks[day, 1] = w.hub_people.sum(), waits
        stocks[day, 2] = now.at_rest
        now.day += 1


@kernel
def _hand_over(w: Everything, given: Given, day: int) -> None:
    """Let the day begin with what others have decided."""
    now, gangs_on = w.now[0], given.gangs_on[day]
    now.sea, now.shares = given.sea[day], gangs_on
    w.shares[:gangs_on] = given.shares[day, :gangs_on]
    w.looking.beach[:] = given.beach[day]
    for index in range(given.turned_from[day], given.turned_from[day + 1]):
        turned = given.turned[index]
        person = w.people[turned.row]
        if person.state == State.WAITING:
            w.gangs[person.gang].waiting -= 1
            w.gangs[turned.gang].waiting += 1
        person.gang = turned.gang
    for index in range(given.entered_from[day], given.entered_from[day + 1]):
        one, person = given.entered[index], w.people[now.people]
        person.identity, person.gang, person.hub = one.identity, one.gang, one.hub
        person.side, person.corridor = one.side, one.corridor
        person.zone, person.method = one.zone, one.method
        w.hub_people[person.hub] += 1
        put(w.journeys, now.people, now.day - now.first_day)
        now.people += 1


@kernel
def _launches(given: Given, day: int) -> Launches:
    begin, end = given.boats_from[day], given.boats_from[day + 1]
    number = end - begin
    gang, zone = np.empty(number, dtype=np.int64), np.empty(number, dtype=np.int64)
    method, load = np.empty(number, dtype=np.int64), np.empty(number, dtype=np.int64)
    for index in range(number):
        boat = given.boats[begin + index]
        gang[index], zone[index] = boat.gang, boat.zone
        method[index], load[index] = boat.method, boat.load
    rows = np.arange(given.first_boat + begin, given.first_boat + end)
    return Launches(rows, gang, zone, method, load)
