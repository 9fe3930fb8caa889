"""People who are stopped go elsewhere or give up: what was seen of it, and what must be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from scenarios.loader import load_scenario
from sim.interventions import KINDS
from sim.model import SmugglingModel

pytestmark = pytest.mark.slow

REPLICATES = 3
FIRST = date(2024, 1, 1)
OUT = ("SUB-BUD", "BEG-TSR", "BIH-ZAG", "BEG-ZAG")
"""Ways out of the Western Balkans to the north and west."""


def worlds(world, scenario, watched=10_000):
    """What people had passed on the first day that counts and ``watched`` days later; all of it."""
    found = []
    for number in range(REPLICATES):
        model = SmugglingModel(world, scenario, 1, number)
        model.run_until(scenario.start.toordinal())
        before = model.travellers.corridors_passed.copy()
        model.run_until(min(scenario.start.toordinal() + watched, scenario.stop))
        after = model.travellers.corridors_passed.copy()
        before = np.append(before, np.zeros(after.size - before.size, dtype=np.uint64))
        found.append((model.network, before, after, model.run()))
    return found


def passages(found, *corridors):
    """People who passed any of these corridors in the days watched."""
    number = 0
    for network, before, after, _ in found:
        bits = np.uint64(sum(1 << network.corridor_index[name] for name in corridors))
        number += np.count_nonzero((after & bits != 0) & (before & bits == 0))
    return number


def mean(found, outcome):
    return np.mean([run.outcomes[outcome] for *_, run in found])


def changed(**terms):
    base = load_scenario("baseline").lasting(366)
    return replace(base, interventions=(KINDS["change"](start=date(2023, 7, 6), **terms),))


@pytest.fixture(scope="module")
def base(world):
    return worlds(world, load_scenario("baseline").lasting(366))


def test_a_hundred_thousand_officers_in_serbia_turn_people_from_the_way_to_hungary(world, base):
    policed = worlds(world, changed(value="officers", entity="serbia-police", add=100_000.0))
    assert passages(policed, "SUB-BUD") < 0.5 * passages(base, "SUB-BUD")
    assert passages(policed, "SOF-BUH") > 1.2 * passages(base, "SOF-BUH")
    assert mean(policed, "people_gave_up") > mean(base, "people_gave_up")
    assert mean(policed, "arrivals") > 0.75 * mean(base, "arrivals"), "most go elsewhere"


def test_where_everybody_is_seen_arrivals_fall_by_more_than_half(world, base):
    seen = worlds(world, changed(value="people_detection", add=1.0))
    assert mean(seen, "arrivals") < 0.5 * mean(base, "arrivals")


def test_ten_times_the_money_for_a_stop_leaves_most_arrivals(world, base):
    dear = replace(load_scenario("baseline").lasting(366), parameters={"stop_cost": 800})
    assert mean(worlds(world, dear), "arrivals") > 2 / 3 * mean(base, "arrivals")


@pytest.fixture(scope="module")
def autumn():
    """From the spring of 2023 to June 2024, counted from the operation on."""
    return replace(load_scenario("baseline"), start=date(2023, 11, 1)).lasting(243)


def test_the_operation_of_2023_is_seen_on_the_route_and_not_on_the_channel(world, autumn):
    measures = load_scenario("serbian-operation").interventions
    before = worlds(world, autumn, watched=92)
    after = worlds(world, replace(autumn, interventions=measures), watched=92)
    fall = 1 - passages(after, *OUT) / passages(before, *OUT)
    assert fall > 1 / 3, "in three months, out of the Western Balkans"
    assert passages(after, "SOF-BUH", "TIA-SJJ") > 1.05 * passages(before, "SOF-BUH", "TIA-SJJ")
    assert 1 - mean(after, "arrivals") / mean(before, "arrivals") < fall / 2, "not in step"
