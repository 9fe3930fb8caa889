"""Sentences from the field, each a paired experiment over one year."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

import numpy as np
import pytest

from experiments.comparison.paired_effects import difference, effect
from runs.comparison_design import Comparison
from runs.runner import execute
from scenarios.loader import load_scenario
from sim.interventions import KINDS
from sim.model import SmugglingModel

pytestmark = pytest.mark.slow

REPLICATES = 8
YEAR = load_scenario("baseline").lasting(366)
BEGINS = date(2024, 1, 1)
ROMANIAN_ROADS = ("boats_seized_romania", "boats_seized_bulgaria")
"""Roads that leave Romania, and those that lead into it from Bulgaria."""
POST = "a hundred officers in Romania"


def change(value: str, entity: str | None = None, **how: float):
    return KINDS["change"](start=BEGINS, value=value, entity=entity, **how)


EXPERIMENTS = {
    "boat supply halved": (change("boat_supply_per_week", multiply=0.5),),
    "boat supply quartered": (change("boat_supply_per_week", multiply=0.25),),
    "demand doubled": (change("people_per_year", multiply=2.0),),
    "demand doubled, boats fixed": (
        change("people_per_year", multiply=2.0),
        change("boat_supply_per_week", multiply=0.65),
    ),
    "Serbia to Hungary closed": (change("corridor_open", "SUB-BUD", multiply=0.0),),
    "beach patrols doubled": (change("officers", "france-beach", multiply=2.0),),
    POST: (KINDS["post"](start=BEGINS, unit="nca-romania", officers=100, deploy_days=0),),
    "boats five times costlier": (change("boat_cost", multiply=5.0),),
    "a tenth of the market removed": (KINDS["takedown"](start=BEGINS, market_share=0.1),),
    "leads shared": (change("unshared", multiply=0.3), change("sharing_delay", multiply=0.2)),
    "beaches watched better": (change("method_exposure", "beach", multiply=2.0),),
}


@pytest.fixture(scope="module")
def results(world):
    """All experiments, paired with the baseline."""
    worlds = [replace(YEAR, name=name, interventions=done) for name, done in EXPERIMENTS.items()]
    return execute(world, Comparison((YEAR, *worlds), 1, REPLICATES), workers=1)


@pytest.fixture(scope="module")
def effect_of(results) -> Callable[[str, str], tuple[float, float]]:
    """Ends of the 95 % interval of the effect of an experiment on an outcome."""

    def ends(experiment: str, outcome: str) -> tuple[float, float]:
        base = results.outcome("baseline", outcome)
        found = effect(outcome, base, results.outcome(experiment, outcome)).difference
        return found.low, found.high

    return ends


def rises(ends: tuple[float, float]) -> bool:
    return ends[0] > 0


def falls(ends: tuple[float, float]) -> bool:
    return ends[1] < 0


def experiment(world, name: str, replicates: int) -> list[Callable[[str], np.ndarray]]:
    """What gives an outcome of the baseline by replicate, and one of an experiment."""
    there = replace(YEAR, name=name, interventions=EXPERIMENTS[name])
    results = execute(world, Comparison((YEAR, there), 1, replicates), workers=1)
    return [partial(results.outcome, scenario) for scenario in ("baseline", name)]


def share_changed(results, experiment: str, column: str, days: slice) -> float:
    """Relative change of the sum of a daily column over some days, all replicates together."""
    there, base = (results.days(name, column)[:, days].sum() for name in (experiment, "baseline"))
    return float(there / base - 1.0)


def test_half_the_boats_are_loaded_fuller_and_valued_more_and_seats_cost_more(effect_of):
    for outcome in ("people_per_boat", "boat_marginal_value", "price", "people_waiting"):
        assert rises(effect_of("boat supply halved", outcome)), outcome


def test_a_quarter_of_the_boats_raise_load_before_they_lower_arrivals(results, effect_of):
    def load(experiment: str, days: slice) -> float:
        people, boats = (
            results.days(experiment, column)[:, days].sum()
            for column in ("arrivals", "boats_arrived")
        )
        return float(people / boats)

    few, first, last = "boat supply quartered", slice(0, 90), slice(-90, None)
    assert load(few, first) > load("baseline", first)
    assert abs(share_changed(results, few, "arrivals", first)) < 0.05
    assert share_changed(results, few, "arrivals", last) < -0.1
    assert falls(effect_of(few, "arrivals"))


def test_half_the_boats_cost_few_arrivals_since_suppliers_expand_and_boats_fill(results):
    fall = -share_changed(results, "boat supply halved", "arrivals", slice(0, None))
    assert -0.05 < fall < 0.15


def test_a_quarter_of_the_boats_raise_the_deaths_to_be_expected_of_an_attempt(effect_of):
    """Half of them do not do so surely: suppliers expand, and loads rise by little."""
    assert rises(effect_of("boat supply quartered", "expected_deaths_per_1000_attempts"))


def test_an_order_that_cannot_be_filled_raises_the_marginal_value_of_a_boat(effect_of):
    assert rises(effect_of("boat supply halved", "boat_marginal_value"))
    assert rises(effect_of("demand doubled, boats fixed", "boat_marginal_value"))


def test_a_gang_with_a_tenth_of_the_market_is_not_missed_a_year_later(results, effect_of):
    takedown = "a tenth of the market removed"
    arrested = results.days(takedown, "arrests") - results.days("baseline", "arrests")
    assert (arrested[:, 0] >= 20).all()
    assert abs(share_changed(results, takedown, "arrivals", slice(183, None))) < 0.04
    low, high = effect_of(takedown, "arrivals")
    year = results.outcome("baseline", "arrivals").mean()
    assert -0.06 * year < low and high < 0.06 * year


def test_sharing_speeds_up_cases(effect_of):
    assert falls(effect_of("leads shared", "case_days"))
    assert rises(effect_of("leads shared", "strikes"))


@pytest.mark.long
def test_patrols_on_the_beach_move_launches_to_other_methods(world):
    """By numbers that vary between years, so that it takes more replicates to see."""
    base, watched = experiment(world, "beaches watched better", 3 * REPLICATES)
    moved = {
        name: difference(name, "people", base(name), watched(name)).difference
        for name in ("arrivals_beach", "arrivals_dispersed", "arrivals_taxi_boat")
    }
    assert moved["arrivals_beach"].high < 0
    assert moved["arrivals_dispersed"].low > 0
    assert moved["arrivals_taxi_boat"].low > 0


def test_more_people_for_the_same_boats_raise_price_and_load(effect_of):
    for outcome in ("price", "people_per_boat"):
        assert rises(effect_of("demand doubled, boats fixed", outcome)), outcome


def test_demand_is_what_volume_follows(effect_of):
    assert rises(effect_of("demand doubled", "arrivals"))


def test_a_closed_leg_leaves_the_channel_nearly_unchanged(results):
    base, closed = (
        results.outcome(scenario, "arrivals").mean()
        for scenario in ("baseline", "Serbia to Hungary closed")
    )
    assert closed == pytest.approx(base, rel=0.03)


def test_a_closed_leg_moves_people_to_other_corridors(world):
    passed = {}
    for name in ("baseline", "Serbia to Hungary closed"):
        scenario = replace(YEAR.lasting(120), interventions=EXPERIMENTS.get(name, ()))
        model = SmugglingModel(world, scenario, 1, 0)
        model.run()
        passed[name] = dict(
            zip(world.network.corridor_index, model.gangs.moved.sum(axis=0), strict=True)
        )
    base, closed = passed.values()
    assert base["SUB-BUD"] > 50
    assert closed["SUB-BUD"] < 0.2 * base["SUB-BUD"]
    others = ("BEG-ZAG", "BEG-TSR", "BEG-SJJ")
    assert sum(closed[name] for name in others) > sum(base[name] for name in others)


def test_prevention_raises_attempts_per_arrival_more_than_it_lowers_arrivals(results, effect_of):
    patrols = "beach patrols doubled"
    assert rises(effect_of(patrols, "attempts_per_arrival"))
    assert falls(effect_of(patrols, "arrivals"))
    ratio = {
        name: results.outcome(patrols, name).mean() / results.outcome("baseline", name).mean()
        for name in ("attempts_per_arrival", "arrivals")
    }
    assert ratio["attempts_per_arrival"] - 1.0 > 1.0 - ratio["arrivals"]


def test_a_post_abroad_raises_seizures_there(effect_of):
    for outcome in (*ROMANIAN_ROADS, "boats_seized_upstream"):
        assert rises(effect_of(POST, outcome)), outcome


@pytest.mark.long
def test_a_post_abroad_lowers_seizures_elsewhere(world):
    """By a fiftieth or so, which takes more replicates than the other sentences to see."""
    base, there = (
        outcome("boats_seized") - sum(outcome(road) for road in ROMANIAN_ROADS)
        for outcome in experiment(world, POST, 3 * REPLICATES)
    )
    elsewhere = difference("boats seized elsewhere", "boats", base, there).difference
    assert elsewhere.high < 0


def test_costlier_boats_are_loaded_fuller(results, effect_of):
    """By some 17 %: a gang asks its customers for part of the cost instead of filling its boats."""
    costlier = "boats five times costlier"
    assert rises(effect_of(costlier, "people_per_boat"))
    ratio = results.outcome(costlier, "people_per_boat") / results.outcome(
        "baseline", "people_per_boat"
    )
    assert 1.1 < np.median(ratio) < 1.8
