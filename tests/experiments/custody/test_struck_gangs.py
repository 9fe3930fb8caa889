"""Gangs are followed from each strike, and prison shows where nobody is replaced."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from experiments.custody.page import page, worlds
from experiments.custody.struck_gangs import trace
from scenarios.loader import load_scenario

pytestmark = pytest.mark.slow

AFTER = (60, 200, 400)


def traced(**given):
    scenario = replace(load_scenario("baseline").lasting(600), parameters=given)
    return trace(scenario, AFTER, 1, 0)


def test_without_replacement_those_held_are_missing_and_with_it_they_are_not():
    bare = {"replacement_rate": 0.0, "break_up_chance": 0.0, "exit_hazard": 0.0}
    held, free = traced(**bare, charge_chance=1.0), traced(**bare, charge_chance=0.0)
    assert held.struck > 3 and free.struck > 3
    assert (held.held > 0.05).all() and (free.held[1:] == 0.0).all()
    assert (held.strength[1:] < free.strength[1:] - 0.03).all()
    quick = bare | {"replacement_rate": 0.3}
    assert traced(**quick, charge_chance=1.0).strength[-1] > 0.95 * min(1.0, free.strength[-1])
    assert np.allclose(held.in_trade, 1.0)


def test_the_page_has_a_row_for_every_world_in_both_tables():
    run = traced()
    text = page({name: [run] for name in worlds()})
    assert all(text.count(f"| {name} |") == 2 for name in worlds())
