from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from experiments.displacement.account_rows import share
from experiments.displacement.boat_counts import BoatFate, count
from experiments.displacement.focus import ANY, Cell, Focus, Miss, zone_named
from experiments.displacement.followed_people import STAYED, Fate, People, follow, stayed
from sim.equipment.boats import Boats, BoatState, Consignments, ConsignmentState
from sim.people.travellers import State, Travellers

FIRST, LAST = 100, 200
FOCUSES = [
    Cell(FIRST, LAST),
    Cell(FIRST, LAST, corridors_passed=0b100),
    Cell(FIRST, LAST, zone=1),
    Cell(FIRST, LAST, method=0),
    Cell(FIRST, LAST, corridors_passed=0b110, zone=2, method=1),
    Cell(0, 10**6),
]


def person(**changes):
    """One person who came over corridor 2 from zone 1 by method 0 in the window."""
    terms = {
        "identity": 7, "state": State.ARRIVED, "corridors_passed": 0b101, "zone": 1, "method": 0,
        "attempts": 1, "ended": 150,
    }  # fmt: skip
    return crowd(1, **(terms | changes))


def crowd(number, **columns):
    table = Travellers()
    table.append(number, **columns)
    return People.of(table)


def no_one():
    return crowd(0)


def any_people(generator, number=400):
    known = np.arange(3 * number)
    return crowd(
        number,
        identity=generator.choice(known, number, replace=False),
        state=generator.choice(list(State), number, p=[0.1, 0.1, 0.1, 0.5, 0.1, 0.1]),
        corridors_passed=generator.integers(0, 16, number),
        zone=generator.integers(-1, 4, number),
        method=generator.integers(-1, 3, number),
        attempts=generator.integers(0, 4, number),
        ended=generator.integers(50, 250, number),
    )


FOCUS = Cell(FIRST, LAST, corridors_passed=0b100, zone=1, method=0)


@pytest.mark.parametrize(
    ("there", "fate"),
    [
        ({}, Fate.SAME),
        ({"ended": LAST, "attempts": 3}, Fate.SAME),
        ({"corridors_passed": 0b011}, Fate.OTHER_CORRIDOR),
        ({"corridors_passed": 0b011, "zone": 2, "ended": 300}, Fate.OTHER_CORRIDOR),
        ({"zone": 2}, Fate.OTHER_ZONE),
        ({"zone": 2, "method": 1}, Fate.OTHER_ZONE),
        ({"method": 1, "ended": 300}, Fate.OTHER_METHOD),
        ({"ended": FIRST - 1}, Fate.EARLIER),
        ({"ended": LAST + 1}, Fate.LATER),
        ({"ended": LAST + 1, "attempts": 2}, Fate.LATER_AFTER_MORE_TRIES),
        ({"ended": FIRST - 1, "attempts": 2}, Fate.EARLIER),
        *(({"state": s, "ended": 0}, Fate.ON_THE_WAY)
          for s in (State.MOVING, State.WAITING, State.RESTING)),
        ({"state": State.GAVE_UP, "zone": 2}, Fate.GAVE_UP),
        ({"state": State.DIED, "ended": 300, "attempts": 4}, Fate.DIED),
        ({"identity": 8}, Fate.NEVER_ENTERED),
    ],
    ids=str,
)  # fmt: skip
def test_a_lost_person_has_the_first_fate_that_fits(there, fate):
    counts = follow(FOCUS, person(), person(**there))
    assert counts.sum() == 1 and counts[fate] == 1


def test_in_a_world_without_people_no_one_has_entered():
    assert follow(FOCUS, person(), no_one())[Fate.NEVER_ENTERED] == 1
    assert follow(FOCUS, no_one(), person()).sum() == 0
    assert not stayed(FOCUS, person(), no_one()).any()


@pytest.mark.parametrize("cell", FOCUSES, ids=str)
@pytest.mark.parametrize("seed", range(8))
def test_what_is_lost_less_what_is_gained_is_the_reduction_exactly(cell, seed):
    generator = np.random.default_rng(seed)
    base, policy = any_people(generator), any_people(generator, 300)
    lost, gained = follow(cell, base, policy), follow(cell, policy, base)
    before, after = base.inside(cell).sum(), policy.inside(cell).sum()
    assert (lost.sum(), gained.sum()) == (before, after)
    assert lost[Fate.SAME] == gained[Fate.SAME] == stayed(cell, base, policy)[0]
    assert (lost - gained)[1:].sum() == before - after
    assert before > 0


def test_those_who_came_all_the_same_are_reported_by_how_they_came():
    cell = Cell(FIRST, LAST)
    other = person(ended=160, attempts=3, corridors_passed=0b11, zone=2, method=1)
    forth = dict(zip(STAYED, stayed(cell, person(), other), strict=True))
    back = dict(zip(STAYED, stayed(cell, other, person()), strict=True))
    assert forth == {
        "both": 1, "later": 1, "earlier": 0, "more_tries": 1, "fewer_tries": 0,
        "other_corridors": 1, "other_zone": 1, "other_method": 1,
    }  # fmt: skip
    swapped = {"later": 0, "earlier": 1, "more_tries": 0, "fewer_tries": 1}
    assert back == forth | swapped


def any_boats(generator, transports=60):
    boats, consignments = Boats(), Consignments()
    carried = generator.integers(1, 4, transports)
    first = np.cumsum(carried) - carried
    order = generator.permutation(transports)
    consignments.append(
        transports,
        identity=np.arange(transports),
        state=ConsignmentState.DELIVERED,
        corridors_passed=generator.integers(0, 16, transports),
        boats=carried[order],
        first_boat=first[order],
    )
    number = int(carried.sum())
    state = generator.choice(list(BoatState), number)
    launched = np.where(np.isin(state, (4, 5, 6, 7)), generator.integers(50, 250, number), 0)
    boats.append(
        number,
        state=state,
        zone=generator.integers(0, 4, number),
        method=generator.integers(0, 2, number),
        launched=launched,
    )
    return boats, consignments


@pytest.mark.parametrize("cell", FOCUSES, ids=str)
def test_boats_add_up_to_the_reduction_exactly(cell):
    generator = np.random.default_rng(5)
    before, after = (count(cell, *any_boats(generator, transports)) for transports in (80, 50))
    assert before.sum() == after.sum() == 0
    reduction = before[BoatFate.SAME] - after[BoatFate.SAME]
    assert (after - before)[1:].sum() == reduction


def test_a_boat_is_counted_by_the_corridors_of_the_transport_that_carried_it():
    boats, consignments = Boats(), Consignments()
    boats.append(3, state=[BoatState.LANDED, BoatState.PREVENTED, BoatState.SEIZED_UPSTREAM],
                 launched=[150, 150, 0])  # fmt: skip
    consignments.append(2, boats=[1, 2], first_boat=[2, 0], corridors_passed=[0b100, 0b010])
    counts = count(Cell(FIRST, LAST, corridors_passed=0b010), boats, consignments)
    assert counts[BoatFate.SAME] == 2 and counts[BoatFate.SEIZED_UPSTREAM] == 1
    counts = count(Cell(FIRST, LAST, corridors_passed=0b100), boats, consignments)
    assert counts[BoatFate.OTHER_CORRIDOR] == 2 and counts[BoatFate.NEVER_ORDERED] == -3


def test_a_share_is_of_the_mean_reduction_and_only_where_that_is_clear():
    whole = np.array([100, 110, 90, 105])
    assert share(whole, whole).mean == 1.0 and share(whole, whole).half_width == 0.0
    half = share(whole // 2, whole)
    assert half.low < 0.5 < half.high or half.mean == pytest.approx(0.5, abs=0.01)
    assert np.isnan(share(whole, whole - 100).mean)
    assert np.isnan(share(whole, -whole).mean)


def test_a_focus_knows_its_names_and_days(world):
    focus = Focus(date(2024, 3, 1), date(2024, 5, 31), "SUB-BUD", "CQF", "beach")
    cell = focus.cell(world)
    rows = [n for n, c in enumerate(world.network.corridors) if c.name == "SUB-BUD"]
    assert cell.corridors_passed == sum(1 << row for row in rows)
    assert (cell.zone, cell.method) == (1, 0)
    assert str(focus) == (
        "over corridor SUB-BUD from zone Calais (CQF) by method beach from 2024-03-01 to 2024-05-31"
    )
    assert Focus(focus.first, focus.last).cell(world) == replace(
        cell, corridors_passed=0, zone=ANY, method=ANY
    )
    with pytest.raises(ValueError, match="no corridor 'X'"):
        replace(focus, corridor="X").cell(world)


@pytest.mark.parametrize(
    ("name", "zone"),
    [("CQF", "CQF"), ("Calais", "CQF"), ("calais", "CQF"), ("Le Portel", "BOL"), ("dkk", "DKK"),
     ("Dunkirk / Loon-Plage", "DKK"), ("Somme-Seine coast", "SOM"), ("Dover", "Dover")],
)  # fmt: skip
def test_a_zone_may_be_named_by_its_city(name, zone):
    assert zone_named(name) == zone


def test_what_fits_misses_nothing():
    one = np.ones(1, dtype=np.uint64)
    assert Cell(FIRST, LAST).miss(one, one, one, np.array([FIRST])) == [Miss.NONE]
