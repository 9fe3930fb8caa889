"""People give up more with every stop in a row, wait longer, and turn where ways part."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from sim.model import SmugglingModel
from sim.people.persistence import days_until_next, leaving, turn_back, turns
from sim.people.travellers import State


def test_the_chance_of_giving_up_grows_with_every_stop_and_never_beyond_one():
    chances = [leaving(0.03, 2.0, stops) for stops in range(1, 256)]
    assert chances[0] == pytest.approx(0.03)
    assert chances[3] == pytest.approx(1 - 0.97**8)
    assert all(later >= now for now, later in pairwise(chances))
    assert max(chances) <= 1.0
    assert leaving(0.03, 1.0, 200) == pytest.approx(0.03)
    assert leaving(0.0, 10.0, 255) == 0.0
    assert leaving(1.0, 2.0, 1) == 1.0


def test_the_wait_is_longer_after_every_stop_and_one_day_at_least():
    assert [days_until_next(6.0, 0.25, stops) for stops in (1, 2, 3, 5)] == [6, 7, 9, 12]
    assert days_until_next(6.0, 0.0, 100) == 6
    assert days_until_next(1.0, 0.0, 1) == 1


def test_people_turn_after_every_so_many_stops():
    assert [stops for stops in range(1, 8) if turns(3.0, stops)] == [3, 6]
    assert all(turns(1.0, stops) for stops in range(1, 5))


def person(network, hub, *corridors):
    """Somebody at a hub who has passed these corridors."""
    table = np.zeros(1, dtype=[("hub", "i2"), ("corridors_passed", "u8")])
    table["hub"] = network.hub_index[hub]
    table["corridors_passed"] = sum(1 << network.corridor_index[name] for name in corridors)
    return table


@pytest.mark.parametrize(
    ("hub", "passed", "back", "left"),
    [
        ("SUB", ("PRE-BEG", "BEG-SUB"), "BEG", ("PRE-BEG",)),
        ("BIH", ("PRE-BEG", "BEG-SJJ", "SJJ-BIH"), "BEG", ("PRE-BEG",)),
        ("BIH", ("TIA-SJJ", "SJJ-BIH"), "TIA", ()),
        ("SUB", (), "SUB", ()),
    ],
)
def test_who_turns_back_is_where_ways_part_and_has_not_passed_what_was_gone_back_over(
    world, hub, passed, back, left
):
    network = world.network
    table = person(network, hub, *passed)
    turn_back(table[0], network.graph)
    assert network.hubs[int(table["hub"][0])].name == back
    assert int(table["corridors_passed"][0]) == int(
        person(network, back, *left)["corridors_passed"][0]
    )


@pytest.mark.slow
def test_stops_are_counted_until_a_corridor_is_passed(world, make_scenario):
    certain = {"people_detection": 1, "people_interception": 0.9, "leave_after_interception": 0}
    model = SmugglingModel(world, make_scenario(days=60, parameters=certain), 1, 0)
    model.run_until(model.run_scenario.stop)
    people = model.travellers
    moving = people.state == State.MOVING
    assert people.stops[moving & (people.corridor >= 0)].max() == 0
    assert people.stops[moving & (people.corridor < 0)].max() > 5
    assert people.rows.dtype.itemsize == 40, "the row of a person is no longer than it was"
