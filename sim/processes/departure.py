"""Departure: who launches, how many they load, who is prevented, and how the crossing ends.

This is where the two flows meet: a launch needs people, a boat and an engine.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from sim import load
from sim.agents import Role
from sim.choice import choose_gang
from sim.columns import NOBODY, Index
from sim.crossing import Launches, cross
from sim.distributions import geometric_days, lognormal, pick
from sim.equipment import BoatState
from sim.expectations import mean_capacity, overload_scale
from sim.launching import ways_to_launch
from sim.randomness import Decision
from sim.state import ModelState
from sim.travellers import State

INFLOW_MEMORY_DAYS = 30
"""Days over which a gang smooths the number of people who reach the coast: assumed."""


def run(model: ModelState) -> None:
    """Gather those who wait, let gangs launch, and settle what became of everyone aboard."""
    _gather(model)
    boats_of = _decide(model)
    if boats_of.any():
        launches = _board(model, boats_of)
        cross(model, launches)
        _settle(model, launches)
    model.record.add("person_days_waiting", model.gangs.waiting.sum())


def _gather(model: ModelState) -> None:
    """Bring back the rested, let the impatient leave, and count who is ready, gang by gang."""
    people, gangs = model.travellers, model.gangs
    rested = model.resting.take(model.day)
    rested = np.sort(rested[people.state[rested] == State.RESTING])
    people.state[rested] = State.WAITING
    model.at_rest -= rested.size
    impatient = model.patience.take(model.day)
    resting = people.state[impatient] == State.RESTING
    leaving = impatient[resting | (people.state[impatient] == State.WAITING)]
    model.at_rest -= int(resting.sum())
    people.state[leaving] = State.LEFT
    people.ended[leaving] = model.day
    model.record.add("left", leaving.size)
    _change_gang(model)
    _recount(model, rested)
    reached = np.bincount(people.gang[model.today.reached_coast], minlength=gangs.count)
    gangs.inflow += (reached - gangs.inflow) / INFLOW_MEMORY_DAYS


def _recount(model: ModelState, joining: Index) -> None:
    """Bring the queue on the coast, and each gang's part of it, up to those who wait."""
    people, gangs = model.travellers, model.gangs
    gangs.waiting[:] = 0
    model.coast = _still_waiting(
        model.coast, joining, people.state, people.gang, np.int8(State.WAITING), gangs.waiting
    )


@njit(cache=True, nogil=True)
def _still_waiting(
    queue: Index,
    joining: Index,
    state: NDArray[np.int8],
    gang: NDArray[np.int16],
    waits: np.int8,
    count: Index,
) -> Index:
    kept, number = np.empty(queue.size + joining.size, dtype=np.int64), 0
    for part in (queue, joining):
        for row in part:
            if state[row] == waits:
                kept[number] = row
                number += 1
                count[gang[row]] += 1
    return kept[:number].copy()


def _change_gang(model: ModelState) -> None:
    """Let some of those who wait too long for their gang turn to another."""
    people = model.travellers
    rows = np.sort(model.restless.take(model.day))
    rows = rows[people.state[rows] <= State.RESTING]
    choice, again, _, _ = model.draws.uniforms(Decision.RESTLESS, people.identity[rows], model.day)
    chosen = choose_gang(model, choice)
    model.record.add("gang_changes", (chosen != people.gang[rows]).sum())
    people.gang[rows] = chosen
    model.restless.put(rows, model.day + geometric_days(again, model.values.change_gang_hazard))


def _decide(model: ModelState) -> NDArray[np.int64]:
    """Boats that each gang launches today."""
    values, gangs = model.values, model.gangs
    ready = values.ready_chance * np.exp(-values.launch_caution * model.sea**2)
    uniform = model.draws.uniforms(Decision.LAUNCH, gangs.identity, model.day)[0]
    shore = values.zone_reach.sum() * values.method_reach.sum() > 0
    goes = gangs.working(model.day) & (uniform < ready) & shore
    if not goes.any():
        return np.zeros(gangs.count, dtype=np.int64)
    at_hand = np.minimum(gangs.boats, gangs.engines)
    strength = gangs.strength(values.hierarchy, values.incapacitation)
    crews = gangs.target[:, Role.LAUNCH_CREW] * strength
    able = np.minimum(at_hand, np.ceil(crews * values.launches_per_crew).astype(np.int64))
    fare = gangs.price * (1.0 - gangs.prevention_expected)
    scale = overload_scale(model, model.sea)
    most = min(float(load.revenue_load(scale)), mean_capacity(model))
    more = load.one_more_pays(gangs.waiting, gangs.wanted_load, most, fare, gangs.boat_cost, scale)
    wanted = load.launches(gangs.waiting, able, gangs.wanted_load, values.fill_to_launch, more)
    each = load.planned_load(gangs.waiting, np.maximum(able, 1), scale)
    each = np.clip(each, gangs.wanted_load, mean_capacity(model))
    gangs.boat_worth[:] = load.boat_worth(each, fare, scale)
    gangs.person_worth[:] = load.person_worth(each, fare, scale)
    return np.where(goes, wanted, 0)


def _board(model: ModelState, boats_of: NDArray[np.int64]) -> Launches:
    """Choose boats, zones and methods, and board those who have waited longest."""
    values, gangs, boats, people = model.values, model.gangs, model.boats, model.travellers
    cached = np.flatnonzero(boats.state == BoatState.CACHED)
    cached = cached[np.argsort(boats.gang[cached], kind="stable")]
    rows = cached[_rank(boats.gang[cached]) < boats_of[boats.gang[cached]]]
    gang = boats.gang[rows].astype(np.int64)
    choice, spread, _, _ = model.draws.uniforms(Decision.BEACH, boats.identity[rows])
    scale = overload_scale(model, model.sea)
    planned = load.planned_load(gangs.waiting, boats_of, scale)[gang]
    way = pick(choice, ways_to_launch(model)[gang])
    aboard = np.floor(lognormal(spread, planned, values.load_spread) + 0.5)
    aboard = np.clip(aboard, 1, boats.capacity[rows]).astype(np.int64)
    before = np.cumsum(aboard) - aboard
    before -= before[np.searchsorted(gang, gang)]
    aboard = np.clip(gangs.waiting[gang] - before, 0, aboard)
    filled = aboard > 0
    rows, gang, way, aboard = rows[filled], gang[filled], way[filled], aboard[filled]
    used = np.bincount(gang, minlength=gangs.count)
    gangs.boats -= used
    gangs.engines -= used
    order = model.coast[np.argsort(people.gang[model.coast], kind="stable")]
    seats = np.bincount(gang, weights=aboard, minlength=gangs.count).astype(np.int64)
    boarding = order[_rank(people.gang[order]) < seats[people.gang[order]]]
    methods = len(model.world.methods)
    return Launches(
        boats=rows,
        gang=gang,
        zone=way // methods,
        method=way % methods,
        load=aboard,
        people=boarding,
        boat_of=np.repeat(np.arange(rows.size), aboard),
    )


def _rank(group: NDArray[np.int16]) -> Index:
    """Position of each entry within its run of equal entries; ``group`` is sorted."""
    sizes = np.bincount(group)
    return np.arange(group.size) - (np.cumsum(sizes) - sizes)[group]


def _settle(model: ModelState, launches: Launches) -> None:
    """Write what became of everyone aboard; those who failed rest, leave or change gang."""
    people, values, record = model.travellers, model.values, model.record
    rows, outcome = launches.people, launches.outcome
    tried = launches.counted
    record.add("people_tried", (tried & (people.attempts[rows] == 0)).sum())
    people.attempts[rows[tried]] += 1
    people.state[rows] = outcome
    people.zone[rows] = launches.zone[launches.boat_of]
    people.method[rows] = launches.method[launches.boat_of]
    people.ended[rows[(outcome == State.ARRIVED) | (outcome == State.DIED)]] = model.day
    people.event[rows] += 1
    for side, name in enumerate(model.world.sides):
        landed = (outcome == State.ARRIVED) & (people.side[rows] == side)
        record.add(f"arrivals_{name}", landed.sum())
    failed = rows[outcome == State.RESTING]
    leave, change, choice, _ = model.draws.uniforms(
        Decision.AFTER_FAILURE, people.identity[failed], people.event[failed]
    )
    gone = leave < values.leave_after_failure
    changes = ~gone & (change < values.change_gang_after_failure)
    chosen = choose_gang(model, choice[changes])
    record.add("gang_changes", (chosen != people.gang[failed[changes]]).sum())
    people.gang[failed[changes]] = chosen
    people.state[failed[gone]] = State.LEFT
    people.ended[failed[gone]] = model.day
    record.add("left", gone.sum())
    resting = failed[~gone]
    back = model.day + int(values.rest_after_failure)
    model.at_rest += resting.size
    model.resting.put(resting, back)
    _recount(model, NOBODY)
