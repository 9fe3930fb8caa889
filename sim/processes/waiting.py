"""Waiting: those on the coast rest, lose patience or turn to another gang.

Who is left makes up the queue from which the boats of the day are filled.
"""

from __future__ import annotations

import numpy as np

from sim.choice import choose_gang
from sim.coast import recount
from sim.distributions import geometric_days
from sim.randomness import Decision
from sim.state import ModelState
from sim.travellers import State

INFLOW_MEMORY_DAYS = 30
"""Days over which a gang smooths the number of people who reach the coast: assumed."""


def run(model: ModelState) -> None:
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
    recount(model, rested)
    reached = np.bincount(people.gang[model.today.reached_coast], minlength=gangs.count)
    gangs.inflow += (reached - gangs.inflow) / INFLOW_MEMORY_DAYS


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
