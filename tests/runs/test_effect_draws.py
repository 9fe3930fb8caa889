"""Strengths of measures: drawn where a scenario leaves them open, stated ones as they are."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from runs.comparison_design import Comparison
from runs.effect_draws import EffectSizes, open_effects
from runs.runner import execute
from runs.stratified_draws import TURN, probabilities, stratified
from scenarios.loader import as_json, load_scenario
from scenarios.scenario_in_full import read_in_full
from scenarios.world_tables import load_world
from sim.interventions import KINDS

DRAWN, CENTRAL = EffectSizes.DRAWN, EffectSizes.CENTRAL
NAMES = ("baseline", "bsc-package", "technology-and-prosecution")


@pytest.fixture(scope="module")
def scenarios():
    return tuple(load_scenario(name) for name in NAMES)


def measure(scenario, kind):
    return next(each for each in scenario.interventions if each.kind == kind)


def test_stated_fields_stay_and_open_ones_differ_between_replicates(scenarios):
    design = Comparison(scenarios, 1, 20, effects=DRAWN)
    made = [measure(design.drawn(number)[1], "technology") for number in design.numbers]
    assert {each.case_time for each in made} == {1.0}
    assert {each.million_gbp_per_year for each in made} == {0}
    assert len({each.conviction for each in made}) == 20
    assert all(isinstance(each.days_to_effect, int) for each in made)
    assert all(not each.ranges for each in made)


def test_a_field_is_the_same_in_every_scenario_of_a_replicate(scenarios):
    design = Comparison(scenarios, 1, 5, effects=DRAWN)
    for number in design.numbers:
        _, package, alone = design.drawn(number)
        both = [measure(each, "technology").conviction for each in (package, alone)]
        assert both[0] == both[1]
        posts = [each.deploy_days for each in package.interventions if each.kind == "post"]
        assert len(posts) == 3 and len(set(posts)) == 1


def test_draws_depend_on_seed_and_replicate_alone(scenarios):
    whole = Comparison(scenarios, 1, 40, effects=DRAWN)
    alone = Comparison((scenarios[1],), 1, 1, first=31, effects=DRAWN)
    assert alone.drawn(31)[0] == whole.drawn(31)[1]
    assert replace(whole, seed=2).drawn(31)[1] != whole.drawn(31)[1]


def test_central_strengths_are_the_defaults(scenarios):
    for of in scenarios:
        [made] = Comparison((of,), 1, 1).drawn(0)
        for each, loaded in zip(made.interventions, of.interventions, strict=True):
            assert each == KINDS[each.kind](**loaded.keys)


def test_a_field_that_does_nothing_unless_it_is_given_is_not_drawn(scenarios):
    open_ = {(each.kind, each.field) for each in open_effects(scenarios)}
    assert ("agreement", "sharing") in open_
    assert ("agreement", "frozen_takings") not in open_


def test_values_keep_to_the_range_and_to_the_bounds(scenarios):
    for each in open_effects(scenarios):
        values = each.values(3, range(512))
        assert values.min() >= each.low and values.max() <= each.high
        inside = (values >= each.span.low) & (values <= each.span.high)
        assert 0.85 < inside.mean() < 0.99


def test_a_scenario_in_full_is_read_back_with_its_ranges(scenarios):
    for of in scenarios:
        text = as_json(of)
        back = read_in_full(text, "here")
        assert back.interventions == of.interventions and as_json(back) == text


def test_each_power_of_two_of_first_replicates_is_stratified():
    points = stratified("x", 5)
    for size in (2**power for power in range(13)):
        assert sorted(np.floor(points[:size] * size)) == list(range(size))
    assert stratified("x", 5, 1)[0] != points[0]


def test_inputs_are_drawn_independently_of_one_another():
    columns = np.column_stack([probabilities(f"x{n}", 1, range(64)) for n in range(60)])
    between = np.corrcoef(columns.T)[np.triu_indices(60, 1)]
    assert np.sqrt((between**2).mean()) == pytest.approx(1 / np.sqrt(63), rel=0.1)
    assert np.abs(between).max() < 0.6


def test_probabilities_go_on_after_a_turn():
    both = probabilities("x", 1, range(TURN - 1, TURN + 1))
    assert both[0] == stratified("x", 1)[-1] and both[1] == stratified("x", 1, 1)[0]


def test_drawing_of_500_replicates_takes_seconds(scenarios):
    design = Comparison(scenarios[:2], 1, 500, effects=DRAWN)
    begun = time.perf_counter()
    for number in design.numbers:
        design.drawn(number)
    assert time.perf_counter() - begun < 5


def test_workers_and_longer_runs_give_the_same(scenarios):
    short = tuple(each.lasting(60) for each in scenarios[:2])
    early = replace(
        short[1],
        interventions=tuple(
            replace(each, start=date(2024, 1, 1)) for each in short[1].interventions
        ),
    )
    design = Comparison((short[0], early), 1, 4, effects=DRAWN)
    one, two = (execute(load_world(), design, workers) for workers in (1, 2))
    assert one.outcomes.tobytes() == two.outcomes.tobytes()
    few = execute(load_world(), replace(design, replicates=2), 1)
    assert few.outcomes.tobytes() == one.outcomes[:, :2].tobytes()
    central = execute(load_world(), replace(design, effects=CENTRAL), 1)
    assert central.outcomes.tobytes() != one.outcomes.tobytes()
    assert central.outcomes[0].tobytes() == one.outcomes[0].tobytes()
