"""The people's part in plain Python: one object a traveller, which acts every day.

Written as a modeller would. What creates, shuffles and removes agents is left to a framework; see
:mod:`benchmarks.part_mesa` and :mod:`benchmarks.part_agentpy`. The order of agents makes no
difference, so that it counts what the model counts. Draws are keyed as the model's are; each is one
call of the model's compiled generator, since in plain Python it would take most of the time.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import defaultdict
from typing import Any, NamedTuple

import numpy as np
from numba import njit

from benchmarks.counts import PLACE, SIDES, Counts
from benchmarks.draws import draw_four
from benchmarks.tape import DUE, VALUES, Tape
from sim.core.randomness import Decision
from sim.people.travellers import State

NEVER = -1


@njit(cache=True)
def _four(
    identity: int, event: int, decision: int, seed: int, replicate: int
) -> tuple[float, float, float, float]:
    return draw_four(
        np.uint64(identity), np.uint64(event), np.uint64(decision),
        (np.uint64(seed), np.uint64(replicate)),
    )  # fmt: skip


class Person:
    """A person on the way.

    Attributes:
        model: The framework's model, which is also a :class:`People`.
        next_step, rested, gives_up, turns: Days on which something happens to this person.
    """

    model: Any

    def begin(self, row: int, person: np.void) -> None:
        """Be this person of the tape."""
        self.row = row
        self.identity = int(person["identity"])
        self.event = int(person["event"])
        self.gang = int(person["gang"])
        self.hub = int(person["hub"])
        self.corridor = int(person["corridor"])
        self.side = int(person["side"])
        self.attempts = int(person["attempts"])
        self.state = State(int(person["state"]))
        self.corridors_passed = int(person["corridors_passed"])
        self.stops = int(person["stops"])
        self.next_step = self.rested = self.gives_up = self.turns = NEVER

    def step(self) -> None:
        """Do whatever is due today."""
        if self.state is State.MOVING:
            if self.next_step == self.model.day:
                self.move()
        else:
            self.wait()

    def move(self) -> None:
        """Reach the end of a corridor, and set out on the next one or wait on the coast."""
        model = self.model
        if self.corridor >= 0:
            model.people_at[self.hub] -= 1
            self.hub = model.destination[self.corridor]
            self.corridor = -1
            model.people_at[self.hub] += 1
        if model.is_zone[self.hub]:
            self.reach_coast()
            return
        choice, time, seen, stopped = self.draw(Decision.LEG, self.event)
        self.event += 1
        corridor = self.choose_corridor(choice)
        if corridor < 0:
            self.fail_on_land()
        elif seen < model.seen[corridor] and stopped < model.stopping[corridor]:
            model.count("interceptions")
            model.counted.stopped[self.gang, corridor] += 1
            model.counted.found[corridor] += 1
            self.fail_on_land()
        else:
            model.counted.passed[self.gang, corridor] += 1
            self.corridor = corridor
            self.stops = 0
            self.corridors_passed |= 1 << corridor
            model.travelling.append((self, time))

    def choose_corridor(self, uniform: float) -> int:
        """Corridor by the gang's split at this hub, -1 if none is open."""
        shares = self.model.routes[self.gang][self.hub]
        if shares[-1] <= 0.0:
            return -1
        way = bisect_right(shares, uniform * shares[-1])
        return self.model.choices[self.hub][min(way, len(shares) - 1)]

    def fail_on_land(self) -> None:
        """Give up, or try again later, after every few stops in another way."""
        model = self.model
        leave, choice, _, _ = self.draw(Decision.AFTER_FAILURE, self.event)
        self.stops = min(self.stops + 1, 255)
        before = self.stops - 1
        stays = (1.0 - model.leave_after_interception) ** (model.leave_growth**before)
        if leave < 1.0 - stays:
            model.people_at[self.hub] -= 1
            model.count("people_gave_up")
            self.end(State.GAVE_UP)
            return
        if self.stops % max(int(model.stops_to_turn), 1) == 0:
            self.turn(choice)
        wait = model.wait_after_interception * (1.0 + model.wait_growth * before)
        self.next_step = model.day + max(int(wait), 1)

    def turn(self, uniform: float) -> None:
        """Choose a gang again where routes part, and else go back to where they do."""
        model = self.model
        if model.is_fork[self.hub]:
            self.change_gang(uniform)
            return
        hub, routes = self.hub, self.corridors_passed
        while not model.is_fork[hub]:
            came = [c for c, end in enumerate(model.destination) if end == hub and routes >> c & 1]
            if not came:
                return
            routes -= 1 << came[0]
            hub = model.origin[came[0]]
        model.people_at[self.hub] -= 1
        self.hub, self.corridors_passed = hub, routes
        model.people_at[self.hub] += 1

    def travel(self, uniform: float) -> None:
        """Be on the corridor for as long as it takes, longer if the hub is crowded."""
        model = self.model
        low, mode, high = model.leg_days[self.corridor]
        width = high - low
        if width <= 0.0:
            days = low
        elif uniform * width < mode - low:
            days = low + math.sqrt(uniform * width * (mode - low))
        else:
            days = high - math.sqrt((1.0 - uniform) * width * (high - mode))
        days *= model.slowdown(self.hub)
        self.next_step = model.day + max(round(days), 1)

    def reach_coast(self) -> None:
        """Wait for a boat, with a patience that is drawn once."""
        model = self.model
        model.people_at[self.hub] -= 1
        self.state = State.WAITING
        self.gives_up = model.day + geometric(
            self.draw(Decision.PATIENCE, 0)[0], model.leave_hazard
        )
        self.turns = model.day + geometric(
            self.draw(Decision.RESTLESS, 0)[0], model.change_gang_hazard
        )
        model.arriving.append(self)

    def wait(self) -> None:
        """Be ready again, give up, or turn to another gang."""
        model = self.model
        if self.state is State.RESTING and self.rested == model.day:
            self.state = State.WAITING
            model.at_rest -= 1
            model.returning.append(self)
        if self.gives_up == model.day:
            model.at_rest -= self.state is State.RESTING
            model.count("people_gave_up")
            self.end(State.GAVE_UP)
        elif self.turns == model.day:
            choice, again, _, _ = self.draw(Decision.RESTLESS, model.day)
            self.change_gang(choice)
            self.turns = model.day + geometric(again, model.change_gang_hazard)

    def change_gang(self, uniform: float) -> None:
        """Choose a gang again."""
        chosen = self.model.choose_gang(uniform)
        if chosen != self.gang:
            self.model.count("gang_changes")
            self.gang = chosen

    def try_to_cross(self) -> None:
        """Count an attempt."""
        self.model.count("attempts")
        if self.attempts == 0:
            self.model.count("people_tried")
        self.attempts += 1

    def fail_at_sea(self) -> None:
        """Leave, change gang, or rest and try again."""
        model = self.model
        leave, change, choice, _ = self.draw(Decision.AFTER_FAILURE, self.event)
        if leave < model.leave_after_failure:
            model.count("people_gave_up")
            self.end(State.GAVE_UP)
            return
        self.state = State.RESTING
        model.at_rest += 1
        self.rested = model.day + int(model.rest_after_failure)
        if change < model.change_gang_after_failure:
            self.change_gang(choice)

    def end(self, state: State) -> None:
        """Leave the model for good."""
        self.state = state
        del self.model.travellers[self.row]
        self.remove()

    def remove(self) -> None:
        """Leave the framework's agents."""
        raise NotImplementedError

    def draw(self, decision: Decision, event: int) -> tuple[float, float, float, float]:
        """Four uniforms of this person's own."""
        return self.model.draw(self.identity, event, decision)


class Boat(NamedTuple):
    """A boat that a gang would launch, as on the tape."""

    identity: int
    gang: int
    zone: int
    method: int
    load: int
    afloat: int
    capacity: float
    scale: float
    hazard: float
    quality: float


class People:
    """Travellers, and the days of a tape on which they act."""

    change_gang_after_failure: float
    change_gang_hazard: float
    congestion_slowdown: float
    death_tail: float
    group_size: float
    hub_capacity: float
    incident_load_exponent: float
    incident_reference_fill: float
    leave_after_failure: float
    leave_after_interception: float
    leave_growth: float
    leave_hazard: float
    prevention_dilution: float
    prevention_rate: float
    rescued_to_uk: float
    rest_after_failure: float
    stops_to_turn: float
    wait_after_interception: float
    wait_growth: float

    def begin(self, tape: Tape) -> None:
        """Stand where a tape begins."""
        self.tape = tape
        for name, value in zip(VALUES, tape.values.tolist(), strict=True):
            setattr(self, name, value)
        self.seed_key, self.replicate_key = tape.key.tolist()
        self.destination = tape.destination.tolist()
        self.origin = tape.origin.tolist()
        self.is_zone = tape.is_zone.tolist()
        self.is_fork = tape.is_fork.tolist()
        self.choices = tape.choices.tolist()
        self.leg_days = tape.leg_days.tolist()
        self.exposure = tape.exposure.tolist()
        self.people_at = tape.hubs.tolist()
        self.counted = tape.nothing()
        self.number = -1
        self.day = tape.first_day - 1
        self.routes: list[list[list[float]]] = []
        self.arriving: list[Person] = []
        self.returning: list[Person] = []
        self.travelling: list[tuple[Person, float]] = []
        self.travellers: dict[int, Person] = {}
        self.persons = 0
        self.add(tape.people)
        self.queue = [self.travellers[row] for row in tape.queue.tolist()]
        self.at_rest = sum(t.state is State.RESTING for t in self.travellers.values())
        for calendar, attribute in zip(
            DUE, ("next_step", "rested", "gives_up", "turns"), strict=True
        ):
            for number in range(tape.days):
                for row in tape.due_on(calendar, number).tolist():
                    if row in self.travellers:
                        setattr(self.travellers[row], attribute, tape.first_day + number)

    def add(self, people: np.ndarray[Any, Any]) -> list[Person]:
        """Create those of these people who are not yet at the end of their journey."""
        added = [
            self.traveller(self.persons + index, person)
            for index, person in enumerate(people)
            if person["state"] <= State.RESTING
        ]
        self.persons += people.size
        self.travellers.update((traveller.row, traveller) for traveller in added)
        return added

    def finished(self) -> Counts:
        """What was counted, after the last day."""
        self.counted.hubs[:] = self.people_at
        return self.counted

    def traveller(self, row: int, person: np.void) -> Person:
        """One agent more."""
        raise NotImplementedError

    def act(self) -> None:
        """Let all agents act, in whatever order."""
        raise NotImplementedError

    def one_day(self) -> None:
        """Run one day."""
        self.number += 1
        self.day += 1
        self.read_tape()
        self.act()
        for traveller, uniform in self.travelling:
            traveller.travel(uniform)
        self.travelling.clear()
        self.line_up()
        self.launch()
        self.count_stocks()

    def read_tape(self) -> None:
        """Take from the tape what others have decided today."""
        tape, number = self.tape, self.number
        turned = tape.turned[tape.turned_from[number] : tape.turned_from[number + 1]]
        for row, gang in turned.tolist():
            self.travellers[row].gang = gang
        entered = tape.entered[tape.entered_from[number] : tape.entered_from[number + 1]]
        for traveller in self.add(entered):
            self.people_at[traveller.hub] += 1
            traveller.next_step = self.day
        self.shares = tape.shares[number, : tape.gangs_on[number]].tolist()
        if number == 0 or tape.routes_on[number] != tape.routes_on[number - 1]:
            self.routes = tape.routes[tape.routes_on[number]].tolist()
        self.seen = tape.seen[number].tolist()
        self.stopping = tape.stopping[number].tolist()

    def line_up(self) -> None:
        """Bring the queue up to date, longest wait first."""
        queue = [traveller for traveller in self.queue if traveller.state is State.WAITING]
        for joining in (self.arriving, self.returning):
            joining.sort(key=lambda traveller: traveller.row)
            queue += [traveller for traveller in joining if traveller.state is State.WAITING]
            joining.clear()
        self.queue = queue

    def launch(self) -> None:
        """Fill the boats of the day with those who have waited longest, and let them cross."""
        waiting: defaultdict[int, list[Person]] = defaultdict(list)
        for traveller in self.queue:
            waiting[traveller.gang].append(traveller)
        taken: defaultdict[int, int] = defaultdict(int)
        launches: defaultdict[int, int] = defaultdict(int)
        boarded: list[tuple[Boat, list[Person]]] = []
        first, last = self.tape.boats_from[self.number : self.number + 2]
        for boat in map(Boat._make, self.tape.boats[first:last].tolist()):
            before = taken[boat.gang]
            aboard = waiting[boat.gang][before : before + boat.load]
            taken[boat.gang] += boat.load
            if aboard:
                boarded.append((boat, aboard))
                launches[boat.zone] += 1
        for boat, aboard in boarded:
            self.cross(boat, aboard, launches[boat.zone])
        self.queue = [traveller for traveller in self.queue if traveller.state is State.WAITING]

    def cross(self, boat: Boat, aboard: list[Person], launches: int) -> None:
        """Decide what becomes of a boat: prevented, an incident, turned back, or landed."""
        load, way = len(aboard), (boat.gang, boat.zone, boat.method)
        find, present, overload, mishap = self.draw(boat.identity, 0, Decision.CROSSING)
        fatalities, landing, _, _ = self.draw(boat.identity, 0, Decision.CASUALTIES)
        self.count("boats_launched")
        self.counted.launched[way] += 1
        for traveller in aboard:
            traveller.event += 1
        if find < self.prevention_chance(boat.zone, boat.method, launches):
            aboard = self.prevent(way, aboard, present, afloat=bool(boat.afloat))
            load = len(aboard)
            if not aboard:
                return
        deaths, landed = 0, True
        fill = load / boat.capacity / self.incident_reference_fill
        risk = boat.hazard * fill**self.incident_load_exponent
        if mishap < min(risk, 1.0):
            self.count("incidents")
            deaths = min(math.floor((1.0 - fatalities) ** (-1.0 / self.death_tail)), load)
            landed = landing < self.rescued_to_uk
        elif overload >= math.exp(-((load / boat.scale) ** 2)):
            self.count("boats_turned_back")
            landed = False
        for traveller in aboard:
            traveller.try_to_cross()
        for traveller in aboard[:deaths]:
            self.count("deaths")
            traveller.end(State.DIED)
        if landed and deaths < load:
            self.count("boats_arrived")
        for traveller in aboard[deaths:]:
            if landed:
                self.count("arrivals")
                self.count(f"arrivals_{SIDES[traveller.side]}")
                traveller.end(State.ARRIVED)
            else:
                self.count("returned")
                traveller.fail_at_sea()

    def prevent(
        self, way: tuple[int, int, int], aboard: list[Person], present: float, *, afloat: bool
    ) -> list[Person]:
        """Stop a group: those who are found fail; return those who cross without them, if any."""
        self.count("events_prevented")
        self.counted.found[len(self.destination) + way[1]] += 1
        group = max(round(self.group_size * (0.4 + 1.2 * present)), 1)
        found, others = aboard[:group], aboard[group:]
        for traveller in found:
            self.count("preventions")
            traveller.try_to_cross()
            traveller.fail_at_sea()
        if afloat and others:
            self.counted.prevented[way] += len(found) / len(aboard)
            return others
        self.count("boats_seized_beach")
        self.counted.prevented[way] += 1
        return []

    def prevention_chance(self, zone: int, method: int, launches: int) -> float:
        """Chance that a launch is prevented by officers who share out their attention."""
        officers = float(self.tape.beach[self.number, zone])
        attention = officers / (1.0 + launches / self.prevention_dilution)
        return 1.0 - math.exp(-self.prevention_rate * (attention * self.exposure[method]))

    def slowdown(self, hub: int) -> float:
        """Factor on the travel time of those who leave a hub."""
        over = max(self.people_at[hub] / self.hub_capacity - 1.0, 0.0)
        return 1.0 + self.congestion_slowdown * over

    def choose_gang(self, uniform: float) -> int:
        """The gang that a customer chooses."""
        chosen = bisect_right(self.shares, uniform * self.shares[-1])
        return min(chosen, len(self.shares) - 1)

    def draw(
        self, identity: int, event: int, decision: Decision
    ) -> tuple[float, float, float, float]:
        """Four uniforms of one key."""
        return _four(identity, event, int(decision), self.seed_key, self.replicate_key)

    def count(self, name: str) -> None:
        """Add one to today's count."""
        self.counted.daily[self.number, PLACE[name]] += 1

    def count_stocks(self) -> None:
        """Note how many move, wait and rest."""
        row = self.counted.daily[self.number]
        row[PLACE["moving"]] = sum(self.people_at)
        row[PLACE["waiting"]] = len(self.queue)
        row[PLACE["resting"]] = self.at_rest


def geometric(uniform: float, hazard: float) -> int:
    """Days until the first event of a constant daily hazard, at least 1."""
    hazard = min(max(hazard, 1e-9), 1.0 - 1e-9)
    return max(math.ceil(math.log1p(-uniform) / math.log1p(-hazard)), 1)
