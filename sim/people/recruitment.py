"""Recruitment: people who entered today choose a gang and set out."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.core.calendar import Due, put
from sim.core.kernels import kernel
from sim.core.randomness import Decision, draw_at
from sim.gangs.gangs import Tallies
from sim.people.gang_choice import choose, set_shares
from sim.value_types import Numbers


@kernel
def run(
    now: Any, v: Numbers, people: NDArray[Any], gangs: NDArray[Any], tallies: Tallies,
    shares: NDArray[np.float64], hub_people: NDArray[np.int64], journeys: Due,
    key: NDArray[np.uint64],
) -> None:  # fmt: skip
    """Give everyone who entered today a gang and a first move today."""
    set_shares(now, v, gangs, tallies, shares)
    identity = np.empty(now.people - now.entered, np.uint64)
    for index in range(identity.size):
        identity[index] = people[now.entered + index].identity
    drawn = draw_at(identity, 0, Decision.GANG_CHOICE.value, key)
    for index in range(identity.size):
        row = now.entered + index
        person = people[row]
        person.gang = choose(now, shares, drawn[0, index])
        hub_people[person.hub] += 1
        put(journeys, row, now.day - now.first_day)
