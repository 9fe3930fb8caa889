"""The load decision against a search by hand."""

from __future__ import annotations

import numpy as np
import pytest

from sim.launching import people_per_boat


def profit_a_head(n: float, cost: float, fare: float, scale: float) -> float:
    return fare * np.exp(-((n / scale) ** 2)) - cost / n


@pytest.mark.parametrize("cost", [2_000.0, 8_300.0, 40_000.0])
@pytest.mark.parametrize("scale", [120.0, 175.0, 300.0])
def test_the_load_of_least_cost_a_head_is_where_profit_a_head_is_largest(cost, scale):
    grid = np.arange(1.0, scale / np.sqrt(2.0), 0.01)
    best = grid[np.argmax([profit_a_head(n, cost, 1_500.0, scale) for n in grid])]
    found = float(people_per_boat.least_cost_load(cost, 1_500.0, scale))
    assert found == pytest.approx(best, rel=0.02)


def test_equipment_five_times_costlier_gives_about_1_7_times_the_load():
    ratio = people_per_boat.least_cost_load(
        5 * 3_000.0, 2_000.0, 500.0
    ) / people_per_boat.least_cost_load(3_000.0, 2_000.0, 500.0)
    assert float(ratio) == pytest.approx(5 ** (1 / 3), rel=0.02)


def test_beyond_the_load_of_most_revenue_one_more_passenger_lowers_revenue():
    scale = 175.0
    most = float(people_per_boat.revenue_load(scale))
    revenue = [
        n * float(people_per_boat.chance_across(n, scale)) for n in (most - 1, most, most + 1)
    ]
    assert revenue[1] == max(revenue)


def test_the_marginal_value_of_a_boat_is_its_price_when_boats_are_plenty():
    cost, fare, scale = 8_300.0, 1_500.0, 175.0
    plenty = float(people_per_boat.least_cost_load(cost, fare, scale))
    assert float(people_per_boat.boat_marginal_value(plenty, fare, scale)) == pytest.approx(
        cost, rel=0.02
    )


def test_scarcer_boats_have_a_higher_marginal_value():
    values = [
        people_per_boat.boat_marginal_value(load, 1_500.0, 175.0) for load in (40.0, 60.0, 80.0)
    ]
    assert (np.diff(values) > 0).all()


def test_a_gang_launches_as_many_boats_as_its_queue_fills_and_no_more_than_it_has():
    waiting = np.array([10, 43, 49, 101, 400, 99])
    boats = np.array([5, 5, 5, 5, 3, 5])
    wanted = np.full(6, 50.0)
    more = np.array([False, False, False, False, True, True])
    launches = np.vectorize(people_per_boat.launches)
    assert launches(waiting, boats, wanted, 0.85, more).tolist() == [0, 1, 1, 2, 3, 2]


@pytest.mark.parametrize("queue", range(30, 400, 7))
def test_a_queue_is_shared_over_the_number_of_boats_that_earns_most(queue):
    cost, fare, scale = 8_300.0, 1_500.0, 185.0

    def profit(boats: int) -> float:
        return (
            fare * queue * float(people_per_boat.chance_across(queue / boats, scale)) - boats * cost
        )

    wanted = people_per_boat.least_cost_load(cost, fare, scale)
    more = people_per_boat.one_more_pays(queue, wanted, np.inf, fare, cost, scale)
    chosen = people_per_boat.launches(queue, 99, wanted, 0.0, more)
    assert profit(chosen) == max(profit(boats) for boats in range(1, 30))


def test_scarce_boats_are_loaded_fuller_up_to_the_load_of_most_revenue():
    waiting, launched = np.array([100, 200, 5_000]), np.array([2, 2, 2])
    planned = np.vectorize(people_per_boat.planned_load)(waiting, launched, 175.0)
    assert planned[:2].tolist() == [50.0, 100.0]
    assert planned[2] == pytest.approx(175.0 / np.sqrt(2.0))
