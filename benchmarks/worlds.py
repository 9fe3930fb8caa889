"""The worlds that are timed: a standard year, at any number of people."""

from __future__ import annotations

from dataclasses import replace

from scenarios.loader import load_scenario
from scenarios.world_tables import load_world
from sim.parameters import PARAMETERS
from sim.simulation import Simulation

YEAR = 365
STANDARD = 100_000
"""People who go through the network in the standard year."""
_AT_STANDARD = {
    "people_per_year": float(STANDARD), "boat_supply_per_week": 130.0,
    "engine_supply_per_week": 190.0, "largest_members": 140.0, "hub_capacity": 900.0,
    "launches_per_crew": 0.4, "prevention_dilution": 3.0, "consignment_boats": 5.0,
}  # fmt: skip


def parameters(people: int) -> dict[str, float]:
    """Parameters of a world with so many people a year, and all that they need in proportion.

    What cannot grow further than its bounds stays there.
    """
    factor = people / STANDARD
    return {
        name: min(value * factor, PARAMETERS[name].bounds[1])
        for name, value in _AT_STANDARD.items()
    }


def warmed(people: int, days: int = YEAR, replicate: int = 0) -> Simulation:
    """A model at the end of its warm-up, so that the days to come start with a full network."""
    scenario = replace(load_scenario("baseline").lasting(days), parameters=parameters(people))
    model = Simulation(load_world(), scenario, seed=1, replicate=replicate)
    model.run_until(scenario.first_day + scenario.warmup_days)
    return model


def twin(model: Simulation) -> Simulation:
    """The same model again, to be run on its own."""
    return model.branch(model.run_scenario)
