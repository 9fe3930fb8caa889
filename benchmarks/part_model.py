"""The model's own people's part, alone: its processes on a recorded tape, without deciders."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from benchmarks.counts import FLOWS, Counts
from benchmarks.tape import Tape
from sim.core.day_context import Launches, Today
from sim.enforcement import interdiction
from sim.launching import departure, weather
from sim.model import SmugglingModel
from sim.people import movement, waiting
from sim.people.travellers import State
from sim.state import Routes


@dataclass
class Player:
    """A model that stands where the tape begins, and what it will be handed day by day.

    Args:
        model: A twin of the model before the tape was recorded; it is used up.
        tape: What others decided.
    """

    model: SmugglingModel
    tape: Tape

    def __post_init__(self) -> None:
        model, tape = self.model, self.tape
        model.gangs.append(tape.gangs - model.gangs.count)
        for name in ("moved", "stopped", "launched", "prevented"):
            getattr(model.gangs, name)[:] = 0.0
        model.units.forget_finds()
        boats = tape.boats
        self._first_boat = model.boats.append(
            boats.size,
            identity=boats["identity"],
            gang=boats["gang"],
            capacity=boats["capacity"],
            quality=boats["quality"],
        )[0]
        self._routes = [Routes(people=routes) for routes in tape.routes]
        self._seas = self._weather()
        model.redeploy = False

    def _weather(self) -> list[float]:
        """The sea of each day, which the model draws for itself."""
        model, seas = self.model, []
        for day in range(self.tape.days):
            model.day = self.tape.first_day + day
            weather.run(model)
            seas.append(model.sea)
        model.day = self.tape.first_day
        return seas

    def play(self) -> Counts:
        """Play all days; once."""
        model, counts = self.model, self.tape.nothing()
        for day in range(self.tape.days):
            self._hand_over(day)
            movement.run(model)
            interdiction.stop_people(model, self.tape.seen[day])
            waiting.run(model)
            self._launch(day)
            departure.run(model)
            flows = [int(model.record.today(name)) for name in FLOWS]
            stocks = [int(model.hub_people.sum()), int(model.gangs.waiting.sum()), model.at_rest]
            counts.daily[day] = flows + stocks
            model.day += 1
        self._tally(counts)
        return counts

    def _hand_over(self, day: int) -> None:
        model, tape = self.model, self.tape
        people, waiting_for = model.travellers, model.gangs.waiting
        model.record.begin(day)
        model.today = Today(gang_shares=tape.shares[day, : tape.gangs_on[day]])
        model.sea, model.routes = self._seas[day], self._routes[tape.routes_on[day]]
        model.units.beach = tape.beach[day]
        turned = tape.turned[tape.turned_from[day] : tape.turned_from[day + 1]]
        waits = people.state[turned["row"]] == State.WAITING
        np.subtract.at(waiting_for, people.gang[turned["row"][waits]], 1)
        np.add.at(waiting_for, turned["gang"][waits], 1)
        people.gang[turned["row"]] = turned["gang"]
        entered = tape.entered[tape.entered_from[day] : tape.entered_from[day + 1]]
        names = ("identity", "gang", "hub", "side", "corridor", "zone", "method")
        rows = people.append(entered.size, **{name: entered[name] for name in names})
        model.count_at_hubs(rows)
        model.journeys.put(rows, model.day)

    def _launch(self, day: int) -> None:
        begin, end = self.tape.boats_from[day : day + 2]
        if end > begin:
            boats = self.tape.boats[begin:end]
            rows = np.arange(self._first_boat + begin, self._first_boat + end)
            self.model.today.launches = Launches(
                rows, boats["gang"], boats["zone"], boats["method"], boats["load"]
            )

    def _tally(self, counts: Counts) -> None:
        gangs, units = self.model.gangs, self.model.units
        counts.passed[:], counts.stopped[:] = gangs.moved, gangs.stopped
        counts.launched[:], counts.prevented[:] = gangs.launched, gangs.prevented
        corridors = self.tape.origin.size
        counts.found[:corridors] = units.found_people[:corridors]
        counts.found[corridors:] = units.found_equipment[corridors:]
        counts.hubs[:] = self.model.hub_people
