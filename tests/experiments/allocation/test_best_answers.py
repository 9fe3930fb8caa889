"""The pessimistic side against every answer that gangs have on a tiny network, one by one."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from calibration.known_world import known_world
from experiments.allocation.best_answers import (
    Beach,
    best_launch_of_boats,
    best_launch_of_people,
    best_routes,
    most_seats,
    passed_in_the_end,
)
from experiments.allocation.posted_officers import _Watch, best_answer
from sim.enforcement.interdiction import chances_of_people, detection
from sim.launching.launch_methods import prevention_chance
from sim.people.persistence import leaving
from sim.simulation import Simulation

EDGES = ((0, 1), (0, 2), (1, 3), (1, 2), (2, 3), (2, 4), (5, 2))
"""Hubs 3 and 4 are on the coast; nothing leads on from 6."""
ENDS = np.array([False, False, False, True, True, False, False])


def every_route(hub: int) -> list[list[int]]:
    if ENDS[hub]:
        return [[]]
    return [
        [number, *onward]
        for number, (begin, end) in enumerate(EDGES) if begin == hub
        for onward in every_route(end)
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(20))
def test_no_route_is_better_than_the_best(seed):
    passing = np.random.default_rng(seed).uniform(0.0, 1.0, len(EDGES))
    passing[seed % len(EDGES)] = 0.0
    origin, destination = np.array(EDGES).T
    found = best_routes(origin, destination, passing, ENDS)
    for hub in range(ENDS.size):
        chances = [float(np.prod(passing[route])) for route in every_route(hub)]
        assert found[hub] == pytest.approx(max(chances, default=0.0))


def beach(seed: int) -> Beach:
    random = np.random.default_rng(seed)
    shape = (3, 2, 3)
    return Beach(
        random.uniform(0.0, 1.0, shape), random.uniform(size=shape) < 0.7,
        np.array([False, True, False]), 0.4, 0.2,
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(20))
def test_no_zone_and_method_is_better_than_the_best(seed):
    """Each answer is played out try by try, until hardly anybody is left."""
    met = beach(seed)
    of_boats, of_people = best_launch_of_boats(met), best_launch_of_people(met)
    for day in range(3):
        seats, people = [0.0], [0.0]
        for zone, method in product(range(2), range(3)):
            if not met.usable[day, zone, method]:
                continue
            prevented, lost = met.prevented[day, zone, method], met.found
            seats.append(1 - prevented * (lost if met.afloat[method] else 1.0))
            there, across = 1.0, 0.0
            for _ in range(2_000):
                found = there * prevented * lost
                stays = 0.0 if met.afloat[method] else there * prevented * (1 - lost)
                across += there - found - stays
                there = stays + found * (1 - met.leaving)
            people.append(across)
        assert of_boats[day] == pytest.approx(max(seats))
        assert of_people[day] == pytest.approx(max(people), abs=1e-6)


def test_who_tries_again_and_again_passes_or_gives_up_as_in_the_model():
    for stopped in (0.0, 0.3, 0.9):
        there, passed = 1.0, 0.0
        for stops in range(1, 65):
            passed += there * (1 - stopped)
            there *= stopped * (1 - leaving.py_func(0.1, 1.3, float(stops)))
        found = passed_in_the_end(np.array([stopped]), 0.1, 1.3)
        assert found[0] == pytest.approx(passed)


def test_no_load_brings_more_across_than_the_best():
    capacity, scale = np.array([40.0, 90.0]), np.array([70.0, 70.0])
    loads = np.linspace(1, capacity, 2_000)
    across = loads * np.exp(-((loads / scale) ** 2))
    assert most_seats(capacity, scale) == pytest.approx(across.max(axis=0), rel=1e-5)


@pytest.mark.slow
def test_chances_are_those_of_the_model_and_a_run_in_weeks_is_the_run(question):
    base, world = question.baseline.lasting(150), known_world(question.data)
    found = best_answer(world, base, 1, 0)
    whole = Simulation(world, base, 1, 0)
    assert found.simulated == whole.run().outcomes["arrivals"] > 0
    assert found.arrivals >= found.simulated
    for chance in (found.land, found.roads, found.beach):
        assert 0.0 < chance <= 1.0

    watch, now = _Watch(whole), whole.everything()
    watch.begin_week()
    v, values, units = now.values[0], whole.values, whole.units
    met = chances_of_people(
        units.people, v, now.vectors.hub_detection, now.vectors.hub_interception, now.graph
    )
    network, stopped = world.network, met.seen * met.stopped
    passed = passed_in_the_end(stopped, values.leave_after_interception, values.leave_growth)
    assert watch._people()[network.people] == pytest.approx(passed[network.people])
    carried = (
        1.0 - detection(units.equipment, values.equipment_detection) * values.equipment_interception
    )
    assert watch._equipment()[network.equipment] == pytest.approx(carried[network.equipment])
    assert not watch._equipment()[~network.equipment].any()
    launches = np.array([0.0, 25.0])
    seen = watch._beach(launches, np.array([50.0])).prevented
    for day, number in enumerate(launches):
        everywhere = np.full(units.beach.size, number)
        right = prevention_chance(v, now.vectors, units.beach, everywhere)
        assert seen[day] == pytest.approx(right)
