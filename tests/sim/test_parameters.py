"""Parameters: declared, bounded, sourced, and each of them changes some output."""

from __future__ import annotations

import ast
import hashlib
from datetime import date
from functools import cache
from itertools import product
from pathlib import Path

import pytest

import sim
from scenarios.world_tables import load_world
from sim import write_value_types
from sim.enforcement import enforcement_parameters, staffing_parameters
from sim.equipment import equipment_parameters
from sim.gangs import belief_parameters, gang_parameters
from sim.interventions import KINDS
from sim.interventions.staffing import STAGES, Officer
from sim.launching import launching_parameters
from sim.parameters import PARAMETERS, Grade, resolve
from sim.people import people_parameters
from sim.scenario_values import named_values
from sim.value_types import NamedValues, Numbers

PACKAGE = Path(sim.__file__).parent

EVERYTHING = (
    KINDS["post"](start=date(2023, 10, 1), unit="nca-europol", officers=20),
    KINDS["investigators"](start=date(2023, 1, 1), agency="nca", number=300),
    KINDS["finance-disruption"](start=date(2023, 10, 1), frozen_takings=0.5),
    KINDS["takedown"](start=date(2023, 12, 1), market_share=0.1),
    KINDS["prosecutors"](start=date(2023, 6, 1), verdict_time=0.3, conviction=1.1),
    KINDS["beach-patrol"](start=date(2023, 12, 28), officers=800),
    KINDS["supplier-closure"](start=date(2023, 7, 1), supplier="turkiye-boats", closed=0.9),
)
LIVELY = {
    "hierarchy": 0.7, "case_time": 60, "verdict_time": 200, "boat_supply_per_week": 60,
    "capital_per_member": 1_000, "members_per_case": 5,
    "hub_capacity": 200, "equipment_detection": 0.000_3, "people_per_year": 60_000,
    "exploration": 0.4, "incident_rate": 0.1, "launches_per_crew": 0.15, "launch_caution": 0.5,
    "price_most": 2_900, "cases_per_investigator": 0.04, "leads_to_open": 6,
    "store_detection": 0.001, "engine_supply_per_week": 20, "coast_cover_days": 5,
    "cover_days": 110, "sentence_served": 60, "demand_season": 0.2, "demand_volatility": 0.2,
    "demand_return": 0.2, "sent_back": 0.1, "rescue_effort": 0.7,
}  # fmt: skip
"""A busy world in which every mechanism has something to do, so that each number can show."""
STARTS = {
    "danger_2023": date(2022, 6, 1), "danger_2024": date(2023, 6, 1),
    "danger_2025": date(2025, 6, 1),
    "danger_volatility": date(2026, 6, 1), "boat_capacity_longest": date(2025, 6, 1),
    "longest_boat_share": date(2025, 6, 1), "days_until_sent_back": date(2024, 6, 1),
    "come_again": date(2024, 6, 1),
}  # fmt: skip
"""When numbers have something to do that are about some years, or that take long to show."""


@pytest.fixture(scope="module")
def lively(run):
    @cache
    def lively(start=date(2024, 1, 1), **changed):
        result = run(start=start, days=120, parameters=LIVELY | changed, interventions=EVERYTHING)
        columns = b"".join(column.tobytes() for column in result.daily.values())
        return hashlib.sha256(columns).hexdigest()

    return lively


@pytest.mark.slow
@pytest.mark.parametrize("name", PARAMETERS)
def test_every_parameter_changes_some_output(name, lively):
    parameter, start = PARAMETERS[name], STARTS.get(name, date(2024, 1, 1))
    if parameter.choices:
        for word in parameter.choices:
            if word != parameter.default:
                assert lively(start, **{name: word}) != lively(start)
        return
    value = LIVELY.get(name, parameter.default)
    low, high = parameter.bounds
    other = value * 1.6 + 0.02 if value * 1.6 + 0.02 <= high else value * 0.5
    assert low <= other <= high
    assert lively(start, **{name: other}) != lively(start)


@pytest.mark.parametrize("parameter", PARAMETERS.values(), ids=PARAMETERS.keys())
def test_every_parameter_says_unit_meaning_and_source_or_that_it_is_assumed(parameter):
    assert parameter.unit
    assert len(parameter.meaning) > 20
    assert parameter.source or parameter.grade is Grade.ASSUMED


def test_an_unknown_parameter_is_refused_with_the_nearest_name():
    with pytest.raises(KeyError, match="did you mean 'boat_cost'"):
        resolve({"boat_costs": 1})


@pytest.mark.parametrize(
    ("name", "value", "right"),
    [
        ("people_per_year", 10**9, "from 0 to 2e\\+07 people/year"),
        ("boat_cost", -1, "from 100 to 1e\\+06 GBP"),
        ("boat_cost", float("nan"), "from 100"),
        ("boat_cost", "cheap", "must be a number of GBP"),
        ("boat_cost", True, "must be a number of GBP"),
        ("allocation", "clever", "one of learning, uniform, fixed"),
    ],
)
def test_a_value_out_of_bounds_is_refused_with_the_fix(name, value, right):
    with pytest.raises(ValueError, match=right):
        resolve({name: value})


FILES = (
    people_parameters, equipment_parameters, launching_parameters, gang_parameters,
    belief_parameters, enforcement_parameters, staffing_parameters,
)  # fmt: skip


@pytest.fixture(scope="module")
def readers():
    """Modules that read each parameter, by its name after ``v.`` or ``values.``."""
    found = {name: set() for name in PARAMETERS}
    for path in PACKAGE.rglob("*.py"):
        module = ".".join(("sim", *path.relative_to(PACKAGE).with_suffix("").parts))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in found:
                of = getattr(node.value, "attr", getattr(node.value, "id", ""))
                if of in ("v", "values"):
                    found[node.attr].add(module)
    for side in load_world().sides:  # read by the name of the side
        found[f"share_{side}"].add("sim.current_values")
    for officer, stage in product(Officer, STAGES):  # read by the kind of officer
        found[f"{officer}_{stage}"].add("sim.interventions.staffing")
    return found


def test_every_file_of_parameters_names_the_modules_that_read_them(readers):
    for file in FILES:
        (declared,) = [
            made for name, made in vars(file).items() if name.isupper() and name != "READERS"
        ]
        assert all(readers[parameter.name] for parameter in declared)
        read = set().union(*(readers[parameter.name] for parameter in declared))
        assert read == set(file.READERS), file.__name__


def test_the_type_of_named_values_is_in_step_with_what_is_declared():
    assert write_value_types.FILE.read_text(encoding="utf-8") == write_value_types.text()


def test_the_type_names_every_value_of_a_run(world, make_scenario):
    kept = named_values(world, make_scenario())
    numbers, others = Numbers.__annotations__, NamedValues.__annotations__
    assert tuple(numbers) == kept.numbers.dtype.names
    assert {*numbers, *others} == kept._base.keys()
