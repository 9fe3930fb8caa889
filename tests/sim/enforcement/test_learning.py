"""What a seat costs answers the seats that a gang has at the coast."""

from __future__ import annotations

import pytest

from sim.enforcement import learning
from sim.model import SmugglingModel


@pytest.fixture
def monday(world, make_scenario):
    """A Monday on which every gang has as many people as seats at the coast, and none come.

    Seats cost what they do at the price of reference, and loads do not count in the price.
    """
    model = SmugglingModel(world, make_scenario(parameters={"price_load_elasticity": 0.0}), 1, 0)
    model.run_until(model.run_scenario.first_day + 30)
    while not model.is_monday:
        model.step()
    gangs = model.gangs
    gangs.wanted_load[:], gangs.inflow[:] = 50.0, 0.0
    gangs.boats[:], gangs.boats_called[:], gangs.waiting[:] = 4, 0, 200
    gangs.price[:] = model.values.price_reference
    gangs.boat_cost[:] = model.values.cost_reference * 50.0 * (1.0 - gangs.prevention_expected)
    return model


def learn(model, **changed):
    """What a Monday's learning does to the model, with some values changed for it."""
    w = model.everything()
    for name, value in changed.items():
        w.values[name] = value
    w.now["boat_price"] = model.boat_price
    most = w.graph.choices.shape[1]
    learning.run(w.now[0], w.values[0], w.gangs, w.tallies, w.heard, most, w.posts, w.looking)


def test_balance_leaves_the_price_where_it_is(monday):
    learn(monday)
    assert monday.gangs.price == pytest.approx(monday.values.price_reference)


@pytest.mark.parametrize(
    ("changed", "to", "sign"), [("waiting", 800, 1), ("waiting", 0, -1), ("boats", 0, 1)]
)
def test_short_seats_are_costly_and_idle_ones_cheap(monday, changed, to, sign):
    getattr(monday.gangs, changed)[:] = to
    learn(monday)
    assert (sign * (monday.gangs.price - monday.values.price_reference) > 1.0).all()


def test_boats_weeks_away_make_no_seat_cheaper(monday):
    monday.gangs.boats_on_order[:] = 100
    learn(monday)
    assert monday.gangs.price == pytest.approx(monday.values.price_reference)
    monday.gangs.boats_called[:] = 100
    learn(monday)
    assert (monday.gangs.price < monday.values.price_reference - 1.0).all()


def test_a_share_of_what_seats_cost_beyond_the_usual_is_asked_of_customers(monday):
    monday.gangs.boat_cost[:] *= 3.0
    learn(monday)
    values = monday.values
    rise = values.price_speed * values.cost_pass_through * 2.0 * values.cost_reference
    rise *= 1.0 - values.price_undercutting
    assert monday.gangs.price == pytest.approx(values.price_reference + rise)


def test_a_crowded_seat_fetches_less(monday):
    monday.gangs.wanted_load[:], monday.gangs.waiting[:] = 60.0, 240
    learn(monday, price_load_elasticity=0.4)
    assert (monday.gangs.price < monday.values.price_reference - 1.0).all()
