"""The fall in arrivals is accounted for to the person, and agrees with people followed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from calibration.posterior import load_posterior
from experiments.displacement.displacement_account import displacement
from experiments.displacement.focus import Focus
from experiments.displacement.followed_people import Fate, People
from runs.arrivals_accounting import AVERTED, DELAYED, PARTS, WHOLE, account
from runs.comparison_design import Comparison
from runs.runner import Job, execute
from scenarios.loader import load_scenario, scenario_names
from scenarios.packaged_places import OUTCOMES
from sim.people.travellers import State

pytestmark = pytest.mark.slow

START, DAYS = date(2024, 7, 1), 210
"""Covers the day on which most measures of the library begin."""


def changes(results, scenario):
    baseline = results.comparison.baseline.name
    return account(lambda name: results.outcome(scenario, name) - results.outcome(baseline, name))


@pytest.fixture(scope="module", params=[0, 90], ids=["no run-out", "run-out"])
def library(request, world):
    """Every scenario of the library beside the baseline of its world."""
    worlds: dict[str, list] = {}
    for name in scenario_names():
        scenario = replace(load_scenario(name), start=START, days=DAYS, run_out_days=request.param)
        worlds.setdefault(repr(sorted(scenario.parameters.items())), []).append(scenario)
    base = replace(load_scenario("baseline"), start=START, days=DAYS, run_out_days=request.param)
    return [
        execute(
            world,
            Comparison(
                (base, *(each for each in group if each.name != "baseline")),
                7, 2, posterior=load_posterior(),
            ),
        )
        for group in worlds.values()
        if any(each.name != "baseline" for each in group)
    ]  # fmt: skip


def test_the_parts_add_up_to_the_fall_in_arrivals_in_every_replicate(library):
    seen = 0
    for results in library:
        baseline = results.outcome("baseline", "arrivals")
        for scenario in results.comparison.names[1:]:
            parts = changes(results, scenario)
            fall = baseline - results.outcome(scenario, "arrivals")
            assert np.array_equal(fall, sum(parts[part.name] for part in WHOLE))
            split = parts["did_not_set_out"] + parts["gave_up"]
            assert np.array_equal(parts[AVERTED.name], split)
            late = parts["arrived_later"] + parts["still_on_the_way_net"]
            assert np.array_equal(parts[DELAYED.name], late)
            seen += bool(fall.any())
    assert seen > 8


def test_those_on_the_way_on_the_last_day_are_followed_through_the_run_out(library):
    for results in library:
        days = results.comparison.baseline.run_out_days
        for scenario in results.comparison.names:
            ends = ("later_arrivals", "later_gave_up", "later_deaths", "still_on_the_way")
            counts = [results.outcome(scenario, name) for name in ends]
            assert np.array_equal(results.outcome(scenario, "on_the_way"), sum(counts))
            assert (counts[0] > 0).all() == (days > 0)


def test_a_run_out_changes_nothing_before_the_last_day(world):
    pair = [
        replace(load_scenario(name), start=START, days=120) for name in ("baseline", "bsc-package")
    ]
    short, long = (
        execute(
            world,
            Comparison(tuple(each.with_run_out(days) for each in pair), 5, 1),
        )
        for days in (0, 60)
    )
    after = ("later_arrivals", "later_gave_up", "later_deaths", "still_on_the_way")
    counted = [index for index, name in enumerate(OUTCOMES) if name not in after]
    assert np.array_equal(
        short.outcomes[:, :, counted], long.outcomes[:, :, counted], equal_nan=True
    )
    assert np.array_equal(short.daily, long.daily, equal_nan=True)


def test_it_agrees_with_people_followed_from_world_to_world(world):
    """Displacement follows those who arrived in one of the worlds; the account counts all.

    So the two agree on the fall in arrivals, and what the account has beyond it is of people who
    arrived in neither world: a table of fates in both, person by person, must explain it.
    """
    base, scarce = (
        replace(load_scenario(name), start=START, days=DAYS)
        for name in ("baseline", "upstream-equipment")
    )
    comparison = Comparison((base, scarce), 3, 2, posterior=load_posterior())
    found = displacement(world, comparison, Focus(first=START, last=base.end - timedelta(days=1)))
    parts = changes(found.results, scarce.name)
    rows = found.account.net_people
    assert np.array_equal(rows.sum(axis=1), sum(parts[part.name] for part in WHOLE))
    job = Job(world, comparison, 0)
    for replicate in comparison.numbers:
        worlds = {name: People.of(model.travellers) for name, model, _ in job.worlds(replicate)}
        fates = crosstab(worlds["baseline"], worlds[scarce.name])
        beyond = {fate: fates[fate]["neither"] for fate in fates}
        for name, fate, row in (
            ("gave_up", "people_gave_up", Fate.GAVE_UP),
            ("delayed", "on the way", Fate.ON_THE_WAY),
            ("died", "died", Fate.DIED),
            ("did_not_set_out", "absent", Fate.NEVER_ENTERED),
        ):
            assert parts[name][replicate] == rows[replicate, row] + beyond[fate], name
            assert fates[fate]["arrived"] == rows[replicate, row]
    assert rows.any()


def crosstab(baseline, scenario):
    """How many more have each fate in the scenario, by whether they arrived in either world."""
    identities = np.union1d(baseline.identity, scenario.identity)
    names = {"people_gave_up": [State.GAVE_UP], "died": [State.DIED], "absent": [-1],
             "on the way": [State.MOVING, State.WAITING, State.RESTING]}  # fmt: skip

    def state_of(people):
        rows = people.rows_of(identities)
        return np.where(rows >= 0, people.state[rows].astype(np.int64), -1)

    before, after = state_of(baseline), state_of(scenario)
    arrived = (before == State.ARRIVED) | (after == State.ARRIVED)
    return {
        fate: {
            where: int((np.isin(after, states) & of).sum() - (np.isin(before, states) & of).sum())
            for where, of in (("arrived", arrived), ("neither", ~arrived))
        }
        for fate, states in names.items()
    }


def test_every_part_is_made_of_declared_outcomes():
    assert all(name in OUTCOMES for part in PARTS.values() for name in part.changes)
