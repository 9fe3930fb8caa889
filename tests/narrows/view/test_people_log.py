"""People who can be followed: the log says what the model's own table says, in both worlds."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from narrows.view.followed_events import PERSON, choices, parting, story
from narrows.view.paired_worlds import Worlds
from narrows.view.people_log import SEEN, can_be_followed, person_id, person_identity
from scenarios.errors import InputError
from scenarios.loader import load_scenario
from sim.people.travellers import State

DAYS = 60


@pytest.fixture(scope="module")
def worlds(world):
    """Two worlds that part on the first day that counts."""
    baseline, changed = (
        replace(load_scenario(name), warmup_days=90, days=DAYS) for name in ("baseline", "takedown")
    )
    measures = tuple(replace(each, start=changed.start) for each in changed.interventions)
    changed = replace(changed, interventions=measures)
    kept = Worlds(world, baseline, changed, seed=1, replicate=0)
    kept.go(DAYS - 1)
    return kept


def test_names_go_back_and_forth():
    for identity in (738_885 << 32, 738_885 << 32 | 3 << 24 | 800):
        assert person_identity(person_id(identity)) == identity
    for wrong in ("7/31", "2024-03-05/3.4", "2024-03-05/999.8", "2024-03-05/3.99999999", ""):
        with pytest.raises(ValueError, match=r"nobody who can|no person's name"):
            person_identity(wrong)


def test_the_last_change_of_everybody_is_where_the_model_has_them(worlds):
    for timeline in worlds.timelines:
        last = {int(row["identity"]): row for day in timeline.people._days for row in day}
        table = timeline.model.travellers
        rows = np.flatnonzero(can_be_followed(table.identity))
        inside = rows[table.ended[rows] >= timeline.model.run_scenario.start.toordinal()]
        under_way = rows[table.state[rows] <= State.RESTING]
        assert inside.size > 100
        assert under_way.size > 100
        for row in (*inside, *under_way):
            logged = last[int(table.identity[row])]
            assert [logged[name] for name in SEEN] == [getattr(table, name)[row] for name in SEEN]


def test_arrivals_and_deaths_of_the_log_are_those_of_the_table(worlds):
    timeline = worlds.timelines[0]
    table, start = timeline.model.travellers, timeline.model.run_scenario.start.toordinal()
    for state in (State.ARRIVED, State.DIED, State.GAVE_UP):
        now = can_be_followed(table.identity) & (table.state == state) & (table.ended >= start)
        logged = sum(int((day["state"] == state).sum()) for day in timeline.people._days[1:])
        assert logged == now.sum()


def test_a_person_is_one_and_the_same_in_both_worlds(worlds):
    frame, _ = worlds.go(DAYS - 1)
    assert any(each.kind == PERSON for each in choices(frame))
    ends = [
        {int(row["identity"]): row["state"] for day in timeline.people._days for row in day}
        for timeline in worlds.timelines
    ]
    differ = [one for one in ends[0].keys() & ends[1].keys() if ends[0][one] != ends[1][one]]
    for name in map(person_id, differ[:20]):
        both = [story(one, DAYS - 1, PERSON, name) for one in worlds.timelines]
        found = parting(*both)
        assert found.same, "both are who entered on that day at that place"
        assert found.baseline or found.changed
        assert both[0].title == f"person {name}"
    assert differ


def test_what_a_day_offers_happened_on_that_day(worlds):
    frame, _ = worlds.go(40)
    for what, (name, _) in frame["people"].items():
        lines = story(worlds.timelines[0], 40, PERSON, name).lines
        assert lines[-1].when == "10 Feb 2024"
        word = {"arrived": "arrived", "gave up": "gave up", "entered": "entered the route",
                "came back from a try": "rested", "was stopped on the way": "put back",
                "waits on the coast": "wait", "died at sea": "died"}[what]  # fmt: skip
        assert any(word in line.text for line in lines if line.when == lines[-1].when)


def test_nobody_is_made_up(worlds):
    with pytest.raises(InputError, match=r"no person '2024-01-01/0\.80000' is in this world"):
        story(worlds.timelines[0], 40, PERSON, "2024-01-01/0.80000")
    with pytest.raises(InputError, match="must look like"):
        story(worlds.timelines[0], 40, PERSON, "2024-02-31/0.8")
