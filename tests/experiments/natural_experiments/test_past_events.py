"""Events of the past are judged by the draws, in direction and in size."""

from __future__ import annotations

import numpy as np
import pytest

from calibration.data_series.data_source import DataSource
from calibration.measures import Table, observed
from calibration.observations import Observations
from calibration.posterior import load_posterior
from calibration.validation.posterior_runs import run_past
from experiments.natural_experiments.page import page
from experiments.natural_experiments.past_events import EVENTS, Judgement, design, judge
from runs.intervals import Interval
from runs.progress import silent


def judged(sign=1, effect=(0.1, 0.3), seen=1.2):
    event = next(each for each in EVENTS if each.sign == sign)
    mean = sum(effect) / 2
    return Judgement(event, (seen, seen), 1.1, 0.9, 1.3, Interval(mean, *effect))


def test_an_interval_on_the_side_that_was_seen_is_in_direction():
    assert judged(1, (0.1, 0.3)).in_direction
    assert not judged(1, (-0.1, 0.3)).in_direction
    assert judged(-1, (-0.3, -0.1)).in_direction
    assert not judged(-1, (0.1, 0.3)).in_direction


def test_no_loss_allows_a_small_one_and_any_gain():
    assert judged(0, (-0.05, 0.2)).in_direction
    assert not judged(0, (-0.2, 0.2)).in_direction


def test_what_was_seen_outside_the_draws_is_not_in_size():
    assert judged(seen=1.2).in_size
    assert not judged(seen=1.5).in_size


def test_what_was_seen_comes_from_the_record():
    record = observed(Observations(data=DataSource()))
    days = Observations().daily["arrivals"]
    calm, rough = (days[f"{y}-10-11" : f"{y}-11-10"].sum() for y in (2024, 2023))
    assert EVENTS[4].number(record)[0] == pytest.approx(calm / rough)
    assert EVENTS[5].number(record)[0] == pytest.approx(0.287 - 0.380, abs=0.02)


@pytest.mark.long
@pytest.mark.slow
def test_draws_answer_the_serbian_operation_and_the_autumn_of_2024_as_the_trade_did():
    posterior = load_posterior()
    tables = run_past(posterior, design(3, posterior), 1, silent)
    assert {type(each) for each in tables.values()} == {Table}
    found = judge(tables, observed(Observations()))
    operation, calm = found[1], found[4]
    assert operation.effect.mean < 0 < calm.effect.mean
    assert all(np.isfinite(each.median) for each in found)
    assert "of 6 go in the direction" in page(found, posterior, 3)
