"""Loads, launches and launch options, worked out again by hand with scalars, agree."""

from __future__ import annotations

import math
import random
from datetime import date

import numpy as np
import pytest

from sim.interventions import KINDS
from sim.launching import launch_methods, people_per_boat
from sim.model import SmugglingModel

pytestmark = pytest.mark.slow


def earned(n, fare, scale):
    return fare * n * math.exp(-((n / scale) ** 2))


def slope(n, fare, scale):
    return fare * math.exp(-((n / scale) ** 2)) * (1.0 - 2.0 * (n / scale) ** 2)


def search(value, low, high):
    """Where a function with one peak is largest, by golden sections."""
    ratio = (math.sqrt(5.0) - 1.0) / 2.0
    for _ in range(90):
        left, right = high - ratio * (high - low), low + ratio * (high - low)
        if value(left) < value(right):
            low = left
        else:
            high = right
    return (low + high) / 2.0


def least_cost_by_hand(cost, fare, scale):
    """Load of most profit a head, up to that of most revenue, where its slope is zero."""
    low, high = 0.0, scale / math.sqrt(2.0)
    for _ in range(200):
        n = (low + high) / 2.0
        if 2.0 * fare * n**3 * math.exp(-((n / scale) ** 2)) < cost * scale**2:
            low = n
        else:
            high = n
    return (low + high) / 2.0


def profit(queue, boats, cost, fare, scale):
    return boats * earned(queue / boats, fare, scale) - boats * cost if boats else 0.0


def pays_by_hand(queue, wanted, fare, cost, scale, most=math.inf):
    """Boats' profit, and for each person left behind what a head brings at the wanted load."""

    def value(boats):
        n = min(queue / boats, most)
        head = (earned(wanted, fare, scale) - cost) / wanted
        return boats * (earned(n, fare, scale) - cost) + (queue - boats * n) * head

    filled = math.floor(queue / wanted)
    return value(filled + 1) > value(filled)


def launches_by_hand(queue, boats, wanted, fill, pays):
    filled = math.floor(queue / wanted)
    if filled == 0:
        return min(boats, 1 if queue >= fill * wanted else 0)
    return min(boats, filled + 1 if pays else filled)


def log_uniform(draw, low, high):
    return math.exp(draw.uniform(math.log(low), math.log(high)))


def test_least_cost_load_is_where_profit_a_head_is_largest():
    draw = random.Random(1)  # noqa: S311
    for _ in range(2_000):
        cost, fare = log_uniform(draw, 100.0, 1e6), log_uniform(draw, 100.0, 1e5)
        scale = log_uniform(draw, 10.0, 2_000.0)
        hand = least_cost_by_hand(cost, fare, scale)
        searched = search(
            lambda n, c=cost, p=fare, a=scale: earned(n, p, a) / n - c / n,
            1e-9, scale / math.sqrt(2.0),
        )  # fmt: skip
        assert searched == pytest.approx(hand, rel=1e-4)
        assert float(people_per_boat.least_cost_load(cost, fare, scale)) == pytest.approx(
            hand, rel=1e-9
        )


def test_revenue_load_and_marginal_values_are_those_of_the_earnings_curve():
    draw = random.Random(2)  # noqa: S311
    for _ in range(500):
        fare, scale = log_uniform(draw, 1.0, 1e4), log_uniform(draw, 10.0, 2_000.0)
        n, boats = scale * draw.uniform(0.01, 3.0), draw.uniform(0.5, 40.0)
        most = search(lambda n, p=fare, a=scale: earned(n, p, a), 0.0, 2.0 * scale)
        assert float(people_per_boat.revenue_load(scale)) == pytest.approx(most, rel=1e-6)
        value = float(people_per_boat.boat_marginal_value(n, fare, scale))
        hand = earned(n, fare, scale) - n * slope(n, fare, scale)
        assert value == pytest.approx(hand, rel=1e-9, abs=1e-9 * earned(n, fare, scale))
        step, queue = 1e-4 * boats, n * boats
        total = [m * earned(queue / m, fare, scale) for m in (boats - step, boats + step)]
        difference = (total[1] - total[0]) / (2.0 * step)
        assert value == pytest.approx(difference, rel=1e-4, abs=1e-6 * fare * scale)
        person = float(people_per_boat.person_marginal_value(n, fare, scale))
        assert person == pytest.approx(max(0.0, slope(n, fare, scale)), rel=1e-9, abs=1e-12)


def decisions():
    """Many queues, boats and prices, as columns, with loads of least cost and others."""
    draw, columns = random.Random(3), []  # noqa: S311
    for _ in range(4_000):
        fare, scale = log_uniform(draw, 300.0, 8_000.0), 200.0
        cost = log_uniform(draw, 1_000.0, 40_000.0)
        wanted = least_cost_by_hand(cost, fare, scale)
        if draw.random() < 0.2:
            wanted = float(draw.randint(1, 140))
        queue = draw.choice([0, 1, int(wanted), int(wanted) + 1, 3 * int(wanted)])
        queue = draw.choice([queue, draw.randint(0, 2_000)])
        columns.append((queue, draw.choice([0, 1, 2, draw.randint(0, 60)]), wanted, fare, cost))
    return columns, scale


def ask(columns, scale, fill, most=math.inf):
    queue, boats, wanted, fare, cost = (np.array(column) for column in zip(*columns, strict=True))
    pays = np.vectorize(people_per_boat.one_more_pays)(queue, wanted, most, fare, cost, scale)
    return pays, np.vectorize(people_per_boat.launches)(queue, boats, wanted, fill, pays)


@pytest.mark.parametrize("most", [math.inf, 60.0])
@pytest.mark.parametrize("fill", [0.05, 0.85, 1.0])
def test_launches_are_those_that_the_queue_fills_or_one_more_where_it_pays(fill, most):
    columns, scale = decisions()
    columns = [row for row in columns if row[2] <= most]
    pays, launched = ask(columns, scale, fill, most)
    for row, (queue, boats, wanted, fare, cost) in enumerate(columns):
        hand = queue >= wanted and pays_by_hand(queue, wanted, fare, cost, scale, most)
        if queue >= wanted:
            assert bool(pays[row]) == hand, columns[row]
        assert launched[row] == launches_by_hand(queue, boats, wanted, fill, hand), columns[row]


def test_no_other_number_of_boats_earns_more_once_the_wanted_load_waits():
    columns, scale = decisions()
    _, launched = ask(columns, scale, 0.85)
    seen = 0
    for row, (queue, boats, wanted, fare, cost) in enumerate(columns):
        best = least_cost_by_hand(cost, fare, scale)
        if queue < wanted or boats == 0 or wanted != best or best > 0.999 * scale / math.sqrt(2.0):
            continue
        seen += 1
        most = max(profit(queue, m, cost, fare, scale) for m in range(1, boats + 1))
        found = profit(queue, int(launched[row]), cost, fare, scale)
        if queue / boats <= scale * math.sqrt(1.5):
            assert found >= most - 1e-9 * abs(most), columns[row]
    assert seen > 1_000


def test_the_planned_load_is_the_queue_shared_up_to_the_load_of_most_revenue():
    draw = random.Random(4)  # noqa: S311
    for _ in range(500):
        queue, boats = draw.randint(0, 3_000), draw.randint(1, 40)
        scale = log_uniform(draw, 10.0, 2_000.0)
        planned = people_per_boat.planned_load(queue, boats, scale)
        hand = min(queue / boats, scale / math.sqrt(2.0))
        assert planned == pytest.approx(hand, rel=1e-9)


@pytest.fixture
def patrolled(world, make_scenario):
    """A model some weeks in, with one zone shut and one method exposed beyond measure."""
    changes = [("zone_reach", "BOL", 0.0), ("method_exposure", "beach", 3.0),
               ("method_exposure", "dispersed", 1.2)]  # fmt: skip
    start = date(2020, 1, 1)
    changes = tuple(
        KINDS["change"](start=start, value=value, entity=entity, multiply=factor)
        for value, entity, factor in changes
    )
    model = SmugglingModel(world, make_scenario(interventions=changes), 2, 0)
    model.run_until(model.day + 40)
    return model


def test_launch_options_follow_reach_and_expected_earnings(patrolled):
    model, draw = patrolled, random.Random(5)  # noqa: S311
    gangs, values, methods = model.gangs, model.values, model.world.methods
    prior, scale = float(values.launch_prior), float(values.launch_split_scale)
    for gang, zone, method in np.ndindex(gangs.launched.shape):
        launched = draw.choice([0.0, draw.expovariate(0.05)])
        gangs.launched[gang, zone, method] = launched
        gangs.prevented[gang, zone, method] = launched * draw.random()
    gangs.price[:] = [log_uniform(draw, 100.0, 8_000.0) for _ in range(len(gangs))]
    gangs.wanted_load[:] = [draw.uniform(1.0, 160.0) for _ in range(len(gangs))]
    w = model.everything()
    v = w.values[0]
    now = w.now[0]
    habit = launch_methods.method_habit(now, v, w.vectors, w.shore, w.tallies, len(gangs))
    own, lately = float(values.method_imitation), gangs.launched.sum(axis=(0, 1))
    known = np.array([method.since.toordinal() <= model.day for method in methods])
    by_hand = np.array(values.method_reach) * known
    lately = lately * (by_hand > 0)
    by_hand = (1.0 - own) * by_hand + own * by_hand.sum() * lately / lately.sum()
    assert np.allclose(habit, by_hand, rtol=1e-9)
    shares = [
        launch_methods.launch_options(v, w.vectors, w.shore, w.gangs, w.tallies, gang, habit)
        for gang in range(len(gangs))
    ]
    for gang in range(len(gangs)):
        weights, indices = [], []
        for zone in range(len(model.network.zones)):
            for number, method in enumerate(methods):
                imagined = 0.5 * prior * min(float(values.method_exposure[number]), 2.0)
                imagined *= 0.5 if method.afloat else 1.0
                stopped = float(gangs.prevented[gang, zone, number]) + imagined
                hand = stopped / (float(gangs.launched[gang, zone, number]) + prior)
                believed = launch_methods.believed_prevention(
                    v, w.vectors, w.shore, w.tallies, gang, zone, number
                )
                assert believed == pytest.approx(hand, rel=1e-9)
                earnings = float(gangs.price[gang] * gangs.wanted_load[gang]) * (1.0 - hand)
                reach = float(values.zone_reach[zone]) * float(by_hand[number])
                weights.append(reach * math.exp((earnings - method.cost) / scale))
                indices.append((zone, number))
        so_far = 0.0
        for index, weight in enumerate(weights):
            so_far += weight / sum(weights)
            found = float(shares[gang][index] / shares[gang][-1])
            assert found == pytest.approx(so_far, rel=1e-9), indices[index]
