"""Sentences from the field, each a paired experiment over one year."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from experiments.comparison import Comparison
from experiments.paired import effect
from experiments.runner import execute
from scenarios.loader import load_scenario
from sim.interventions import KINDS
from sim.model import SmugglingModel

REPLICATES = 6
YEAR = load_scenario("baseline").lasting(366)


def change(value: str, entity: str | None = None, **how: float):
    return KINDS["change"](start=date(2024, 1, 1), value=value, entity=entity, **how)


EXPERIMENTS = {
    "supply halved below need": (change("boat_supply_per_week", multiply=0.25),),
    "demand doubled": (change("people_per_year", multiply=2.0),),
    "demand doubled, boats fixed": (
        change("people_per_year", multiply=2.0),
        change("boat_supply_per_week", multiply=0.45),
    ),
    "Serbia to Hungary closed": (change("corridor_open", "SUB-BUD", multiply=0.0),),
    "beach patrols doubled": (change("officers", "france-beach", multiply=2.0),),
    "twenty officers in Romania": (
        KINDS["post"](start=date(2024, 1, 1), unit="nca-romania", officers=20, deploy_days=0),
    ),
    "boats five times dearer": (change("boat_cost", multiply=5.0),),
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


def test_scarce_boats_are_loaded_fuller_and_worth_more_and_seats_cost_more(effect_of):
    for outcome in ("load_per_boat", "boat_worth", "price", "people_waiting"):
        assert rises(effect_of("supply halved below need", outcome)), outcome
    assert falls(effect_of("supply halved below need", "arrivals"))


def test_scarce_boats_make_those_that_put_to_sea_more_dangerous(results):
    risk = {
        name: results.outcome(name, "incidents").sum()
        / results.outcome(name, "boats_arrived").sum()
        for name in ("baseline", "supply halved below need")
    }
    assert risk["supply halved below need"] > 1.1 * risk["baseline"]


def test_load_rises_before_arrivals_fall(results):
    scarce, base = (
        {name: results.days(scenario, name).mean(axis=0) for name in ("arrivals", "boats_arrived")}
        for scenario in ("supply halved below need", "baseline")
    )
    season = slice(0, 60)
    load = scarce["arrivals"][season].sum() / scarce["boats_arrived"][season].sum()
    before = base["arrivals"][season].sum() / base["boats_arrived"][season].sum()
    arrivals = scarce["arrivals"][season].sum() / base["arrivals"][season].sum()
    later = scarce["arrivals"][180:].sum() / base["arrivals"][180:].sum()
    assert load > before
    assert later < arrivals


def test_more_people_for_the_same_boats_raise_price_and_load(effect_of):
    for outcome in ("price", "load_per_boat"):
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


def test_a_post_abroad_raises_seizures_on_the_road(effect_of):
    assert rises(effect_of("twenty officers in Romania", "boats_seized_upstream"))


def test_dearer_boats_are_loaded_fuller(results, effect_of):
    dearer = "boats five times dearer"
    assert rises(effect_of(dearer, "load_per_boat"))
    ratio = results.outcome(dearer, "load_per_boat") / results.outcome("baseline", "load_per_boat")
    assert 1.2 < np.median(ratio) < 1.8
