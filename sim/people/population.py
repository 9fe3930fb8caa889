"""Whether the people of a run fit into the machine, asked before they enter."""

from __future__ import annotations

import os
from datetime import date

import numpy as np
from numpy.typing import NDArray

from sim.core.population_error import PopulationError
from sim.people.demand import walked
from sim.people.demand_quarters import quarter
from sim.state import ModelState

BYTES_A_PERSON = 160
"""A person's row and places in calendars and queue, with the room that tables keep for growth."""
MOST_PEOPLE = 2**31 - 1
"""Calendars hold row numbers of this size."""
MOST_AT_A_PLACE = 2**24
"""Identities number those who enter at one place on one day up to this."""


def check_beforehand(model: ModelState) -> None:
    """Refuse a run whose people would not fit, at the price of reference.

    Raises:
        PopulationError: If so; the message says how many there would be.
    """
    entering = expected_entries(model)
    most = int(np.argmax(entering))
    day = date.fromordinal(model.run_scenario.first_day + most)
    check(float(entering.sum()), float(entering[most]), day)


def check(people: float, a_day: float, day: date) -> None:
    """Refuse so many people in all, so many of them on a day.

    Raises:
        PopulationError: If they do not fit.
    """
    fits = min(memory() / BYTES_A_PERSON, MOST_PEOPLE)
    if not (people < fits and a_day < MOST_AT_A_PLACE):
        raise PopulationError(
            f"about {people:,.0f} people would enter, {a_day:,.0f} on one day ({day}), and this "
            f"machine has room for {fits:,.0f}: lower people_per_year, demand or entry_factor"
        )


def memory() -> int:
    """Bytes of memory that the machine has."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def expected_entries(model: ModelState) -> NDArray[np.float64]:
    """People expected to enter on each day of the run, with the values of the first."""
    values, scenario, first = model.values, model.run_scenario, model.run_scenario.first_day
    share = model.side_share / max(model.side_share.sum(), 1e-9) * values.entry_factor
    weight = values.entry_series_weight
    level = 1.0 - weight + weight * model.seasons.level
    turn = 2.0 * np.pi * (model.seasons.day_of_year - values.demand_peak) / 365.25
    season = np.exp(values.demand_season * np.cos(turn))
    unexplained = np.exp(
        _levels([quarter(first + day) for day in range(scenario.days_in_all)], model)
    )
    daily: NDArray[np.float64] = (
        values.people_per_year / 365.0 * (level @ share) * season * unexplained
    )
    return daily


def _levels(quarters: list[int], model: ModelState) -> NDArray[np.float64]:
    """The walk of unexplained demand over these quarters; the model stays as it is."""
    before = model.demand_level, model.demand_base, model.demand_quarter
    levels = {}
    for at in sorted(set(quarters)):
        model.demand_level, model.demand_base = walked(model, at)
        levels[at] = model.demand_level
        model.demand_quarter = at
    model.demand_level, model.demand_base, model.demand_quarter = before
    return np.array([levels[at] for at in quarters])
