"""What becomes of the launches of a day: prevented, turned back, an incident, or landed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim import load
from sim.distributions import heavy_tail, heavy_tail_mean
from sim.equipment import BoatState
from sim.events import Event
from sim.expectations import mean_capacity, overload_scale
from sim.handover import Launches
from sim.launch_ways import prevention_chance
from sim.network import DEPARTURE_ZONES
from sim.randomness import Decision
from sim.state import ModelState
from sim.travellers import State

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


REPUTATION_MEMORY = 300
"""Passengers after which a gang's reputation has mostly forgotten: assumed."""


def incident_chance(model: ModelState, launches: Launches) -> Floats:
    """Chance of a fatal incident on each boat that gets away from the beach."""
    values = model.values
    quality = model.boats.quality[launches.boats].astype(np.float64)
    fill = launches.load / model.boats.capacity[launches.boats].astype(np.float64)
    legs = model.world.zone_leg_km
    leg = (legs / legs.min())[launches.zone]
    by_method = np.array([method.risk for method in model.world.methods])
    chance: Floats = (
        values.incident_rate
        * by_method[launches.method]
        * (fill / values.incident_reference_fill) ** values.incident_load_exponent
        * (1.0 + values.incident_sea_slope * model.sea)
        * leg**values.incident_leg_exponent
        / quality
    )
    return np.minimum(chance, 1.0)


def cross(model: ModelState, launches: Launches) -> None:
    """Decide the fate of every boat and everyone aboard, and book what it earned."""
    values, boats = model.values, model.boats
    identity = boats.identity[launches.boats]
    find, present, overload, mishap = model.draws.uniforms(Decision.CROSSING, identity)
    toll, landing, _, _ = model.draws.uniforms(Decision.CASUALTIES, identity)
    launched = np.bincount(launches.zone, minlength=model.units.beach.size).astype(np.float64)
    chance = prevention_chance(model, launched)
    prevented = find < chance[launches.zone, launches.method]
    size = boats.capacity[launches.boats] / mean_capacity(model)
    scale = overload_scale(model, model.sea) * size * boats.quality[launches.boats]
    risk = np.where(prevented, 0.0, incident_chance(model, launches))
    incident = mishap < risk
    afloat = ~prevented & ~incident
    turned_back = afloat & (overload >= load.chance_across(launches.load, scale))
    deaths = np.where(incident, heavy_tail(toll, values.death_tail, launches.load), 0)
    landed = (afloat & ~turned_back) | (incident & (landing < values.rescued_to_uk))
    mean = values.found_share
    share = mean + min(mean, 1.0 - mean) * (1.0 - 2.0 * present)
    found = np.where(prevented, np.round(launches.load * share), 0)

    boats.state[launches.boats] = np.select(
        [prevented, incident, turned_back],
        [BoatState.PREVENTED, BoatState.LOST_AT_SEA, BoatState.TURNED_BACK],
        BoatState.LANDED,
    )
    boats.zone[launches.boats], boats.method[launches.boats] = launches.zone, launches.method
    boats.launched[launches.boats] = model.day
    _fate_of_people(launches, prevented, found, deaths, landed)
    arrived = np.bincount(
        launches.boat_of[launches.outcome == State.ARRIVED], minlength=launches.boats.size
    )
    _book(model, launches, arrived)
    _remember(model, launches, prevented, arrived)
    back = launches.counted & (launches.outcome == State.RESTING) & ~prevented[launches.boat_of]
    if model.log is not None:
        _note(model, launches, prevented, found, turned_back, incident, deaths, arrived)
    flows = {
        "boats_launched": launches.boats.size,
        "boats_arrived": (arrived > 0).sum(),
        "boats_arrived_over_60": (arrived > 60).sum(),
        "boats_seized_beach": prevented.sum(),
        "boats_turned_back": turned_back.sum(),
        "engines_seized": prevented.sum(),
        "engines_used": (~prevented).sum(),
        "attempts": launches.counted.sum(),
        "arrivals": arrived.sum(),
        "preventions": found.sum(),
        "returned": back.sum(),
        "deaths": deaths.sum(),
        "expected_deaths": (risk * heavy_tail_mean(values.death_tail, launches.load)).sum(),
        "incidents": incident.sum(),
    }
    for zone, name in enumerate(DEPARTURE_ZONES):
        flows[f"arrivals_{name.lower()}"] = arrived[launches.zone == zone].sum()
    for method, record in enumerate(model.world.methods):
        name = record.name.replace("-", "_")
        flows[f"boats_launched_{name}"] = (launches.method == method).sum()
        flows[f"arrivals_{name}"] = arrived[launches.method == method].sum()
    for name, amount in flows.items():
        model.record.add(name, amount)


def _remember(
    model: ModelState, launches: Launches, prevented: Flags, arrived: NDArray[np.int64]
) -> None:
    """Leave with gangs, customers and police what they saw of the day's launches."""
    gangs = model.gangs
    way = (launches.gang, launches.zone, launches.method)
    np.add.at(gangs.launched, way, 1.0)
    np.add.at(gangs.prevented, way, prevented.astype(np.float64))
    got_through = np.bincount(launches.gang, weights=arrived, minlength=gangs.count)
    aboard = np.bincount(launches.gang, weights=launches.load, minlength=gangs.count)
    gangs.reputation += (got_through - gangs.reputation * aboard) / (aboard + REPUTATION_MEMORY)
    place = len(model.network.corridors) + launches.zone[prevented]
    np.add.at(model.units.found_equipment, place, 1.0)
    model.today.find(launches.gang[prevented], place, model.values.leads_per_prevention)


def _fate_of_people(
    launches: Launches, prevented: Flags, found: Floats, deaths: NDArray[np.int64], landed: Flags
) -> None:
    """Give everyone aboard a state, and say for whom it was an attempt.

    When a launch is prevented, only those present are counted; the others go back to wait.
    """
    start = np.cumsum(launches.load) - launches.load
    place = np.arange(launches.people.size) - start[launches.boat_of]
    on = launches.boat_of
    outcome = np.where(landed[on], State.ARRIVED, State.RESTING)
    outcome = np.where(place < deaths[on], State.DIED, outcome)
    dispersed = prevented[on] & (place >= found[on])
    launches.outcome = np.where(dispersed, State.WAITING, outcome).astype(np.int8)
    launches.counted = ~dispersed


def _book(model: ModelState, launches: Launches, arrived: NDArray[np.int64]) -> None:
    """Take what passengers pay: part on their first attempt, the rest once they have landed."""
    values, gangs = model.values, model.gangs
    first = model.travellers.attempts[launches.people] == 0
    first &= launches.counted
    new = np.bincount(launches.boat_of[first], minlength=launches.boats.size)
    upfront = gangs.price[launches.gang] * (1.0 - values.paid_on_arrival) * new
    released = gangs.price[launches.gang] * values.paid_on_arrival * arrived
    by_method = np.array([method.cost for method in model.world.methods])
    extra = by_method[launches.method]
    gangs.capital += np.bincount(launches.gang, weights=upfront - extra, minlength=gangs.count)
    due = np.bincount(launches.gang, weights=released, minlength=gangs.count)
    model.payments[model.day + int(values.payment_delay)].append(due)
    model.escrow += due.sum()
    model.record.add("gang_revenue", upfront.sum() + released.sum())
    model.record.add("money_fares", upfront.sum())
    model.record.add("money_ways", extra.sum())


def _note(
    model: ModelState,
    launches: Launches,
    prevented: Flags,
    found: Floats,
    turned_back: Flags,
    incident: Flags,
    deaths: NDArray[np.int64],
    arrived: NDArray[np.int64],
) -> None:
    """Log each launch and how it ended."""
    if model.log is None:
        return
    gang = model.gangs.identity[launches.gang]
    boat, hub = model.boats.identity[launches.boats], model.network.zones[launches.zone]
    for event, which, amount in (
        (Event.LAUNCHED, np.ones_like(prevented), launches.load),
        (Event.PREVENTED, prevented, found),
        (Event.TURNED_BACK, turned_back, launches.load),
        (Event.INCIDENT, incident, deaths),
        (Event.LANDED, arrived > 0, arrived),
    ):
        model.log.add(
            event, model.day, gang[which], boat[which], hub=hub[which], amount=amount[which]
        )
