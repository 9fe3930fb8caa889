"""One run week by week: who and what could get past the officers where they stand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments.allocation.best_answers import (
    Beach,
    best_launch_of_boats,
    best_launch_of_people,
    best_routes,
    most_seats,
    passed_in_the_end,
)
from sim.equipment.boats import BoatState, ConsignmentState
from sim.people.travellers import State
from sim.scenario import Scenario
from sim.simulation import Simulation
from sim.world import World

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

WEEK = 7
"""Days between two looks: units move their officers on Mondays."""


@dataclass(frozen=True)
class BestAnswer:
    """What gangs could bring across in one run, had all chosen best for themselves.

    Attributes:
        simulated: Arrivals in the run.
        people: People who would get through, had there been seats for all.
        seats: People whom the boats that were bought would bring across, had there been people for
            all seats.
        land: Mean chance of people to reach the coast by the best route.
        roads: Mean chance of boats to reach the coast by the best route.
        beach: Mean chance of people to get off the beach by the best zone and method.
    """

    simulated: float
    people: float
    seats: float
    land: float
    roads: float
    beach: float

    @property
    def arrivals(self) -> float:
        """Arrivals at most: people or seats, whichever are fewer."""
        return min(self.people, self.seats)


def best_answer(world: World, scenario: Scenario, seed: int, replicate: int) -> BestAnswer:
    """Run a scenario once, without run-out, and work out what gangs could have done at best."""
    model = Simulation(world, scenario.with_run_out(0), seed, replicate)
    model.run_until(scenario.start.toordinal())
    watch = _Watch(model)
    while model.day < model.run_scenario.stop:
        watch.begin_week()
        model.run_until(min(model.day + WEEK, model.run_scenario.stop))
        watch.end_week()
    run = model.run()
    return watch.answer(run.daily, run.outcomes["arrivals"])


class _Watch:
    """What is noted of a run between its first day that counts and its last."""

    def __init__(self, model: Simulation) -> None:
        self.model = model
        self.seats = np.zeros(0)
        self.boats_through: list[float] = []
        self.people_through: list[Floats] = []
        self.officers: list[Floats] = []
        self.first: list[int] = []
        self.people_seen = self.cargo_seen = 0

    def begin_week(self) -> None:
        """Look where officers stand, and count who and what is there on the very first day."""
        model, network = self.model, self.model.network
        self.by_land = best_routes(
            network.origin, network.destination, self._people(), network.is_zone
        )
        self.by_road = best_routes(
            network.origin, network.destination, self._equipment(), network.is_zone
        )
        self.officers.append(model.units.beach.copy())
        self.first.append(model.day)
        if len(self.first) == 1:
            self._there_already()

    def end_week(self) -> None:
        """Count who has entered and what was bought."""
        model = self.model
        new = model.travellers.rows[self.people_seen :]
        place = (new["identity"] >> np.uint64(24)) & np.uint64(0xFF)
        self.people_through.append(self.by_land[model.entries.hub[place.astype(np.int64)]])
        self.people_seen = len(model.travellers)
        self._add_cargo(model.consignments.rows[self.cargo_seen :])
        self.cargo_seen = len(model.consignments)

    def answer(self, daily: dict[str, Floats], simulated: float) -> BestAnswer:
        """What it comes to over all days."""
        model = self.model
        v = model.values
        boats = model.boats.rows
        per_size = v.overload_scale / v.boat_capacity_large
        loads = most_seats(
            boats["capacity"].astype(float), per_size * boats["capacity"] * boats["quality"]
        )
        there = np.pad(self.seats, (0, len(boats) - self.seats.size))
        launched = daily["boats_launched"]
        beach = self._beach(launched, loads[there > 0.0])
        weights = launched / max(launched.sum(), 1.0)
        of_boats = float(weights @ best_launch_of_boats(beach))
        of_people = float(weights @ best_launch_of_people(beach))
        through = np.concatenate(self.people_through)
        again = float(daily["came_again"].sum())
        roads = np.array(self.boats_through)
        return BestAnswer(
            simulated, (float(through.sum()) + again) * of_people,
            float((there * loads).sum()) * of_boats, float(through.mean()) if through.size else 0.0,
            float(roads.mean()) if roads.size else 0.0, of_people,
        )  # fmt: skip

    def _there_already(self) -> None:
        """People on their way or on the coast, boats on the way, in store or at the coast."""
        model = self.model
        people = model.travellers.rows
        on_way = people[people["state"] <= State.RESTING]
        self.people_through.append(self.by_land[self._reached(on_way)])
        self.people_seen = len(people)
        self.seats = (model.boats.rows["state"] == BoatState.CACHED).astype(float)
        cargo = model.consignments.rows
        moving = (cargo["state"] == ConsignmentState.MOVING) | (
            cargo["state"] == ConsignmentState.STORED
        )
        self._add_cargo(cargo[moving])
        self.cargo_seen = len(cargo)

    def _add_cargo(self, cargo: NDArray[np.void]) -> None:
        """Note with which chance the boats of consignments reach the coast."""
        self.seats = np.pad(self.seats, (0, len(self.model.boats) - self.seats.size))
        for one, hub in zip(cargo, self._reached(cargo), strict=True):
            chance, number = float(self.by_road[hub]), int(one["boats"])
            self.seats[one["first_boat"] : one["first_boat"] + number] = chance
            self.boats_through += [chance] * number

    def _reached(self, rows: NDArray[np.void]) -> Ints:
        """Hub that each has reached, or is about to reach."""
        on = rows["corridor"].astype(np.int64)
        return np.where(on >= 0, self.model.network.destination[on], rows["hub"])

    def _people(self) -> Floats:
        """Chance of people to pass each corridor in the end, as in the model's interdiction."""
        model, v = self.model, self.model.values
        hub = model.network.origin
        looking = model.units.people * v.hub_detection[hub]
        held = 1.0 - (1.0 - v.people_interception) ** v.hub_interception[hub]
        stopped = (1.0 - np.exp(-v.people_detection * looking)) * held
        through = passed_in_the_end(stopped, v.leave_after_interception, v.leave_growth)
        return np.where(model.network.people & (v.corridor_open > 0.0), through, 0.0)

    def _equipment(self) -> Floats:
        """Chance of a consignment to pass each corridor."""
        model, v = self.model, self.model.values
        seen = 1.0 - np.exp(-v.equipment_detection * model.units.equipment)
        usable = model.network.equipment & (v.corridor_open > 0.0)
        return np.where(usable, 1.0 - seen * v.equipment_interception, 0.0)

    def _beach(self, launched: Floats, loads: Floats) -> Beach:
        """What launches meet on each day, were all of that day from one zone.

        A zone or a method that nobody uses cannot be chosen either.
        """
        model, v = self.model, self.model.values
        day = self.first[0] + np.arange(launched.size)
        week = np.searchsorted(self.first, day, side="right") - 1
        officers = np.array(self.officers)[week]
        attention = officers / (1.0 + launched[:, None] / v.prevention_dilution)
        exposed = attention[:, :, None] * v.method_exposure
        usable = (v.zone_reach > 0.0)[:, None] & (v.method_reach > 0.0)
        known = day[:, None] >= model.shore.since
        load = float(loads.mean()) if loads.size else 1.0
        return Beach(
            1.0 - np.exp(-v.prevention_rate * exposed), usable[None] & known[:, None, :],
            model.shore.afloat, min(v.group_size / load, 1.0), v.leave_after_failure,
        )  # fmt: skip
