from __future__ import annotations

import numpy as np
import pytest

from experiments.comparison.precision import LEAST, execute_to_precision, relative_half_width
from runs.comparison_design import Comparison
from runs.results import MOST_DAILY_REPLICATES, daily_replicates
from runs.runner import RunError, execute
from sim.interventions import KINDS


@pytest.fixture(scope="module")
def design(make_scenario):
    short = make_scenario(name="a", days=40, warmup_days=60)
    cut = KINDS["change"](start=short.start, value="people_per_year", multiply=0.5)
    other = make_scenario(name="b", days=40, warmup_days=60, interventions=(cut,))
    return Comparison((short, other), 1, 3)


@pytest.fixture(scope="module")
def alone(world, design):
    return execute(world, design)


def test_results_are_the_same_on_one_worker_and_on_two(world, design, alone):
    content = []
    shared = execute(world, design, 2, lambda done, total: content.append((done, total)))
    assert shared.outcomes.tobytes() == alone.outcomes.tobytes()
    assert shared.daily.tobytes() == alone.daily.tobytes()
    assert content[-1] == (6, 6) and [done for done, _ in content] == sorted(
        done for done, _ in content
    )


def test_results_are_found_by_scenario_and_name(alone, run):
    one = run(replicate=2, days=40, warmup_days=60)
    assert alone.outcome("a", "arrivals")[2] == one.outcomes["arrivals"]
    assert np.array_equal(alone.days("a", "arrivals")[2], one.daily["arrivals"])
    assert alone.outcomes.shape[:2] == (2, 3)


def test_a_design_run_in_parts_gives_the_results_of_the_whole(world, design, alone):
    first = execute(world, Comparison(design.scenarios, 1, 1))
    rest = execute(world, first.comparison.following(2), origin=0)
    joined = first.with_more(rest)
    assert joined.comparison == alone.comparison
    assert joined.outcomes.tobytes() == alone.outcomes.tobytes()
    assert joined.daily.tobytes() == alone.daily.tobytes()


def test_replicates_are_added_until_the_effect_is_precise(world, design):
    loose = execute_to_precision(world, design, target=10.0, most=400)
    assert loose.comparison.replicates == LEAST


def test_replicates_are_added_up_to_the_maximum_and_no_further(world, design):
    capped = execute_to_precision(world, design, target=1e-9, most=5)
    assert capped.comparison.replicates == 5
    assert relative_half_width(capped) > 1e-9


@pytest.mark.parametrize("workers", [1, 2])
def test_a_failing_run_is_named(world, make_scenario, workers):
    fails = KINDS["change"](start=make_scenario().start, value="officers", entity="nowhere", add=1)
    broken = make_scenario(name="broken", days=5, warmup_days=5, interventions=(fails,))
    with pytest.raises(RunError, match=r"scenario 'broken', replicate \d, seed 9 failed: Key"):
        execute(world, Comparison((broken,), 9, 2), workers)


def test_daily_tables_of_large_designs_are_kept_for_the_first_replicates(make_scenario):
    small = Comparison((make_scenario(days=30),), 1, 100_000)
    large = Comparison(tuple(make_scenario(name=str(n), days=3_653) for n in range(20)), 1, 100_000)
    assert daily_replicates(small) == MOST_DAILY_REPLICATES
    assert 1 <= daily_replicates(large) < MOST_DAILY_REPLICATES
