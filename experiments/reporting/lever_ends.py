"""Levers that are at an end: where more of a measure, or less, changes nothing more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from runs.comparison_design import Comparison
from runs.number_format import counted, percent
from scenarios.world_tables import load_world
from sim.enforcement.effort import case_effort, search_effort
from sim.enforcement.units import Looking, Units, allocate, deploy
from sim.named_values import Values
from sim.scenario import Scenario
from sim.scenario_values import named_values

Floats = NDArray[np.float64]

SEEN = 0.95
"""A chance from which more of what raises it hardly matters."""


def lever_ends(comparison: Comparison) -> list[str]:
    """Sentences on levers of each scenario that are at an end and were not in the baseline."""
    usual = set(ends(comparison.baseline))
    return [
        f"{scenario.name}: {end}"
        for scenario in comparison.scenarios[1:]
        for end in ends(scenario)
        if end not in usual
    ]


def ends(scenario: Scenario) -> list[str]:
    """What is at an end on the last day that counts, with the declared parameters, and why."""
    values = named_values(load_world(), scenario)
    day = (scenario.end - timedelta(days=1)).toordinal()
    values.evaluate(day)
    return [
        *_at_bounds(values),
        *_investigators(values),
        *_detection(values, "people", values.people_detection),
        *_detection(values, "equipment", values.equipment_detection),
        *_beach(values),
    ]


def _at_bounds(values: Values) -> Iterator[str]:
    """Values that measures push to the lowest or highest that they can take."""
    for name in values.changed:
        low, high = values.bounds(name)
        now = np.atleast_1d(getattr(values, name))
        base = np.atleast_1d(values.base(name))
        moved = now != base
        if (moved & (now <= low)).any():
            yield f"{name} is at its floor, {low:g}: less is not possible."
        if (moved & (now >= high)).any():
            yield f"{name} is at its ceiling, {high:g}: more is not possible."


def _investigators(values: Values) -> Iterator[str]:
    """Investigators for more cases than there are gangs to open one on."""
    world = load_world()
    on_boats = np.array([agency.share_on_boats for agency in world.agencies])
    working = case_effort(values, world)
    able = float((working * on_boats).sum() * values.cases_per_investigator)
    ranks = np.arange(1, int(values.gangs_at_start) + 1.0)
    members = values.largest_members * ranks**-values.size_exponent
    most = int(np.maximum(members // values.members_per_case, 1.0).sum())
    if able > most:
        yield (
            f"investigators could work {counted(round(able), 'case')} at once, but "
            f"{counted(int(values.gangs_at_start), 'gang')} leave room for {most}: the others "
            "develop leads, which open cases sooner and shorten them down to fastest_case "
            f"({values.fastest_case:g} days), and nothing else."
        )


def _detection(values: Values, what: str, rate: float) -> Iterator[str]:
    """Ways on which nearly all is seen, however many more look there."""
    looking: Floats = getattr(_looking(values), f"next_{what}")
    if what == "people":
        looking = looking * values.hub_detection[load_world().network.origin]
    carried = getattr(load_world().network, what)
    seen = (1.0 - np.exp(-rate * looking))[carried]
    if (seen >= SEEN).any():
        yield (
            f"detection of {what} is {percent(SEEN)} or more on "
            f"{counted(int((seen >= SEEN).sum()), 'corridor')} of {seen.size}, if officers spread "
            f"evenly: more officers there find no more, and of those found {what}_interception "
            f"({getattr(values, f'{what}_interception'):g}) is stopped."
        )


def _beach(values: Values) -> Iterator[str]:
    """Zones at which nearly every single launch from the beach is prevented."""
    chance = 1.0 - np.exp(-values.prevention_rate * _looking(values).next_beach)
    if (chance >= SEEN).any():
        yield (
            f"a single launch from the beach is prevented with {percent(SEEN)} or more in "
            f"{counted(int((chance >= SEEN).sum()), 'departure zone')}: only many launches on one "
            "day, dispersed groups and taxi-boats get away."
        )


def _looking(values: Values) -> Looking:
    """Where officers look, spread evenly."""
    world = load_world()
    units = Units(world.network, world.units)
    posts, looking = units.posts(), units.looking()
    allocate(posts, 1.0)
    deploy(values.numbers[0], posts, looking, search_effort(values, world), values.targeting)
    return looking
