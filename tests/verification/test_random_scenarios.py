"""Whatever the bounds allow runs: nothing is lost, nothing is negative, nothing is not a number.

``NARROWS_RANDOM_SCENARIOS`` says how many scenarios are drawn, 300 without it.
"""

from __future__ import annotations

import os
import random
from dataclasses import fields
from datetime import date, timedelta
from typing import Any, get_args, get_type_hints

import numpy as np
import pytest
from annotated_types import Ge, Le

from scenarios.errors import InputError
from scenarios.known_names import check
from sim.core.population_error import PopulationError
from sim.equipment.boats import BoatState
from sim.interventions import KINDS
from sim.interventions.intervention import fields_of
from sim.model import SmugglingModel
from sim.parameters import PARAMETERS
from sim.people import population
from sim.people.travellers import State
from sim.scenario import Scenario
from sim.scenario_values import BY_ENTITY, READ_ONCE, named_values

pytestmark = pytest.mark.slow

NUMBER = int(os.environ.get("NARROWS_RANDOM_SCENARIOS", "300"))
AT_ONCE = 25
WERE_WRONG = [2834]
"""Scenarios of 3,000 in which something was wrong: a gang without weight took over itself."""
DAYS, START = 60, date(2024, 1, 1)
MOST_PEOPLE = 300_000
"""People a year, so that a scenario takes a second at most; crowds have tests of their own."""
UNDEFINED = {"price", "routes_used"}
"""Daily columns without a value on days without a gang, or with nobody on the way."""


def drawn_number(draw: random.Random, low: float, high: float) -> float:
    """An end one time in four; otherwise on a linear or a logarithmic scale."""
    if draw.random() < 0.25:
        return draw.choice([low, high])
    if draw.random() < 0.5 or high <= max(low, 0.0):
        return draw.uniform(low, high)
    least = max(low, high / 1e6)
    return min(max(least * (high / least) ** draw.random(), low), high)


def drawn_parameters(draw: random.Random) -> dict[str, Any]:
    """Some or most parameters, each within its bounds."""
    share = draw.choice([0.05, 0.3, 0.8])
    given: dict[str, Any] = {}
    for name, parameter in PARAMETERS.items():
        if draw.random() < share:
            given[name] = (
                draw.choice(parameter.choices)
                if parameter.choices
                else drawn_number(draw, *parameter.bounds)
            )
    if "people_per_year" in given:
        given["people_per_year"] = drawn_number(draw, 0, MOST_PEOPLE)
    return given


def drawn_intervention(draw: random.Random, world: Any) -> Any:
    """A measure of any kind, each of its numbers within its bounds."""
    kind = draw.choice(list(KINDS.values()))
    hints, declared = get_type_hints(kind, include_extras=True), fields_of(kind)
    given: dict[str, Any] = {"start": START + timedelta(days=draw.randint(-5, DAYS))}
    for entry in (kind.__dataclass_fields__[name] for name in declared):
        needed = declared[entry.name][1]
        if entry.name in ("start", "end") or not (needed or draw.random() < 0.6):
            continue
        marks = get_args(hints[entry.name])[1:]
        low = next((mark.ge for mark in marks if isinstance(mark, Ge)), None)
        high = next((mark.le for mark in marks if isinstance(mark, Le)), None)
        if low is not None and high is not None:
            number = drawn_number(draw, float(low), float(high))
            given[entry.name] = int(number) if isinstance(entry.default, int) else number
    if draw.random() < 0.3:
        given["end"] = given["start"] + timedelta(days=draw.randint(1, DAYS))
    given |= drawn_names(draw, kind, world)
    return kind(**given)


def drawn_names(draw: random.Random, kind: Any, world: Any) -> dict[str, Any]:
    """The unit, side, agency, hub or value that a kind needs."""
    names = {entry.name for entry in fields(kind)}
    right = {u.name for u in world.units if not kind.unit_kinds or u.kind in kind.unit_kinds}
    given: dict[str, Any] = {}
    for key, known in (
        ("unit", sorted(right)),
        ("side", list(world.sides)),
        ("agency", [agency.name for agency in world.agencies]),
        ("hubs", [hub.name for hub in world.network.hubs]),
        ("supplier", [supplier.name for supplier in world.suppliers]),
    ):
        if key in names:
            given[key] = draw.choice(known)
    if "value" in names:
        numbers = {name for name, parameter in PARAMETERS.items() if not parameter.choices}
        given["value"] = draw.choice(sorted((numbers | set(BY_ENTITY)) - READ_ONCE))
        given["entity"] = None
        given["multiply"] = draw.choice([0.0, 0.3, 3.0, 100.0])
    return given


def drawn_scenario(seed: int, world: Any) -> Scenario | None:
    """A scenario, None where its names and numbers do not go together."""
    draw = random.Random(seed)  # noqa: S311
    measures = tuple(drawn_intervention(draw, world) for _ in range(draw.randint(0, 4)))
    made = Scenario(
        name="random", title="", description="", start=START, days=DAYS, warmup_days=0,
        parameters=drawn_parameters(draw), interventions=measures,
    )  # fmt: skip
    try:
        check(made, world)
    except InputError:
        return None
    return made


def faults(model: SmugglingModel) -> list[str]:
    """What is lost, negative or not a number after a run."""
    found, daily = [], model.record.daily()
    for name, column in daily.items():
        known = column if name not in UNDEFINED else column[~np.isnan(column)]
        if not np.isfinite(known).all():
            found.append(f"{name} is not finite")
        elif (known < -1e-6 * max(1.0, np.abs(known).max(initial=0.0))).any() and name != "swell":
            found.append(f"{name} falls to {known.min()}")
    people = np.bincount(model.travellers.state, minlength=len(State))
    total = {name: column.sum() for name, column in daily.items()}
    again = total["came_again"]
    if (
        people.sum() + again != total["entered"]
        or people[State.ARRIVED] + again != total["arrivals"]
    ):
        found.append("people are lost")
    if people[State.GAVE_UP] != total["people_gave_up"] or people[State.DIED] != total["deaths"]:
        found.append("people who left or died are not counted")
    under_way = model.travellers.hub[model.travellers.state == State.MOVING]
    if not np.array_equal(
        np.bincount(under_way, minlength=model.hub_people.size), model.hub_people
    ):
        found.append("hubs miscount")
    boats = np.bincount(model.boats.state, minlength=len(BoatState))
    kept = boats[BoatState.ON_ORDER] + boats[BoatState.CACHED]
    if boats.sum() != total["boats_ordered"] or kept != daily["boats_in_supply"][-1]:
        found.append("boats are lost")
    if (model.gangs.capital < -0.01).any() or not np.isfinite(model.gangs.capital).all():
        found.append("a gang's money is negative or not finite")
    paid = daily["money_fares"] + daily["money_founded"] + daily["money_lent"]
    for name in ("equipment", "wages", "operating", "frozen", "taken", "repaid"):
        paid = paid - daily[f"money_{name}"]
    scale = max(np.abs(daily["cash"]).max(), np.abs(paid).max(), 1.0)
    if not np.allclose(np.diff(daily["cash"]), paid[1:], rtol=0, atol=1e-8 * scale + 0.01):
        found.append("money appears or vanishes")
    owed = daily["money_lent"] + daily["money_interest"]
    owed = owed - daily["money_repaid"] - daily["money_unpaid"]
    if not np.allclose(np.diff(daily["debt"]), owed[1:], rtol=0, atol=1e-8 * scale + 0.01):
        found.append("debts appear or vanish")
    return found


@pytest.mark.parametrize("first", range(0, NUMBER, AT_ONCE))
def test_nothing_is_lost_negative_or_undefined(world, first):
    wrong = {}
    for seed in range(first, min(first + AT_ONCE, NUMBER)):
        if found := faults_of(seed, world):
            wrong[seed] = found
    assert not wrong


@pytest.mark.parametrize("seed", WERE_WRONG)
def test_what_was_wrong_once_is_right(world, seed):
    assert not faults_of(seed, world)


def faults_of(seed: int, world: Any) -> list[str]:
    """What is wrong in one random scenario, if it is one and small enough to run."""
    scenario = drawn_scenario(seed, world)
    if scenario is None:
        return []
    try:
        model = SmugglingModel(world, scenario, seed, 0)
        model.run_until(scenario.stop)
    except PopulationError:
        return []
    return faults(model)


def test_most_scenarios_that_are_drawn_can_run(world):
    made = [drawn_scenario(seed, world) for seed in range(60)]
    assert sum(one is not None for one in made) >= 30


def test_a_population_beyond_the_memory_is_refused_before_it_starts(world, make_scenario):
    crowd = {"people_per_year": 20_000_000, "demand_season": 3, "demand_volatility": 2}
    with pytest.raises(PopulationError, match="people would enter"):
        SmugglingModel(world, make_scenario(days=3_650, parameters=crowd), 1, 0)


def test_a_measure_that_brings_too_many_is_refused_on_its_day(world, make_scenario, monkeypatch):
    flood = KINDS["change"](start=START, value="people_per_year", multiply=100.0)
    monkeypatch.setattr(population, "memory", lambda: 100_000 * population.BYTES_A_PERSON)
    scenario = make_scenario(days=120, warmup_days=1, interventions=(flood,))
    with pytest.raises(PopulationError, match="lower people_per_year"):
        SmugglingModel(world, scenario, 1, 0).run()


def test_expected_entries_are_those_that_the_days_draw(world, make_scenario):
    parameters = {"demand_season": 0.5, "demand_volatility": 0.2}
    model = SmugglingModel(world, make_scenario(days=60, parameters=parameters), 2, 0)
    expected = population.expected_entries(model).sum()
    model.run()
    assert len(model.travellers) == pytest.approx(expected, rel=0.05)
    assert named_values(world, model.run_scenario).people_per_year == 43_000
