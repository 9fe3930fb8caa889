"""Without boats the coast is a queue with infinitely many servers, whose answers are known."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pytest

from sim.interventions import KINDS
from sim.model import SmugglingModel
from sim.people.travellers import State

pytestmark = pytest.mark.slow

STEADY = {
    "boat_supply_per_week": 0, "change_gang_hazard": 0, "exit_hazard": 0, "newcomers_per_year": 0,
    "entry_series_weight": 0, "demand_price_elasticity": 0, "congestion_slowdown": 0,
}  # fmt: skip
NOBODY_LOOKS = KINDS["change"](start=date(2020, 1, 1), value="officers", multiply=0.0)
WARMUP, DAYS = 250, 900


class Queue:
    """The coast of a steady world without boats: who reached it, when, and for how long."""

    def __init__(self, world, make_scenario, hazard):
        scenario = make_scenario(
            days=DAYS, warmup_days=WARMUP, interventions=(NOBODY_LOOKS,),
            parameters=STEADY | {"leave_hazard": hazard, "people_per_year": 30_000},
        )  # fmt: skip
        self.hazard = hazard
        model = SmugglingModel(world, scenario, 7, 0)
        reached = np.zeros(0, dtype=np.int64)
        arrivals = []
        for _ in range(WARMUP + DAYS):
            today = model.day
            model.step()
            people = model.travellers
            reached = np.append(reached, np.zeros(len(people) - reached.size, dtype=np.int64))
            new = (reached == 0) & np.isin(people.state, (State.WAITING, State.GAVE_UP))
            reached[new] = today
            arrivals.append(int(new.sum()))
        self.arrivals = np.array(arrivals[WARMUP:], dtype=float)
        self.daily = model.record.daily(WARMUP)
        self.waiting = self.daily["people_waiting"]
        settled = (reached >= model.day - DAYS) & (reached < model.day - 30.0 / hazard)
        assert (people.state[settled] == State.GAVE_UP).all()
        self.stays = people.ended[settled] - reached[settled]


@pytest.fixture(scope="module", params=[0.05, 0.25])
def queue(request, world, make_scenario):
    return Queue(world, make_scenario, request.param)


def spread_of_variance(days, stay_on):
    """Relative standard error and expectation of the sample variance of such a queue."""
    error = math.sqrt(2.0 / days * (1 + stay_on**2) / (1 - stay_on**2))
    return error, 1.0 - (1 + stay_on) / (1 - stay_on) / days


def test_no_one_launches_and_everyone_who_leaves_has_waited(queue):
    assert queue.daily["attempts"].sum() == queue.daily["interceptions"].sum() == 0
    waits = queue.waiting
    assert np.array_equal(np.diff(waits), queue.arrivals[1:] - queue.daily["people_gave_up"][1:])
    assert np.array_equal(queue.daily["person_days_waiting"], waits)


def test_patience_is_geometric_from_one_day_on(queue):
    number, hazard = queue.stays.size, queue.hazard
    assert queue.stays.min() == 1
    error = math.sqrt((1 - hazard) / number) / hazard
    assert abs(queue.stays.mean() - 1 / hazard) < 4 * error
    for days in (1, 2, 3, 5, 8, 13, 21, 34):
        chance = (1 - hazard) ** days
        error = math.sqrt(chance * (1 - chance) / number)
        assert abs((queue.stays > days).mean() - chance) < 4 * error


def test_each_day_a_fixed_share_of_those_who_wait_leaves(queue):
    before = queue.waiting[:-1].sum()
    error = math.sqrt(before * queue.hazard * (1 - queue.hazard))
    assert abs(queue.daily["people_gave_up"][1:].sum() - queue.hazard * before) < 4 * error


def test_the_mean_number_waiting_is_arrivals_a_day_times_days_waited(queue):
    rate, mean = queue.arrivals.mean(), queue.waiting.mean()
    stay_on = 1 - queue.hazard
    # Given who arrives, the sum over the days varies with the stays alone, and at the two ends
    # with who is there at the start and who is still there at the end.
    people = rate * DAYS + 2 * mean
    error = math.sqrt(people * stay_on + 2 * mean) / queue.hazard / DAYS
    assert abs(mean - rate / queue.hazard) < 4 * error
    assert 4 * error < 0.02 * mean


def test_the_number_waiting_varies_as_poisson(queue):
    error, expected = spread_of_variance(DAYS, 1 - queue.hazard)
    assert abs(queue.waiting.var() / queue.waiting.mean() - expected) < 4 * error
    of_arrivals = queue.arrivals.var() / queue.arrivals.mean()
    assert abs(of_arrivals - 1.0) < 4 * math.sqrt(2.0 / DAYS)


def test_the_number_waiting_forgets_at_the_hazard(queue):
    gap = queue.waiting - queue.waiting.mean()
    stay_on = 1 - queue.hazard
    found = (gap[1:] * gap[:-1]).sum() / (gap**2).sum()
    error = math.sqrt((1 - stay_on**2) / DAYS)
    assert abs(found - (stay_on - (1 + 3 * stay_on) / DAYS)) < 4 * error
