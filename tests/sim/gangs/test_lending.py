"""Gangs borrow what they lack, repay, keep a reserve, and ask customers for dear boats."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from scenarios.loader import load_scenario
from sim.gangs import lending
from sim.interventions import KINDS
from sim.model import SmugglingModel


def gang(**changed):
    given = {
        "capital": 0.0, "debt": 0.0, "inflow": 2.0, "price": 3_000.0, "wanted_load": 50.0,
        "prevention_expected": 0.4,
    } | changed  # fmt: skip
    return np.array([tuple(given.values())], dtype=[(name, "f8") for name in given])[0]


def terms(**changed):
    given = {
        "credit_days": 10.0, "reserve_days": 60.0, "capital_per_member": 15_000.0, "wage": 300.0,
        "engine_cover": 1.1,
    } | changed  # fmt: skip
    return np.array([tuple(given.values())], dtype=[(name, "f8") for name in given])[0]


def day(boat_price):
    return np.array([(boat_price,)], dtype=[("boat_price", "f8")])[0]


def test_a_gang_can_borrow_so_many_days_of_its_takings_less_what_it_owes():
    assert lending.credit(terms(), gang()) == pytest.approx(60_000)
    assert lending.credit(terms(), gang(debt=45_000.0)) == pytest.approx(15_000)
    assert lending.credit(terms(), gang(debt=70_000.0)) == 0.0
    assert lending.credit(terms(credit_days=0.0), gang()) == 0.0


def test_what_is_not_at_hand_is_lent_and_no_money_is_negative():
    rich, poor = gang(capital=500.0), gang(capital=100.0, debt=20.0)
    assert lending.pay(rich, 300.0) == 0.0
    assert (rich["capital"], rich["debt"]) == (200.0, 0.0)
    assert lending.pay(poor, 300.0) == 200.0
    assert (poor["capital"], poor["debt"]) == (0.0, 220.0)


def test_a_week_pays_back_its_part_of_what_is_owed_as_far_as_there_is_money():
    one = gang(capital=5_000.0, debt=1_000.0)
    assert lending.repay(terms(), one) == pytest.approx(700)
    assert (one["capital"], one["debt"]) == (pytest.approx(4_300), pytest.approx(300))
    poor = gang(capital=50.0, debt=1_000.0)
    assert lending.repay(terms(), poor) == 50.0
    assert lending.repay(terms(credit_days=1.0), gang(capital=9e3, debt=800.0)) == 800.0


def test_the_reserve_grows_with_the_price_of_boats_where_that_is_more_than_the_usual_capital():
    cheap, dear = (
        lending.reserve(day(price), terms(), gang(), 10.0) for price in (8_300.0, 83_000.0)
    )
    assert cheap == 150_000
    boats = 2.0 / 0.6 / 50.0 * 83_000 * 1.1
    assert dear == pytest.approx(60 * (boats + 300 * 10 / 7))
    assert lending.reserve(day(8_300.0), terms(), gang(debt=7.0), 10.0) == 150_007


@pytest.mark.slow
def test_a_share_of_what_dear_boats_cost_is_asked_of_customers(world, make_scenario):
    def price(share, boat_cost):
        given = {
            "cost_pass_through": share, "boat_cost": boat_cost, "price_scarcity_elasticity": 0.0,
            "supply_price_elasticity": 0.0, "price_load_elasticity": 0.0,
        }  # fmt: skip
        model = SmugglingModel(world, make_scenario(days=60, parameters=given), 1, 0)
        model.run_until(model.run_scenario.stop)
        return model.gangs.market_price()

    assert price(0.0, 8_300) == pytest.approx(3_000, rel=0.01)
    assert price(0.0, 24_900) == pytest.approx(3_000, rel=0.01)
    half, whole = (price(share, 24_900) - price(share, 8_300) for share in (0.5, 1.0))
    assert 100 < half < whole < 2_000


@pytest.mark.slow
def test_boats_five_times_costlier_take_few_arrivals_whatever_gangs_begin_with(world):
    year = load_scenario("baseline").lasting(366)
    dear = KINDS["change"](start=date(2023, 7, 6), value="boat_cost", multiply=5.0)
    signs = []
    for capital in (15_000, 75_000):
        base = replace(year, parameters={"capital_per_member": capital})
        worlds = (base, replace(base, interventions=(dear,)))
        runs = [
            [SmugglingModel(world, each, 1, number).run().outcomes for number in range(3)]
            for each in worlds
        ]
        arrivals, deaths = (
            [np.mean([run[name] for run in of]) for of in runs]
            for name in ("arrivals", "expected_deaths")
        )
        assert arrivals[1] > 0.85 * arrivals[0], capital
        signs.append(np.sign(deaths[1] - deaths[0]))
    assert signs[0] == signs[1]
