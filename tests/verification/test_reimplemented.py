"""Beliefs and routes on land, worked out again by hand with scalars, agree with the model."""

from __future__ import annotations

import itertools
import math
import random
from datetime import date

import numpy as np
import pytest

from scenarios.packaged_places import DEPARTURE_ZONES
from sim.core.network import Corridor, Hub, Network
from sim.equipment.boats import BoatState
from sim.gangs import routing
from sim.model import SmugglingModel
from sim.people.travellers import State

pytestmark = pytest.mark.slow

CLOSE = {"rel": 1e-9, "abs": 1e-12}


def risk_by_hand(lost, passed, prior_lost, prior_passed):
    return (lost + prior_lost) / (lost + passed + prior_lost + prior_passed)


def salience_by_hand(x, usual, floor):
    return abs(x - usual) / (abs(x) + abs(usual) + floor)


def weight_by_hand(risk, cost, loss, usual, decay, floor):
    passage_strikes = salience_by_hand(cost, usual, floor)
    loss_strikes = salience_by_hand(cost + loss, usual, floor)
    of_loss, of_passage = (1.0, decay) if loss_strikes >= passage_strikes else (decay, 1.0)
    return risk * of_loss / (risk * of_loss + (1.0 - risk) * of_passage)


def splits_by_hand(network, cost, usable, open_share, routes, scale):
    """Share of each corridor at its hub and cost-to-go of each hub, for one gang, by recursion."""
    shares, ahead = {}, {}

    def to_go(hub):
        if hub in ahead:
            return ahead[hub]
        if network.hubs[hub].name in DEPARTURE_ZONES:
            ahead[hub] = 0.0
            return 0.0
        on = []
        for number, corridor in enumerate(network.corridors):
            if corridor.origin == network.hubs[hub].name and usable[number]:
                total = cost[number] + to_go(network.hub_index[corridor.destination])
                if open_share[number] > 0.0 and total < math.inf:
                    on.append((total, number))
        kept = sorted(on)[:routes]
        if not kept:
            ahead[hub] = math.inf
            return math.inf
        best = kept[0][0]
        parts = [(n, open_share[n] * math.exp(-(total - best) / scale)) for total, n in kept]
        whole = sum(part for _, part in parts)
        for number, part in parts:
            shares[number] = part / whole
        ahead[hub] = best - scale * math.log(whole)
        return ahead[hub]

    for hub in range(len(network.hubs)):
        to_go(hub)
    return shares, ahead


def shares_of(network, cumulative):
    """Share of each corridor from the model's cumulative shares of one gang."""
    shares = {}
    for hub, choices in enumerate(network.choices):
        before = 0.0
        for index, corridor in enumerate(choices):
            if corridor >= 0:
                shares[int(corridor)] = float(cumulative[hub, index]) - before
            before = float(cumulative[hub, index])
    return shares


def small_network():
    """Two entries, two hubs between, a dead end, parallel corridors and the four zones."""
    names = ("A", "B", "C", "D", "X", *DEPARTURE_ZONES)
    hubs = [Hub(name, name, "", 0.0, 0.0, "") for name in names]
    links = (
        "A-C", "A-D", "A-X", "B-C", "B-D", "B-DKK", "C-D", "C-D", "C-DKK", "C-CQF", "D-BOL",
        "D-SOM", "D-CQF",
    )  # fmt: skip
    corridors = [
        Corridor(*link.split("-"), "road", (1.0, 2.0, 3.0), True, True, "assumed") for link in links
    ]
    return Network(hubs, corridors, DEPARTURE_ZONES)


@pytest.fixture(params=["small", "real"])
def network(request, world):
    return small_network() if request.param == "small" else world.network


def test_perceived_risk_is_the_share_lost_with_imagined_people_beside():
    draw = random.Random(1)  # noqa: S311
    counts = [0.0, 1e-9, 1.0, 1e7] + [draw.expovariate(0.01) for _ in range(40)]
    for prior_lost, prior_passed in ((1.0, 20.0), (0.001, 100_000.0), (10_000.0, 0.001)):
        for one, other in itertools.product(counts, counts):
            hand = risk_by_hand(one, other, prior_lost, prior_passed)
            found = routing.perceived_risk(one, other, prior_lost, prior_passed)
            assert found == pytest.approx(hand, rel=1e-9)


def test_memory_of_passages_and_launches_fades_once_a_week(world, make_scenario):
    quiet = {"rumour": 0.0, "belief_memory": 25.0, "exit_hazard": 0.0, "break_up_chance": 0.0,
             "newcomers_per_year": 0.0, "people_per_year": 15_000}  # fmt: skip
    model = SmugglingModel(world, make_scenario(parameters=quiet), 4, 0)
    gangs = model.gangs
    by_hand = [array.copy() for array in (gangs.moved, gangs.launched, gangs.prevented)]
    fade, before, mondays = math.exp(-7.0 / 25.0), {}, 0
    for _ in range(130):
        today = model.day
        model.step()
        people = model.travellers
        moving = np.flatnonzero(people.state == State.MOVING).tolist()
        now = dict(zip(moving, people.corridor[moving].tolist(), strict=True))
        for row, corridor in now.items():
            if corridor >= 0 and before.get(row) != corridor:
                by_hand[0][people.gang[row], corridor] += 1.0
        before = now
        for row in np.flatnonzero(model.boats.launched == today):
            index = model.boats.gang[row], model.boats.zone[row], model.boats.method[row]
            by_hand[1][index] += 1.0
            by_hand[2][index] += model.boats.state[row] == BoatState.PREVENTED
        if date.fromordinal(today).weekday() == 0:
            mondays += 1
            by_hand = [array * fade for array in by_hand]
        for hand, found in zip(
            by_hand, (gangs.moved, gangs.launched, gangs.prevented), strict=True
        ):
            assert found == pytest.approx(hand, rel=1e-9, abs=1e-9)
    assert mondays >= 18 and gangs.moved.sum() > 1_000 and gangs.prevented.sum() > 1


def test_salience_and_decision_weight_follow_the_definition():
    draw = random.Random(2)  # noqa: S311
    for _ in range(3_000):
        cost, loss, usual = (draw.choice([0.0, 50.0, draw.expovariate(1e-3)]) for _ in range(3))
        if draw.random() < 0.2:  # both strike alike, or neither does
            usual, loss = draw.choice([(cost, 0.0), (cost + loss / 2, loss), (cost, loss)])
        floor, decay = draw.choice([0.01, 100.0, 1e6]), draw.choice([0.01, 0.5, 1.0])
        risk = draw.choice([0.0, 1.0, 1e-9, draw.random()])
        strikes = routing.salience(cost + loss, usual, floor)
        hand = salience_by_hand(cost + loss, usual, floor)
        assert strikes == pytest.approx(hand, **CLOSE)
        weight = routing.decision_weight(risk, cost, loss, usual, decay, floor)
        hand = weight_by_hand(risk, cost, loss, usual, decay, floor)
        assert weight == pytest.approx(hand, **CLOSE), (risk, cost, loss, usual)


def test_usual_cost_is_the_mean_over_usable_corridors_of_the_same_hub(network):
    draw = random.Random(3)  # noqa: S311
    for _ in range(30):
        number = len(network.corridors)
        usable = [draw.random() < 0.7 for _ in range(number)]
        cost = [[draw.expovariate(1e-3) for _ in range(number)] for _ in range(3)]
        found = routing.mean_by_hub(network.graph, 1.0 * np.array(usable), np.array(cost))
        for gang, corridor in np.ndindex(3, number):
            beside = [
                cost[gang][other]
                for other in range(number)
                if usable[other]
                and network.corridors[other].origin == network.corridors[corridor].origin
            ]
            if beside:
                hand = sum(beside) / len(beside)
                assert float(found[gang, corridor]) == pytest.approx(hand, rel=1e-9)


def splits(network, cost, passable, routes, scale):
    """Shares and costs of the route on, for each gang."""
    shares = np.zeros((len(cost), len(network.hubs), network.most_leaving))
    ahead = np.empty((len(cost), len(network.hubs)))
    for gang, (costs, most) in enumerate(zip(cost, routes, strict=True)):
        routing.split(
            np.array(costs), passable, most, scale, network.graph, network.carries.backward,
            shares[gang], ahead[gang],
        )  # fmt: skip
    return shares, ahead


@pytest.mark.parametrize("kind", ["plain", "ties", "closed", "steep"])
def test_splits_agree_with_a_recursion_by_hand(network, kind):
    draw = random.Random(kind)  # noqa: S311
    number, gangs = len(network.corridors), 4
    for _ in range(25):
        usable = [draw.random() < (0.5 if kind == "closed" else 0.95) for _ in range(number)]
        opened = [draw.choice([0.0, 1e-6, 0.3, 1.0]) for _ in range(number)]
        if kind in ("plain", "ties"):
            opened = [1.0] * number
        costs = (lambda: 100.0) if kind == "ties" else (lambda: draw.uniform(1.0, 2_000.0))
        cost = [[costs() for _ in range(number)] for _ in range(gangs)]
        routes = [draw.randint(1, network.most_leaving) for _ in range(gangs)]
        scale = 0.5 if kind == "steep" else draw.choice([50.0, 250.0, 1e5])
        cumulative, ahead = splits(network, cost, np.array(usable) * opened, routes, scale)
        for gang in range(gangs):
            by_hand = splits_by_hand(network, cost[gang], usable, opened, routes[gang], scale)
            for hub, to_go in by_hand[1].items():
                assert float(ahead[gang, hub]) == pytest.approx(to_go, **CLOSE)
            for corridor, share in shares_of(network, cumulative[gang]).items():
                assert share == pytest.approx(by_hand[0].get(corridor, 0.0), **CLOSE)


def paths_from(network, hub):
    if network.hubs[hub].name in DEPARTURE_ZONES:
        yield ()
        return
    for number, corridor in enumerate(network.corridors):
        if network.hub_index[corridor.origin] == hub:
            for rest in paths_from(network, network.hub_index[corridor.destination]):
                yield (number, *rest)


def test_products_of_splits_are_the_logit_over_all_paths():
    network, draw = small_network(), random.Random(5)  # noqa: S311
    every = len(network.corridors)
    for _ in range(50):
        cost = [draw.uniform(1.0, 900.0) for _ in range(every)]
        opened = [draw.choice([0.2, 1.0]) for _ in range(every)]
        scale = draw.choice([40.0, 250.0, 4_000.0])
        cumulative, ahead = splits(network, [cost], np.array(opened), [network.most_leaving], scale)
        shares = shares_of(network, cumulative[0])
        for entry in (0, 1):
            paths = list(paths_from(network, entry))
            assert len(paths) > 8
            weight = {
                path: math.prod(opened[n] for n in path)
                * math.exp(-sum(cost[n] for n in path) / scale)
                for path in paths
            }
            whole = sum(weight.values())
            for path in paths:
                product = math.prod(shares[n] for n in path)
                assert product == pytest.approx(weight[path] / whole, rel=1e-9, abs=1e-12)
            assert float(ahead[0, entry]) == pytest.approx(-scale * math.log(whole), rel=1e-9)
