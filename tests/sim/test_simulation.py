"""A run is the same whether its days run one by one or many in a call, and as a Mesa model."""

from __future__ import annotations

import mesa
import numpy as np
import pytest

from sim.agents import Gang
from sim.interventions import KINDS
from sim.model import SmugglingModel
from sim.simulation import Simulation

CHANGES = (
    ("beach-patrol", {"officers": 300.0}),
    ("change", {"value": "leave_hazard", "multiply": 1.5}),
    ("takedown", {"share": 0.1}),
)


@pytest.fixture(scope="module")
def busy(make_scenario):
    """A scenario in which values change on odd days, and many gangs come and go."""
    start = make_scenario().start
    made = []
    for days, (kind, given) in enumerate(CHANGES, start=11):
        known = KINDS[kind].__dataclass_fields__
        fitting = {name: value for name, value in given.items() if name in known}
        made.append(KINDS[kind](start=start.replace(day=days), **fitting))
    return make_scenario(
        days=100, warmup_days=40, interventions=tuple(made),
        parameters={"break_up_chance": 0.8, "newcomers_per_year": 60, "gangs_at_start": 50},
    )  # fmt: skip


@pytest.fixture(scope="module")
def at_once(world, busy):
    model = Simulation(world, busy, 3, 2, log=True)
    return model, model.run()


def same(one, other) -> bool:
    return one.keys() == other.keys() and all(
        np.array_equal(one[name], other[name], equal_nan=one[name].dtype.kind == "f")
        for name in one
    )


def test_days_one_by_one_are_days_in_one_call(world, busy, at_once):
    model = Simulation(world, busy, 3, 2, log=True)
    for _ in range(busy.days_in_all):
        model.step()
    assert same(model.run().daily, at_once[1].daily)
    assert same(model.log.table(), at_once[0].log.table())


def test_the_mesa_model_is_the_same_run(world, busy, at_once):
    model = SmugglingModel(world, busy, 3, 2, log=True)
    assert isinstance(model, mesa.Model)
    run = model.run()
    assert run.outcomes == pytest.approx(at_once[1].outcomes, rel=0.0, abs=0.0, nan_ok=True)
    assert same(run.daily, at_once[1].daily)
    assert same(model.log.table(), at_once[0].log.table())
    assert len(model.agents_by_type[Gang]) == len(model.gangs) > 50


def test_tables_grow_when_many_more_enter_than_there_is_room_for(world, make_scenario):
    scenario = make_scenario(days=20, warmup_days=10, parameters={"people_per_year": 1_500_000})
    model = Simulation(world, scenario, 1, 0)
    entered = model.run().daily["entered"]
    assert len(model.travellers) > 65_536
    assert model.record.daily()["entered"].sum() == len(model.travellers) > entered.sum()
    moving = (model.travellers.state == 0).sum()
    assert model.record.daily()["people_moving"][-1] == moving
