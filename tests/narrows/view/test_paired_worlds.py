"""Two worlds in step are the worlds that the model runs by itself."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest

from calibration.posterior import load_posterior
from narrows.view.paired_worlds import MOST_DAYS, Worlds
from scenarios.loader import load_scenario
from sim.core.draw_order import draw_number
from sim.model import SmugglingModel

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def pair():
    terms = {"warmup_days": 90, "days": 300, "run_out_days": 20}
    return replace(load_scenario("baseline"), **terms), replace(
        load_scenario("bsc-package"), **terms
    )


@pytest.fixture
def worlds(world, pair):
    return Worlds(world, *pair, seed=1, replicate=0)


def test_both_worlds_are_those_that_the_model_runs(world, worlds, pair):
    worlds.go(299)
    assert worlds.frames[0] != worlds.frames[1]
    for timeline, scenario in zip(worlds.timelines, pair, strict=True):
        alone = SmugglingModel(world, scenario, 1, 0).run()
        for column in ("arrivals", "deaths", "boats_seized_upstream", "public_cost"):
            np.testing.assert_array_equal(timeline.series(column, 300), alone.daily[column])


def test_worlds_are_the_same_until_the_first_measure(worlds, pair):
    apart = pair[0].same_until(pair[1]) - pair[0].start.toordinal()
    worlds.go(apart - 1)
    assert worlds.frames[0] == worlds.frames[1]
    assert not any(worlds.differences().values())
    assert worlds.timelines[0] is worlds.timelines[1]
    worlds.go(apart)
    assert worlds.timelines[0] is not worlds.timelines[1]


def test_going_back_shows_the_same_day_at_once_and_forward_the_same_future(worlds, world, pair):
    there = worlds.go(40)
    worlds.go(60)
    began = time.perf_counter()
    again = worlds.go(40)
    assert time.perf_counter() - began < 0.05
    assert again == there
    assert worlds.run_days == 61
    assert worlds.step() == Worlds(world, *pair, seed=1, replicate=0).go(41)


def test_days_end_where_the_period_does(worlds):
    assert worlds.go(-5)[0]["number"] == 0
    worlds.go(10_000)
    assert worlds.day == 299
    worlds.step()
    assert worlds.day == 299


def test_progress_can_stop_a_long_way_and_nothing_is_lost(worlds):
    def stop(done, total):
        assert total == 100
        if done == 10:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        worlds.go(100, stop)
    assert worlds.day == 0
    assert worlds.run_days == 11
    assert worlds.go(12)[0]["number"] == 12


def test_a_step_of_both_worlds_is_quick_and_its_frames_are_small(worlds):
    worlds.go(260)
    took = []
    for _ in range(30):
        began = time.process_time()
        worlds.step()
        took.append(time.process_time() - began)
    assert np.median(took) < 0.15
    first, second = worlds.timelines
    assert first.bytes() + second.bytes() < 2 * 291 * 10_000


def test_a_change_of_parameters_makes_another_world_from_its_first_day(world, pair):
    baseline, _ = pair
    strict = replace(baseline, name="strict", parameters={"hierarchy": 1})
    worlds = Worlds(world, baseline, strict, seed=1, replicate=0)
    assert worlds.timelines[0] is not worlds.timelines[1]
    assert worlds.go(20)[0] != worlds.frames[1]


def test_both_worlds_share_a_posterior_draw(world, pair):
    posterior = load_posterior()
    worlds = Worlds(world, *pair, seed=1, replicate=3, posterior=posterior)
    draw = draw_number(1, 3, posterior.members)
    for name, values in posterior.parameters.items():
        assert worlds.baseline.parameters[name] == values[draw]
        assert worlds.changed.parameters[name] == values[draw]
    assert worlds.timelines[0] is worlds.timelines[1]


def test_periods_that_differ_and_periods_too_long_are_refused(world, pair):
    baseline, changed = pair
    with pytest.raises(ValueError, match="same period"):
        Worlds(world, baseline, changed.lasting(10), 1, 0)
    with pytest.raises(ValueError, match="at most"):
        Worlds(world, baseline.lasting(MOST_DAYS + 1), changed.lasting(MOST_DAYS + 1), 1, 0)
