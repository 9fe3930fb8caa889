from __future__ import annotations

from dataclasses import replace
from itertools import product

import networkx
import numpy as np
import pytest

from experiments.allocation.allocation_design import Pool
from experiments.allocation.boat_flows import Flows, measure
from experiments.allocation.interdiction_bound import interdict
from scenarios.world_tables import load_world

pytestmark = pytest.mark.slow

EDGES = ((0, 1, 60.0), (0, 2, 40.0), (1, 3, 35.0), (1, 2, 25.0), (2, 3, 65.0), (3, 4, 100.0))


def flows(gain: list[list[float]]) -> Flows:
    origin, destination, boats = map(np.array, zip(*EDGES, strict=True))
    return Flows(boats, origin, destination, 0, 4, np.array(gain))


def through(capacities: list[float]) -> float:
    graph = networkx.DiGraph()
    for (origin, destination, _), capacity in zip(EDGES, capacities, strict=True):
        graph.add_edge(origin, destination, capacity=capacity)
    return float(networkx.maximum_flow_value(graph, 0, 4))


@pytest.mark.parametrize("gain", [
    [[0.05, 0.05, 0.0, 0.0, 0.0, 0.0]],
    [[0.0, 0.3, 0.0, 0.0, 0.1, 0.02]],
    [[0.0, 0.0, 0.4, 0.2, 0.1, 0.0]],
])  # fmt: skip
def test_no_use_of_the_money_leaves_less_than_the_best(gain):
    best = interdict(flows(gain), (Pool(4.0, (0,)),))
    assert best.flow == pytest.approx(100)
    steps = [np.arange(0, 4.25, 0.5) if one else (0.0,) for one in gain[0]]
    least = min(
        through(
            [
                boats * max(0.0, 1 - one * put)
                for (_, _, boats), one, put in zip(EDGES, gain[0], spent, strict=True)
            ]
        )
        for spent in product(*steps)
        if sum(spent) <= 4
    )
    assert best.left <= least + 1e-6
    assert best.left == pytest.approx(least)
    assert best.million.sum() <= 4 + 1e-9


def test_each_pool_is_spent_on_its_own_places_alone():
    gain = [[0.0] * 5 + [0.01], [0.0] * 5 + [0.10]]
    best = interdict(flows(gain), (Pool(3.0, (0,)), Pool(1.0, (1,))))
    assert best.left == pytest.approx(100 * (1 - 0.03 - 0.10))
    assert best.million == pytest.approx([3.0, 1.0])


def test_a_corridor_that_is_emptied_is_reported():
    gain = [[0.0] * 5 + [0.5]]
    assert interdict(flows(gain), (Pool(4.0, (0,)),)).emptied
    assert not interdict(flows(gain), (Pool(1.0, (0,)),)).emptied


def test_only_officers_who_may_search_for_equipment_gain_anything(question):
    found = measure(question, 0)
    post, finance = found.gain
    assert (finance == 0).all()
    network = load_world().network
    roads = len(network.corridors)
    bulgarian = {network.hub_index["EDI"], network.hub_index["SOF"]}
    ends = zip(network.origin, network.destination, strict=True)
    touching = np.array([bool({*each} & bulgarian) for each in ends])
    assert ((post[:roads] > 0) == (touching & network.equipment)).all()
    assert (post[roads:] == 0).all()
    rate, interception, leverage, officers = 0.000_1, 0.8, 25, 1e6 / 120_000
    most = interception * rate * leverage * officers
    assert 0.5 * most < post.max() <= most


def test_what_flows_is_conserved_at_every_hub(question):
    longer = replace(question, baseline=question.baseline.lasting(30))
    found = measure(longer, 0)
    assert found.boats.sum() > 0
    nodes = found.sink + 1
    leaving = np.bincount(found.origin, found.boats, minlength=nodes)
    coming = np.bincount(found.destination, found.boats, minlength=nodes)
    assert leaving[: found.source] == pytest.approx(coming[: found.source])
    assert leaving[found.source] == pytest.approx(coming[found.sink])
