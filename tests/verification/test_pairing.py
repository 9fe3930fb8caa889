"""Paired worlds: what an intervention does not touch stays the same to the last bit."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from scenarios.loader import load_scenario
from sim.core.randomness import Decision
from sim.interventions import KINDS
from sim.model import SmugglingModel
from sim.people.travellers import identities

pytestmark = pytest.mark.slow


def tables(run_result) -> bytes:
    return b"".join(column.tobytes() for column in run_result.daily.values())


def test_the_same_scenario_seed_and_replicate_give_the_same_bytes(run):
    assert tables(run(seed=4, replicate=2)) == tables(run(seed=4, replicate=2))


@pytest.mark.parametrize("changed", [{"seed": 2}, {"replicate": 1}])
def test_another_seed_or_replicate_gives_another_world(run, changed):
    assert tables(run()) != tables(run(**changed))


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_an_intervention_that_never_fires_leaves_every_byte_the_same(run, kind):
    terms = {
        "post": {"unit": "nca-romania", "officers": 50},
        "agreement": {"unit": "serbia-police", "sharing": 0.9, "frozen_takings": 0.5},
        "funding": {"million_gbp": 500},
        "investigators": {"agency": "nca", "number": 400},
        "beach-patrol": {"officers": 800},
        "origin-deal": {"side": "turkiye", "entries": 0.1},
        "returns": {"returned": 0.5, "elasticity": 2.0},
        "change": {"value": "boat_supply_per_week", "multiply": 0.0},
        "takedown": {"market_share": 0.5},
        "police-operation": {"hubs": "BEG;SUB"},
        "supplier-closure": {"supplier": "turkiye-boats"},
        "storage-law": {"hubs": "ESS;OSN"},
    }.get(kind, {})
    later = KINDS[kind](start=date(2025, 6, 1), **terms)
    assert tables(run(days=30, interventions=(later,))) == tables(run(days=30))


def test_worlds_are_the_same_until_the_day_an_intervention_begins(run):
    begins = date(2024, 1, 31)
    patrol = KINDS["change"](start=begins, value="officers", entity="france-beach", multiply=3.0)
    with_it, without = run(interventions=(patrol,)), run()
    before = (begins - date(2024, 1, 1)).days
    for name, column in without.daily.items():
        assert column[:before].tobytes() == with_it.daily[name][:before].tobytes(), name
    assert with_it.daily["preventions"][before:].sum() > without.daily["preventions"][before:].sum()


@pytest.mark.parametrize("name", ["bsc-package", "origin-deals"])
def test_a_branch_equals_the_same_scenario_run_from_its_first_day(world, name):
    baseline, policy = (load_scenario(n).lasting(366) for n in ("baseline", name))
    trunk = SmugglingModel(world, baseline, 1, 0)
    trunk.run_until(baseline.same_until(policy))
    branch = trunk.branch(policy)
    assert tables(branch.run()) == tables(SmugglingModel(world, policy, 1, 0).run())
    assert tables(trunk.run()) == tables(SmugglingModel(world, baseline, 1, 0).run())
    for kind, handles in branch.agents_by_type.items():
        assert [handle.row for handle in handles] == list(range(len(handles))), kind


def test_scenarios_are_the_same_until_the_first_intervention_that_only_one_has(make_scenario):
    early, late = (
        KINDS["change"](start=date(2024, month, 1), value="boat_cost", multiply=2.0)
        for month in (1, 2)
    )
    plain, both = make_scenario(), make_scenario(interventions=(early, late))
    only_early = make_scenario(interventions=(early,))
    assert plain.same_until(both) == early.start.toordinal()
    assert both.same_until(only_early) == late.start.toordinal()
    assert plain.same_until(plain) == plain.end.toordinal()
    after = KINDS["change"](start=date(2025, 1, 1), value="boat_cost", multiply=2.0)
    assert plain.same_until(make_scenario(interventions=(after,))) == plain.end.toordinal()
    assert plain.same_until(make_scenario(parameters={"boat_cost": 9_000})) == 0


def test_weather_is_the_same_whatever_policy_does(run):
    patrol = KINDS["change"](start=date(2023, 12, 1), value="officers", multiply=5.0)
    base, policy = run(), run(interventions=(patrol,))
    assert np.array_equal(base.daily["suitable_days"], policy.daily["suitable_days"])
    assert not np.array_equal(base.daily["arrivals"], policy.daily["arrivals"])


@pytest.mark.parametrize(
    "null",
    [
        KINDS["returns"](start=date(2023, 12, 1), returned=0.0, elasticity=1.0),
        KINDS["change"](start=date(2023, 12, 1), value="boat_cost", multiply=1.0),
        KINDS["investigators"](start=date(2022, 1, 1), agency="nca", number=0.0),
    ],
    ids=lambda null: null.kind,
)
def test_an_intervention_that_fires_and_changes_nothing_leaves_every_byte_the_same(run, null):
    assert tables(run(interventions=(null,))) == tables(run())


def test_prosecutors_touch_nothing_but_verdicts_and_cost_until_members_go_free(run):
    prosecutors = KINDS["prosecutors"](start=date(2022, 6, 1), verdict_time=0.2, conviction=1.3)
    base, policy = run(), run(interventions=(prosecutors,))
    changed = {name for name in base.daily if (base.daily[name] != policy.daily[name]).any()}
    assert changed == {"convictions", "conviction_days", "public_cost"}


def test_a_change_from_before_the_first_day_holds(run):
    before = KINDS["change"](start=date(2022, 1, 1), value="boat_cost", multiply=3.0)
    as_parameter = run(parameters={"boat_cost": 3 * 8_300})
    assert tables(run(interventions=(before,))) == tables(as_parameter)


def test_an_extra_traveller_changes_only_its_own_draws(world, make_scenario):
    model = SmugglingModel(world, make_scenario(), 1, 0)
    few, many = (identities(740_000, np.full(number, 2), np.arange(number)) for number in (10, 11))
    here = model.draws.uniforms(Decision.LEG, few, 3)
    there = model.draws.uniforms(Decision.LEG, many, 3)
    assert np.array_equal(here, there[:, :10])


def test_identities_are_never_shared(world, make_scenario):
    restless = {
        "hierarchy": 1.0, "splinter_chance": 1.0, "case_time": 20, "leads_to_open": 0.1,
        "cases_per_investigator": 1.0, "newcomers_per_year": 200,
    }  # fmt: skip
    model = SmugglingModel(world, make_scenario(days=366, parameters=restless), 1, 0)
    model.run()
    assert len(model.gangs) > 200
    for table in (model.travellers, model.boats, model.consignments, model.gangs):
        assert np.unique(table.identity).size == len(table)
